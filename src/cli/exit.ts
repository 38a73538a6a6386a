/** What a command ends with. */
export const EXIT = {
  good: 0,
  /** A finding, or a refusal by the server. */
  refused: 1,
  usage: 2,
  couldNotRun: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code for an answer of the control API or a fault's status. */
export function exitForStatus(status: number): ExitCode {
  if (status === 400) return EXIT.usage;
  return status >= 500 ? EXIT.couldNotRun : EXIT.refused;
}
