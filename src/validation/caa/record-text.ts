import { CAA_RECORD_CHARS } from './limits.ts';
import type { CaaRecord } from './decide.ts';

/** `0 issue "ca.example"`, as zone files write it (RFC 1035 section 5.1): printable ASCII only, cut where it is long. */
export function caaRecordText({ flags, tag, value }: CaaRecord): string {
  const text = `${flags} ${escaped(tag)} "${escaped(value)}"`;
  return text.length <= CAA_RECORD_CHARS ? text : `${text.slice(0, CAA_RECORD_CHARS)}...`;
}

function escaped(text: string): string {
  // what is cut off anyway need not be escaped
  return text
    .slice(0, CAA_RECORD_CHARS)
    .replace(/["\\]/g, '\\$&')
    .replace(/[^ -~]/g, (byte) => `\\${String(byte.charCodeAt(0)).padStart(3, '0')}`);
}
