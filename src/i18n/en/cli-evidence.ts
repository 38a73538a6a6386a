import { dnssecReason } from './dnssec.ts';

/** English texts of what a validation saw, as `sixfour order show` and the first run print it. */
export const evidence = {
  authorization: (p: { name: string; status: string }) => `${p.name}: ${p.status}`,
  notValidated: () => 'not validated yet',
  validation: (p: { type: string; verdict: string; at: string; seconds: string }) =>
    `${p.type}: ${p.verdict}, ${p.at}, in ${p.seconds}`,
  valid: () => 'valid',
  invalid: () => 'invalid',
  judged: (p: { rule: string; judgement: string }) => `judged by rule ${p.rule}: ${p.judgement}`,
  others: (p: { list: string }) => `the other rules: ${p.list}`,
  lookup: (p: { type: string; name: string; found: string; how: string }) =>
    `${p.type} ${p.name}: ${p.found} (${p.how})`,
  found: {
    none: () => 'nothing',
    refused: () => 'not believed',
    addresses: (p: { list: string; more: number }) =>
      p.more === 0 ? p.list : `${p.list}, and ${p.more} more`,
    records: (p: { count: number }) => (p.count === 1 ? '1 record' : `${p.count} records`),
    matched: () => 'the expected digest is among them',
    notMatched: () => 'the expected digest is not among them',
  },
  builtIn: () => "built in: the server's own name, without DNS",
  dnssec: (p: { status: string; link: string; reason: string }) =>
    p.link === '' ? `DNSSEC ${p.status}` : `DNSSEC ${p.status} at ${p.link}: ${dnssecReason(p.reason)}`,
  chain: (p: { chain: string }) => `through ${p.chain}`,
  attempt: (p: { family: number; address: string; port: number; hop: number; outcome: string }) =>
    `IPv${p.family} ${p.address}, port ${p.port}, hop ${p.hop}: ${p.outcome}`,
  columns: {
    family: () => 'family',
    address: () => 'address',
    port: () => 'port',
    hop: () => 'hop',
    connect: () => 'connect',
    tls: () => 'TLS',
    firstByte: () => 'first byte',
    total: () => 'total',
    outcome: () => 'outcome',
  },
  outcome: {
    response: (p: { status: number; body: string }) =>
      `HTTP ${p.status}${p.body === '' ? '' : `, ${p.body}`}`,
    redirect: (p: { status: number; location: string }) => `HTTP ${p.status} to ${p.location}`,
    other: (p: { outcome: string; phase: string; errno: string }) =>
      `${p.outcome}${p.errno === '' ? '' : ` (${p.errno})`}, in phase ${p.phase}`,
  },
  body: {
    match: () => 'key authorization matches',
    empty: () => 'empty body',
    'too-long': () => 'body too long',
    'other-account': () => 'key authorization of another account',
    'other-token': () => 'key authorization for another token',
    html: () => 'a web page instead of the key authorization',
    other: () => 'something else than the key authorization',
    'not-read': () => '',
  },
  alpn: {
    none: () => 'TLS, but acme-tls/1 was ignored',
    other: () => 'TLS, but another protocol than acme-tls/1',
  },
  tlsAlpn: {
    match: () => 'acme-tls/1, certificate matches',
    absent: () => 'acme-tls/1, no certificate',
    malformed: () => 'acme-tls/1, certificate malformed',
    'not-self-signed': () => 'acme-tls/1, certificate not self-signed',
    'wrong-name': () => 'acme-tls/1, certificate for another name',
    'extension-missing': () => 'acme-tls/1, certificate without acmeIdentifier',
    'extension-not-critical': () => 'acme-tls/1, acmeIdentifier not critical',
    'extension-malformed': () => 'acme-tls/1, acmeIdentifier malformed',
    'other-key-authorization': () => 'acme-tls/1, key authorization of another account or token',
    'not-read': () => 'acme-tls/1, certificate not read',
  },
  caa: {
    absent: (p: CaaFacts) => `CAA ${p.name}: no record up to the root`,
    allowed: (p: CaaFacts) =>
      `CAA ${p.name}: allowed at ${p.found}${p.record === '' ? '' : ` by ${p.record}`}`,
    forbidden: (p: CaaFacts) =>
      `CAA ${p.name}: forbidden at ${p.found} by ${p.record} (${p.reason})${p.mode === 'advisory' ? ', without effect' : ''}`,
    'lookup-failed': (p: CaaFacts) =>
      `CAA ${p.name}: the lookup at ${p.found} failed (${p.reason})${p.mode === 'advisory' ? ', without effect' : ''}`,
  },
  perspective: {
    head: (p: { perspective: string; region: string; check: string; outcome: string; after: string }) =>
      `from ${p.perspective} (${p.region}), ${p.check}: ${p.outcome}, after ${p.after}`,
    check: { dcv: () => 'challenge', caa: () => 'CAA' },
    outcome: {
      passed: () => 'passed',
      failed: () => 'failed',
      cut: () => 'cut, because the others had decided',
      timeout: () => 'no answer in time',
      unreachable: () => 'unreachable',
      'wrong-perspective': () => 'answered in the name of another',
      'wrong-target': () => 'answered about another name',
      malformed: () => 'answered in no known way',
    },
    reason: (p: { reason: string }) => `its reason: ${p.reason}`,
    quorum: (p: {
      check: string;
      policy: string;
      asked: number;
      passed: number;
      needed: number;
      regions: string;
      regionsNeeded: number;
      reached: boolean;
    }) =>
      `quorum "${p.policy}", ${p.check}: ${p.passed} of ${p.asked} passed, ${p.needed} needed; regions ${p.regions === '' ? 'none' : p.regions}, ${p.regionsNeeded} needed: ${p.reached ? 'reached' : 'not reached'}`,
  },
  cut: (p: { count: number }) =>
    `${p.count} more ${p.count === 1 ? 'entry' : 'entries'} had no place in this record`,
  problem: (p: { message: string }) => `problem: ${p.message}`,
};

/** What a CAA check found; empty where there is nothing. */
type CaaFacts = { name: string; found: string; record: string; reason: string; mode: string };
