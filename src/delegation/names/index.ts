/** Readable, predictable names for what is delegated; pure. docs/delegated-names.md tells how they are made, and why. */
export type * from './types.ts';
export { DNS_01, STYLES } from './types.ts';
export { decodeLabel } from './decode.ts';
export { cnameRecord, delegate, type Delegation, nsRecords, type PublishedRecord } from './delegation.ts';
export { readHostName } from './host-name.ts';
export { LIST_LINES_MAX, NAME_CHARS_MAX, ZONE_CHARS_MAX } from './limits.ts';
