import type { Next, Row } from './types.ts';
import { FAILS } from './words.ts';

/** Problem types (RFC 8555 section 6.7) without a detail that is known, the last thing that is tried. */
export const TYPE_ROWS: readonly Row[] = [
  judged('type-connection', 'connection', ['A2', 'D1', 'E1', 'F1']),
  judged('type-unauthorized', 'unauthorized', ['A1', 'F6', 'F7', 'A19']),
  judged('type-dns', 'dns', ['A10', 'A11', 'A16', 'A19']),
  judged('type-tls', 'tls', ['E7', 'E8', 'F5', 'F14']),
  judged('type-caa', 'caa', ['A22']),
  judged('type-response', 'incorrectResponse', ['F6', 'F12', 'A1']),
  refused('type-limit', 'rateLimited', ['G9'], ['wait']),
  refused('type-identifier', '(?:rejectedIdentifier|unsupportedIdentifier)', ['G9', 'G10'], ['advise']),
  refused('type-server', 'serverInternal', ['G9'], ['wait']),
];

function judged(id: Row['id'], type: string, causes: Row['causes']): Row {
  return { ...refused(id, type, causes, ['check']), rules: FAILS };
}

function refused(id: Row['id'], type: string, causes: Row['causes'], next: readonly Next[]): Row {
  const pattern = new RegExp(`urn:(?:ietf:params:)?acme:error:${type}\\b`);
  return { id, source: 'acme', pattern, causes, next, alone: true };
}
