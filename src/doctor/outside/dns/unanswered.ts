/** A lookup that ended without an answer, were it that there is nothing: whoever should have answered is silent, or broken. */
export function isUnanswered(outcome: string): boolean {
  return UNANSWERED.has(outcome);
}

const UNANSWERED: ReadonlySet<string> = new Set([
  'servfail',
  'refused',
  'lame',
  'timeout',
  'unreachable',
  'malformed',
  'error',
]);
