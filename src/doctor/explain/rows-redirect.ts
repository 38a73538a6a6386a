import type { Row } from './types.ts';
import { ADDRESS, AFTER_REDIRECT, FAILS, URL_TEXT } from './words.ts';

/** Boulder, va/http.go: what it says of redirects, and of requests that followed one. */
export const REDIRECT_ROWS: readonly Row[] = [
  // its text names the IPv4 address though IPv6 failed at the redirect's target (boulder issue 7347)
  hop('redirect-timeout', 'Timeout during connect', ['F1', 'F2', 'F3', 'D5', 'E4', 'D1']),
  hop('redirect-refused', 'Connection refused', ['F1', 'F2', 'F3', 'E4', 'D4']),
  hop('redirect-unreachable', 'Network unreachable', ['F1', 'F2', 'F3', 'C5']),
  hop('redirect-unnamed', 'Error getting validation data', ['F1', 'F2', 'F3', 'E9', 'D7', 'A2']),
  // the retry of the first request meets a URL that is recorded already (boulder issue 8949)
  {
    ...bad('redirect-loop', /Redirect loop detected/, ['F1', 'F2', 'F4']),
    rules: AFTER_REDIRECT,
  },
  bad('redirect-too-many', /Too many (?:redirects|hops)/, ['F4']),
  bad('redirect-scheme', /Invalid protocol scheme in redirect target/, ['F4']),
  bad('redirect-port', /Invalid port in redirect target/, ['F4']),
  bad(
    'redirect-slash',
    /Invalid host in redirect target "[^\s"]{1,300}\.well-known"|missing '\/' in redirect target/,
    ['F4'],
  ),
  bad('redirect-tld', /Invalid host in redirect target, must end in IANA registered TLD/, ['F4', 'F10']),
  bad('redirect-empty', /Invalid empty host in redirect target/, ['F4']),
  bad('redirect-address', /Invalid host in redirect target(?: "[^\s"]{1,300}"\. Only domain names|: )/, [
    'F4',
    'A5',
    'F10',
  ]),
  bad('redirect-status', /received disallowed redirect status code/, ['F4']),
  bad('redirect-long', /Redirect target too long/, ['F4']),
  bad('redirect-tls', /redirected to an HTTPS server that doesn't support TLSv1\.2/, ['F5']),
  bad('redirect-location', /Invalid Location header in \d{3} redirect/, ['F4']),
];

function hop(id: Row['id'], says: string, causes: Row['causes']): Row {
  const pattern = new RegExp(`${ADDRESS}Fetching ${URL_TEXT.replace('https?', 'https')}: ${says}`);
  return {
    id,
    source: 'boulder',
    pattern,
    rules: AFTER_REDIRECT,
    causes,
    next: ['check', 'inside'],
  };
}

function bad(id: Row['id'], says: RegExp, causes: Row['causes']): Row {
  const pattern = new RegExp(`(?:${ADDRESS}Fetching ${URL_TEXT}: )?(?:${says.source})`);
  return { id, source: 'boulder', pattern, rules: FAILS, causes, next: ['check'] };
}
