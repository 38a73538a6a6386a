/** What an inside report holds at most. */
export const INSIDE_MAX = {
  facts: 1_024, // of each kind: a large host has some hundreds of rules
  path: 512, // characters of a file's path
  text: 1_024, // characters of a rule or directive as its program prints it
} as const;

/** Milliseconds that one command may take, and bytes that it may print: what is cut is said to be unread. */
export const COMMAND_MS = 5_000;
export const COMMAND_BYTES = 4_194_304;
/** Bytes read of one file. */
export const FILE_BYTES = 1_048_576;
/** The whole survey: a command that hangs, and the next one after it. */
export const SURVEY_MS = 15_000;
/** One try of the machine's own way out, and servers of each family that are tried: three that are silent are no accident. */
export const OUTBOUND_MS = 3_000;
export const OUTBOUND_ANCHORS = 3;
/** How long packets are counted: a look from outside takes 30 s, and somebody has to begin it. */
export const COUNT_MS = 60_000;
/** Addresses that are counted: with two ports each, all a report can hold. */
export const COUNT_ADDRESSES = 8;
