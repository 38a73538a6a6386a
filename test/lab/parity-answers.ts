// Row 14: what counts as the key authorization, and how an answer may end.
import {
  all,
  ALL_VALID,
  CHALLENGE_PATH,
  dual,
  KEY_AUTHORIZATION,
  once,
  type Scenario,
  stubWeb,
} from './parity-shape.ts';
import { type Answer, answer, chunked, gzipped } from './stubs.ts';

const padded = (bytes: number): string => KEY_AUTHORIZATION.padEnd(bytes, ' ');

export const ANSWERS: readonly Scenario[] = [
  good('14a', 'body of 127 bytes', answer({ body: padded(127) })),
  bad('14b', 'body of 128 bytes', answer({ body: padded(128) }), /longer than any key authorization/),
  good('14c', 'CR LF, tab and NBSP behind', answer({ body: `${KEY_AUTHORIZATION}\r\n\t\u00a0` })),
  bad('14d', 'a blank before', answer({ body: ` ${KEY_AUTHORIZATION}` }), /not the key authorization/),
  good('14e', 'gzip', gzipped(KEY_AUTHORIZATION)),
  bad('14f', 'gzip of 100 kB', gzipped(padded(100_000)), /longer than any key authorization/),
  good('14g', 'chunked', chunked(KEY_AUTHORIZATION, 'whole')),
  {
    ...base('14h', 'chunked, without an end: silence', chunked(KEY_AUTHORIZATION, 'hanging')),
    expect: all('connection'),
    attempts: once('6:80 body-timeout'),
  },
  {
    ...base('14i', 'chunked, without an end: closed', chunked(KEY_AUTHORIZATION, 'closed')),
    expect: all('connection'),
    attempts: once('6:80 closed'),
  },
  ...[201, 204, 206].map((status, i) =>
    bad(
      `14${'jkl'[i]}`,
      `status ${status}`,
      answer({ status, body: status === 204 ? '' : KEY_AUTHORIZATION }),
      new RegExp(`status ${status}, not 200`),
    ),
  ),
];

function base(row: string, what: string, given: Answer): Omit<Scenario, 'expect'> {
  return { row, what: `answer: ${what}`, dns: dual, stub: (at) => stubWeb(at, { [CHALLENGE_PATH]: given }) };
}

function good(row: string, what: string, given: Answer): Scenario {
  return { ...base(row, what, given), expect: ALL_VALID };
}

function bad(row: string, what: string, given: Answer, says: RegExp): Scenario {
  return { ...base(row, what, given), expect: all('unauthorized'), says };
}
