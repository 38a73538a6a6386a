/** What is told of a quorum that was not reached: numbers, families and how it failed; never which perspectives there are. */
export type PerspectivesFacts = {
  name: string;
  check: string;
  asked: number;
  failed: number;
  needed: number;
  /** `how`: a heading of docs/errors.md, or `place-` and what became of the perspective itself. */
  ways: readonly { how: string; family?: 'IPv6' | 'IPv4'; count: number }[];
  /** Where enough passed, but in too few regions. */
  regions?: number;
  regionsNeeded?: number;
};

/** Enough of them looked and said no. */
export function disagreement(p: PerspectivesFacts): string {
  return `${p.failed} of the ${p.asked} places from which this CA looks again ${did(p)}: ${ways(p)}; ${demand(p)}. From the CA itself it was good, so look for filters by country or network, and for name servers that do not all answer alike.`;
}

/** Too few could be asked, or gave a usable answer. */
export function missingPlaces(p: PerspectivesFacts): string {
  return `This CA found ${subject(p)} good, but ${whyMissing(p)}. It is not your fault: try again later, and tell the administrator of this CA if it stays so.`;
}

function whyMissing(p: PerspectivesFacts): string {
  if (p.asked === 0) return `fewer than the ${p.needed} places that have to are connected to it`;
  if (p.failed === 0)
    return `the ${p.asked} places from which it looks again, which found it good too, stand in ${regions(p)}`;
  return `${p.failed} of the ${p.asked} places from which it looks again gave no answer that counts (${ways(p)}) and ${demand(p)}`;
}

function did(p: PerspectivesFacts): string {
  return p.check === 'caa'
    ? `could not confirm that CAA records permit ${p.name}`
    : `could not confirm control over ${p.name}`;
}

function subject(p: PerspectivesFacts): string {
  return p.check === 'caa' ? `the CAA records of ${p.name}` : `control over ${p.name}`;
}

function demand(p: PerspectivesFacts): string {
  if (p.regions !== undefined) return `those that could stand in ${regions(p)}`;
  return `at least ${p.needed} of them have to`;
}

function regions({ regions: found = 0, regionsNeeded }: PerspectivesFacts): string {
  return `${found} region${found === 1 ? '' : 's'} of the world, and ${regionsNeeded} are needed`;
}

function ways({ ways: all }: PerspectivesFacts): string {
  if (all.length === 0) return 'none refused';
  return all
    .map(({ how, family, count }) => `${count}${family ? ` over ${family}` : ''} (${howText(how)})`)
    .join(', ');
}

function howText(how: string): string {
  return PLACES[how] ?? how.replaceAll('-', ' ');
}
export const PLACES: Readonly<Record<string, string>> = {
  'place-failed': 'no, without a reason',
  'place-cut': 'not waited for any longer',
  'place-timeout': 'no answer in time',
  'place-unreachable': 'not reached',
  'place-wrong-perspective': 'an answer in the wrong name',
  'place-wrong-target': 'an answer about another name',
  'place-malformed': 'an answer that cannot be read',
};
