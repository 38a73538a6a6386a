/** What is measured: a round trip as within a continent, a lookup as long, and the page of the goal. */
export const SHAPE = { roundTripMs: 40, lookupMs: 40, resources: 200, hosts: 60 } as const;

export const NAME = 'plain.example.org';
export const CROWDED = 'crowded.example.org';

export function hostOf(n: number): string {
  return `h${n}.example.net`;
}
