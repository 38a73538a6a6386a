import type { Site } from '../types.ts';

/** What every rule for the challenge path is made of. */
export const CHALLENGE_PATH = '/.well-known/acme-challenge/';

/** Networks where the administrator has named none: of documentation, so that what was forgotten opens nothing. */
const EXAMPLES = ['192.0.2.0/24', '2001:db8::/32'] as const;

/** The networks that may come in anyhow. */
export function insideOf({ inside }: Site): readonly string[] {
  return inside.length > 0 ? inside : EXAMPLES;
}
