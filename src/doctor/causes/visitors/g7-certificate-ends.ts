import type { HandshakeFact } from '../../outside/index.ts';
import { placeOf, tlsSymptom } from '../symptoms.ts';
import type { Cause } from '../types.ts';

/** The certificate that is served has ended or is about to; perhaps a newer one lies beside it. */
export const certificateEnds: Cause = {
  id: 'G7',
  slug: 'certificate-ends',
  certainty: { outside: 'proven', inside: 'proven' },
  validation: 'passes',
  visitors: ['down'],
  remedies: ['W7'],
  decide: 'inside',
  outside({ report }) {
    const served = servedBy(report.handshakes, report.name);
    // of one family alone it is another cause's: there is a good one
    if (!served.every(({ leaf }) => isEnding(leaf, report.at))) return [];
    return served.map((one) => ({
      symptom: tlsSymptom(one, 'ending'),
      place: placeOf(one),
      values: { days: daysLeft(one.leaf, report.at) },
    }));
  },
  inside({ certificates }, seen) {
    if (certificates.length === 0 || seen === undefined) return { says: 'silent' };
    const { report } = seen;
    const served = servedBy(report.handshakes, report.name);
    // what is served is another server's, or one family's alone: other causes
    if (!served.every(({ leaf }) => leaf.covers && leaf.fingerprint === served[0]?.leaf.fingerprint))
      return { says: 'silent' };
    const behind = served.flatMap((one) => {
      const newer = certificates.find(
        ({ names, notAfter, fingerprint }) =>
          fingerprint !== one.leaf.fingerprint && notAfter > one.leaf.notAfter && covers(names, report.name),
      );
      return newer === undefined ? [] : [{ ...one, file: newer.file }];
    });
    if (behind.length === 0) return { says: 'silent' };
    const where = behind.map(({ address, family, port, file, leaf }) => ({
      place: { host: report.name, address, family, port },
      values: { file, days: daysLeft(leaf, report.at) },
      latent: true,
    }));
    return { says: 'shown', where };
  },
};

type Leaf = NonNullable<HandshakeFact['leaf']>;

function servedBy(handshakes: readonly HandshakeFact[], name: string) {
  return handshakes.flatMap((one) =>
    one.host === name && one.serverName === 'sent' && one.hello === 'small' && one.leaf !== undefined
      ? [{ ...one, leaf: one.leaf }]
      : [],
  );
}

/** In parts of its life, so that it holds for certificates of 90 days and of six: clients renew with a third left. */
function isEnding({ notBefore, notAfter }: Leaf, at: number): boolean {
  return notAfter - at < (notAfter - notBefore) * LIFE_LEFT;
}
const LIFE_LEFT = 0.15;

function daysLeft({ notAfter }: Leaf, at: number): number {
  return Math.floor((notAfter - at) / 86_400_000);
}

function covers(names: readonly string[], name: string): boolean {
  return names.some(
    (one) => one === name || (one.startsWith('*.') && name.slice(name.indexOf('.')) === one.slice(1)),
  );
}
