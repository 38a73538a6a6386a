import type { OutsideReport } from '../../outside/index.ts';
import { dnsSymptom } from '../symptoms.ts';
import type { Cause } from '../types.ts';

/** Some resolvers make an AAAA record of the A record (DNS64, RFC 6147): it stands for no IPv6 at the server, and DNSSEC calls it forged. */
export const synthesisedAddress: Cause = {
  id: 'G5',
  slug: 'synthesised-address',
  certainty: { outside: 'strong' },
  validation: 'passes',
  visitors: ['six-only'],
  remedies: ['D1'],
  decide: 'perspectives',
  outside({ report, others }) {
    const { name } = report;
    const all = [report, ...others];
    const made = all.flatMap((one) => sixOf(one)).find((address) => address.startsWith(WELL_KNOWN));
    // only who is asked directly tells that nobody published it
    const published = all.some(
      (one) =>
        one.names.some(
          ({ host, type, outcome }) => host === name && type === 'AAAA' && outcome === 'nodata',
        ) ||
        one.answers.some((said) => said.name === name && said.type === 'AAAA' && said.outcome === 'nodata'),
    );
    if (made === undefined || !published) return [];
    return [
      { symptom: dnsSymptom(name, `special ${made}`), place: { host: name }, values: { address: made } },
    ];
  },
  inside: () => ({ says: 'silent' }),
};

/** RFC 6052 section 2.1. */
const WELL_KNOWN = '64:ff9b::';

function sixOf({ names, name }: OutsideReport): readonly string[] {
  return names.filter(({ host, type }) => host === name && type === 'AAAA').flatMap((one) => one.addresses);
}
