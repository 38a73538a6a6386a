/** How often it is looked whether a checkpoint is due. */
export const CHECKPOINT_LOOK_MS = 30_000;
/** What is not signed yet may be altered unnoticed by whoever writes into the database: no longer than this. */
export const CHECKPOINT_EVERY_MS = 5 * 60_000;
/** And no more than so many entries. */
export const CHECKPOINT_ENTRIES_MAX = 1_000;

/** Entries read at a time while the chain is walked: other requests have their turn in between. */
export const ENTRIES_READ = 500;

/** A line of an export is refused beyond it: no entry of ours is as long. */
export const EXPORT_LINE_CHARS_MAX = 1024 * 1024;
