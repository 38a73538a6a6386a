import type { Next, Row } from './types.ts';
import { ADDRESS, ADDRESS_ALONE, FAILS, URL_TEXT } from './words.ts';

/** Boulder, va/http.go and va/va.go: the first request, and what came back. */
export const HTTP_ROWS: readonly Row[] = [
  dial('connect-timeout', 'Timeout during connect', ['A2', 'B1', 'C1', 'D1', 'D9', 'D10', 'D11', 'D12']),
  dial('connection-refused', 'Connection refused', ['E1', 'E3', 'D4', 'D15', 'E5']),
  dial('network-unreachable', 'Network unreachable', ['C5', 'C1', 'A2']),
  // of errno it knows ECONNREFUSED, ENETUNREACH and ECONNRESET; EHOSTUNREACH and EACCES end here
  dial('unnamed-error', 'Error getting validation data', ['A2', 'D3', 'D7', 'C10', 'E9']),
  after('connection-reset', 'Connection reset by peer', ['D13', 'F9', 'E9', 'E10']),
  after('timeout-after-connect', String.raw`Timeout after connect`, ['F15', 'C8', 'F9']),
  after('timeout-while-reading', String.raw`Timeout during (?:read|write)`, ['F15', 'C8', 'F9']),
  after('http2-on-80', 'Server is speaking HTTP/2 over HTTP', ['E9']),
  after('http-on-443', 'Server only speaks HTTP, not TLS', ['E9']),
  status('response-404', '404', ['F6', 'A1', 'E6']),
  status('response-403', '403', ['F7', 'F8', 'F11', 'E12', 'F13', 'F9'], ['check', 'advise']),
  status('response-401', '401', ['F13'], ['check', 'advise']),
  status('response-5xx', String.raw`5\d\d`, ['E11', 'F15', 'F14']),
  status('response-other', String.raw`[1-4]\d\d`, ['F4', 'F7', 'F10', 'F14']),
  {
    id: 'response-page',
    source: 'boulder',
    pattern: new RegExp(`${ADDRESS}Invalid response from ${URL_TEXT}(?: \\[[0-9a-f:.]{3,45}\\])?: "`),
    rules: FAILS,
    causes: ['F12', 'F6', 'F10', 'A1'],
    next: ['check'],
  },
  says('body-mismatch', 'The key authorization file from the server did not match this challenge', [
    'A1',
    'F6',
    'F12',
    'E6',
  ]),
  says('body-malformed', 'Error parsing key authorization file', ['F12', 'F6', 'A1']),
  says('body-unread', 'Error reading HTTP response body', ['F12', 'C8', 'F15']),
];

function dial(id: Row['id'], text: string, causes: Row['causes']): Row {
  return { ...after(id, text, causes), dial: true, next: ['check', 'inside'] };
}

function after(id: Row['id'], text: string, causes: Row['causes']): Row {
  const pattern = new RegExp(`${ADDRESS}(?:Fetching ${URL_TEXT}: )${text}|${ADDRESS_ALONE}${text}`);
  return { id, source: 'boulder', pattern, rules: FAILS, causes, next: ['check'] };
}

function status(id: Row['id'], code: string, causes: Row['causes'], next: readonly Next[] = ['check']): Row {
  const at = String.raw`(?: \[[0-9a-f:.]{3,45}\])?`;
  const pattern = new RegExp(`${ADDRESS}Invalid response from ${URL_TEXT}${at}: "?${code}\\b(?!")`);
  return { id, source: 'boulder', pattern, rules: FAILS, causes, next };
}

function says(id: Row['id'], text: string, causes: Row['causes']): Row {
  return {
    id,
    source: 'boulder',
    pattern: new RegExp(`${ADDRESS}${text}`),
    rules: FAILS,
    causes,
    next: ['check'],
  };
}
