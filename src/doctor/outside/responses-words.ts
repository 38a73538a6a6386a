import type { IncomingHttpHeaders } from 'node:http';
import { REPORT_MAX } from './limits.ts';

/** Text that a target sent, as a report keeps it: printable ASCII, one line, cut. */
export function word(text: string, max: number = REPORT_MAX.text): string {
  return text
    .slice(0, max)
    .replace(/\s+/g, ' ')
    .replace(/[^ -~]/g, '?');
}

/** The first of a header's values, as it came; empty where there is none. */
export function header(headers: IncomingHttpHeaders, name: string): string {
  return [headers[name] ?? ''].flat()[0] ?? '';
}
