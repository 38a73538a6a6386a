/** Bounds of what `--apply` does. Times in milliseconds. */
export const APPLY_LIMITS = {
  /** One line of a remedy: a web server or Docker that restarts takes some seconds. */
  lineMs: 30_000,
  /** One line that verifies; it is tried again for so long, as a service needs a moment to listen. */
  verifyMs: 10_000,
  verifyAgainMs: 500,
  /** Without a sign of progress for so long, the guard takes the change back; so long an answer is waited for. */
  guardMs: 60_000,
  answerMs: 50_000, // the answer has to be there before the guard acts
  /** How long the guard may take to undo: each of its lines has its own limit in the script. */
  undoMs: 120_000,
  undoLineMs: 20_000,
  /** A terminal over SSH that does not acknowledge for so long is lost. */
  connectionMs: 8_000,
  saidCharacters: 4_096,
  /** Remedies that one run tries, each with its look again: more than a host has faults, and what one look finds the next may find anew. */
  remedies: 32,
} as const;

/** Bytes read of a report that comes as a file: a host with a thousand rules writes some 500 kB. */
export const INSIDE_FILE_BYTES = 4_194_304;
