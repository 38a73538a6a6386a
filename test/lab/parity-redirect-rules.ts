// Rows 12 and 13: how many redirects are followed, and which.
import {
  all,
  ALL_VALID,
  CHALLENGE_PATH,
  dual,
  KEY_AUTHORIZATION,
  type Expected,
  type Place,
  type Scenario,
  stubWeb,
} from './parity-shape.ts';
import { type Answer, answer, redirectTo } from './stubs.ts';

const GOOD = answer({ body: KEY_AUTHORIZATION });
const PATH_2000 = `/${'p'.repeat(1_999)}`;

export const REDIRECT_RULES: readonly Scenario[] = [
  chain('12a', 10, ALL_VALID),
  chain('12b', 11, { documented: 'connection', boulder: 'valid', 'per-hop': 'valid' }),
  chain('12c', 12, all('connection')),

  followed('13a', 'explicit port 80', (at) => `http://${at.name}:80/good`),
  followed('13b', 'port 443 without TLS', (at) => `http://${at.name}:443/good`),
  refused('13c', 'port 8080', (at) => `http://${at.name}:8080/good`, /port other than 80 and 443/),
  refused('13d', 'ftp:', (at) => `ftp://${at.name}/good`, /neither http nor https/),
  refused('13e', 'empty host', () => 'http://:80/good', /not a valid URL|no usable host name/),
  refused('13x', 'empty host: three slashes', () => 'http:///good', /no usable host name/),
  refused(
    '13f',
    'host that swallowed the path (no slash in the server settings)',
    (at) => `http://${at.name}.well-known/acme-challenge/x`,
    /slash is missing/,
  ),
  followed('13g', 'host in upper case', (at) => `http://${at.name.toUpperCase()}/good`),
  followed('13h', 'user name and password', (at) => `http://user:secret@${at.name}/good`),
  refused('13i', 'IPv6 literal with a zone id', () => 'http://[fe80::1%25eth0]/good', /not a valid URL/),
  refused('13j', '127.0.0.1', () => 'http://127.0.0.1/good', /127\.0\.0\.1.*loopback/, 'invalid'),
  refused('13k', '[::1]', () => 'http://[::1]/good', /::1.*loopback/, 'invalid'),
  followed('13l', 'an address that may be reached', (at) => `http://[${at.other.v6}]/good`),
  {
    ...followed(
      '13m',
      'no public suffix (intended: docs/divergences.md)',
      (at) => `http://${at.other.name}/good`,
    ),
    dns: (at) => [...dual(at), { name: at.other.name, v6: [at.other.v6] }],
  },
  followed('13n', 'path of 2,000 characters', (at) => `http://${at.name}${PATH_2000}`),
  refused('13o', 'path of 2,001 characters', (at) => `http://${at.name}${PATH_2000}p`, /too long/),
  status('13p', 303, 'connection', /303 is not a redirect/),
  status('13q', 300, 'unauthorized', /status 300, not 200/),
  status('13r', 304, 'unauthorized', /status 304, not 200/),
  {
    ...status('13s', 301, 'unauthorized', /status 301, not 200/),
    what: '301 without Location',
    stub: (at) => stubWeb(at, { [CHALLENGE_PATH]: answer({ status: 301 }) }),
  },
  refused('13t', 'loop to itself', (at) => `http://${at.name}${CHALLENGE_PATH}`, /loop/),
  followed('13u', 'relative, status 307', () => '/good', 307),
  followed('13v', 'query kept, status 308', () => '/good?keep=1', 308),
  followed('13w', 'status 301', (at) => `http://${at.name}/good`, 301),
];

/** So many redirects, then the key authorization. */
function chain(row: string, length: number, expect: Scenario['expect']): Scenario {
  return {
    row,
    what: `${length} redirects`,
    dns: dual,
    stub: (at) => {
      const paths = Array.from({ length: length + 1 }, (_, i) => (i === 0 ? CHALLENGE_PATH : `/hop/${i}`));
      const entries = paths.map((path, i): [string, Answer] => {
        const next = paths[i + 1];
        return [path, next === undefined ? GOOD : redirectTo(`http://${at.name}${next}`)];
      });
      return stubWeb(at, Object.fromEntries(entries));
    },
    expect,
  };
}

function toLocation(location: (at: Place) => string, code?: number): Pick<Scenario, 'dns' | 'stub'> {
  return {
    dns: dual,
    stub: (at) => {
      const answers = {
        [CHALLENGE_PATH]: redirectTo(location(at), code),
        '/good': GOOD,
        '/good?keep=1': GOOD,
        [PATH_2000]: GOOD,
        [`${PATH_2000}p`]: GOOD,
      };
      return [
        ...stubWeb(at, answers),
        { mode: 'http', address: at.v6, port: 443, answers },
        { mode: 'http', address: at.v6, port: 8080, answers },
        { mode: 'http', address: at.other.v6, port: 80, answers },
      ];
    },
  };
}

function followed(row: string, what: string, location: (at: Place) => string, code?: number): Scenario {
  return { row, what: `redirect: ${what}`, ...toLocation(location, code), expect: ALL_VALID };
}

function refused(
  row: string,
  what: string,
  location: (at: Place) => string,
  says: RegExp,
  expected: Expected = 'connection',
): Scenario {
  return { row, what: `redirect: ${what}`, ...toLocation(location), expect: all(expected), says };
}

function status(row: string, code: number, expected: Expected, says: RegExp): Scenario {
  return {
    row,
    what: `status ${code} with a good target`,
    ...toLocation((at) => `http://${at.name}/good`, code),
    expect: all(expected),
    says,
  };
}
