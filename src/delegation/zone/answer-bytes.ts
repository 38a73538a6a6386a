const RECORD_FIXED_BYTES = 12; // a pointer to the name, type, class, TTL and length
const STRING_BYTES_MAX = 255;

/** What values take in an answer, to be compared with `ANSWER_BYTES_MAX`. */
export function answerBytes(values: readonly string[]): number {
  let size = 0;
  for (const value of values) {
    const bytes = Buffer.byteLength(value);
    size += RECORD_FIXED_BYTES + bytes + Math.max(1, Math.ceil(bytes / STRING_BYTES_MAX));
  }
  return size;
}
