import type { InsideReport } from '../../inside/index.ts';
import type { HandshakeFact } from '../../outside/index.ts';
import { differSymptom, tlsSymptom } from '../symptoms.ts';
import type { Cause, Inside, Seen, Shown, Sign } from '../types.ts';
import { hostsOf, webPorts } from './machine.ts';
import { handshakePairs } from './signs.ts';

/** One family is shown a certificate of the name that has expired, or comes without its chain; the other family a good one. */
export const certificateOfOneFamily: Cause = {
  id: 'E7',
  slug: 'certificate-of-one-family',
  certainty: { outside: 'proven', inside: 'proven' },
  validation: 'passes',
  visitors: ['broken'],
  remedies: ['W7'],
  decide: 'inside',
  outside: oneIsBad,
  inside: otherFiles,
};

function oneIsBad(seen: Seen): readonly Sign[] {
  const { at } = seen.report;
  return handshakePairs(seen).flatMap(({ six, four }): Sign[] => {
    const [bad6, bad4] = [faultOf(six, at), faultOf(four, at)];
    if ((bad6 === undefined) === (bad4 === undefined)) return [];
    const bad = bad6 === undefined ? four : six;
    const { host, address, family, port } = bad;
    const place = { host, address, family, port };
    const values = { port, fault: bad6 ?? bad4 ?? '', notAfter: bad.leaf?.notAfter ?? 0 };
    return [
      { symptom: tlsSymptom(bad, 'certificate'), place, values, alone: true },
      { symptom: differSymptom(host, port, 'certificate'), place, values, alone: true },
    ];
  });
}

/** Of a certificate that holds the name: with another one it is another server or virtual host. */
function faultOf({ outcome, leaf, chain }: HandshakeFact, at: number): string | undefined {
  if (outcome !== 'response' || leaf === undefined || !leaf.covers) return undefined;
  if (leaf.notAfter <= at) return 'expired';
  if (leaf.notBefore > at) return 'not-yet';
  return chain === 'incomplete' ? 'incomplete' : undefined;
}

function otherFiles(inside: InsideReport, seen: Seen | undefined): Inside {
  if (seen === undefined || inside.certificates.length === 0) return { says: 'silent' };
  const where = webPorts(seen).flatMap((port) => {
    const hosts = hostsOf(inside, seen.report.name, port).filter(
      ({ certificate }) => certificate !== undefined,
    );
    const files = (family: 6 | 4) => hosts.filter(({ families }) => families.includes(family));
    return ([6, 4] as const).flatMap((family): Shown[] => {
      const bad = files(family).find((one) => isBad(inside, one.certificate));
      const good = files(family === 6 ? 4 : 6).find((one) => !isBad(inside, one.certificate));
      if (bad === undefined || good === undefined) return [];
      const { certificate = '', file } = bad;
      return [
        { place: { family, port }, values: { port, certificate, file, other: good.certificate ?? '' } },
      ];
    });
  });
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}

function isBad({ certificates, at }: InsideReport, path: string | undefined): boolean {
  const fact = certificates.find(({ file }) => file === path);
  return fact !== undefined && (fact.notAfter <= at || fact.notBefore > at);
}
