import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { addresses, isSaid, isSilent, type Report, serversOf } from './facts.ts';

/** Name servers that have IPv4 addresses alone, or IPv6 ones that are dead: who has IPv6 alone cannot ask them. */
export const nameServersWithoutSix: Cause = {
  id: 'A11',
  slug: 'name-servers-without-ipv6',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['slow', 'six-only'],
  remedies: ['D3'],
  decide: 'none',
  outside: ({ report }) => [...unaddressed(report), ...dead(report)],
  inside: () => ({ says: 'silent' }),
};

/**
 * None of them has an IPv6 address, or one alone of several, so that nothing is left when it fails. Of a site that is for IPv4 alone
 * nobody expects more of its name servers.
 */
function unaddressed(report: Report): Sign[] {
  const six = report.names.filter(({ role, type }) => role === 'server' && type === 'AAAA');
  const without = six.filter(({ outcome }) => outcome === 'nodata');
  const having = six.filter((fact) => fact.addresses.length > 0);
  if (without.length === 0 || having.length > 1 || addresses(report, 6).length === 0) return [];
  return [
    {
      symptom: dnsSymptom(report.name, 'name servers over IPv6'),
      place: { host: without[0]?.host, family: 6 },
      values: {
        servers: without.map(({ host }) => host).join(', '),
        what: having.length === 0 ? 'absent' : 'single',
        left: having[0]?.host ?? '',
      },
    },
  ];
}

/** Silent over IPv6, to all that it was asked, where another address of the same zone answers. */
function dead({ answers, name }: Report): Sign[] {
  if (!answers.some((one) => one.family === 4 && isSaid(one))) return [];
  const six = answers.filter(({ family, purpose }) => family === 6 && purpose === 'plain');
  const silent = six.filter(
    ({ address }) => six.every((one) => one.address !== address || isSilent(one)) && address !== '',
  );
  const [first] = silent;
  if (first === undefined) return [];
  return [
    {
      symptom: dnsSymptom(name, 'name servers over IPv6'),
      place: { host: first.server, address: first.address, family: 6 },
      values: { servers: serversOf(silent), what: 'dead' },
    },
  ];
}
