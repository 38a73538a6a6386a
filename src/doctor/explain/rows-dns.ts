import type { Next, Row } from './types.ts';
import { FAILS } from './words.ts';

const NAME = String.raw`(?<name>[^\s",;:]{1,253})`;

/** Boulder, bdns/problem.go, va/dns.go, va/dns_persist.go and va/caa.go: what it says of lookups and of records. */
export const DNS_ROWS: readonly Row[] = [
  dns('dns-dnssec', `looking up (?:A|AAAA|CAA|TXT) for ${NAME}: DNSSEC: `, ['A16']),
  dns(
    'dns-dnssec',
    `(?:SERVFAIL|server failure at resolver) looking up (?:A|AAAA|CAA|TXT) for ${NAME}[^"]{0,120}DNSSEC`,
    ['A16'],
  ),
  dns(
    'dns-nxdomain-txt',
    `NXDOMAIN looking up TXT for ${NAME}`,
    ['A18', 'A19', 'A17', 'A12'],
    ['name-check'],
  ),
  dns('dns-nxdomain-address', `NXDOMAIN looking up (?:A|AAAA) for ${NAME}`, ['A8', 'A14', 'A10', 'A17']),
  dns('dns-caa-servfail', `(?:SERVFAIL|NXDOMAIN|server failure at resolver) looking up CAA for ${NAME}`, [
    'A22',
    'A16',
    'A21',
  ]),
  dns('dns-caa-timeout', `query timed out looking up CAA for ${NAME}`, ['A22', 'A11', 'A20', 'A21']),
  dns('dns-servfail', `(?:SERVFAIL|server failure at resolver) looking up (?:A|AAAA|TXT) for ${NAME}`, [
    'A10',
    'A16',
    'A19',
    'A11',
  ]),
  dns('dns-timeout', `query timed out looking up (?:A|AAAA|TXT) for ${NAME}`, ['A11', 'A20', 'A21', 'A19']),
  dns('dns-network', `networking error looking up (?:A|AAAA|CAA|TXT) for ${NAME}`, ['A11', 'A20', 'A21']),
  dns('dns-refused', `REFUSED looking up (?:A|AAAA|CAA|TXT) for ${NAME}`, ['A19', 'A12']),
  plain('dns-no-address', `no valid A(?:AAA)? records found for ${NAME}`, ['A6', 'A7', 'A5', 'A8']),
  plain('dns-no-address', `No valid IP addresses found for ${NAME}`, ['A6', 'A7', 'A5', 'A8']),
  plain('txt-missing', `No TXT record found at ${NAME}`, ['A18', 'A19', 'A17', 'A12'], ['name-check']),
  plain(
    'txt-wrong',
    `Incorrect TXT record "[^"]{0,400}"(?: \\(and \\d{1,4} more\\))? found at ${NAME}`,
    ['A21', 'A17', 'A12', 'A19'],
    ['name-check'],
  ),
  plain(
    'persist-missing',
    'No TXT record found for DNS-PERSIST-01 challenge',
    ['A18', 'A12'],
    ['persist-check'],
  ),
  plain(
    'persist-none-valid',
    'No valid TXT record found for DNS-PERSIST-01 challenge',
    ['A12'],
    ['persist-check'],
  ),
  plain('persist-account', 'accounturi mismatch: expected', ['A12'], ['persist-check']),
  plain('persist-policy', 'policy mismatch: expected "wildcard"', [], ['persist-check']),
  plain('persist-expired', String.raw`validation time \S{1,40} is after persistUntil`, [], ['persist-check']),
  plain('persist-syntax', 'Parsing DNS-PERSIST-01 challenge TXT record', [], ['persist-check']),
  plain('caa-prevents', `CAA record for ${NAME} prevents issuance`, ['A22']),
  context('caa-processing', `While processing CAA for ${NAME}`, ['A22']),
  context('secondary-caa', 'During secondary CAA checking: ', ['A12', 'A20', 'C6', 'D12']),
  context('secondary', 'During secondary validation: ', ['C6', 'D12', 'D13', 'F11', 'A12', 'A13']),
];

function dns(id: Row['id'], text: string, causes: Row['causes'], next: readonly Next[] = ['check']): Row {
  return plain(id, `(?:DNS problem: )?${text}`, causes, next);
}

function plain(id: Row['id'], text: string, causes: Row['causes'], next: readonly Next[] = ['check']): Row {
  return { id, source: 'boulder', pattern: new RegExp(text), rules: FAILS, causes, next };
}

/** Where it was seen, or when: which rule judged it is another matter. */
function context(id: Row['id'], text: string, causes: Row['causes']): Row {
  return { id, source: 'boulder', pattern: new RegExp(text), context: true, causes, next: ['check'] };
}
