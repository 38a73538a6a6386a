// Targets that mean harm, one named test each, over real sockets and by the validator that the server has: every validation of them
// ends within its named limits, reads and keeps little, writes little down, and says why in a fault. The targets run in a process of
// their own. Redirects to metadata and loopback in every spelling: closed-spellings.test.ts; names that change their minds:
// rebinding.test.ts; decoders: test/unit/fuzz.test.ts.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { systemClock as clock } from '../../src/core/index.ts';
import { createAddressPolicy, createIterativeResolver, createStubResolver } from '../../src/net/index.ts';
import { endure } from '../support/hostile/endure.ts';
import { DNS, type Hostile, HTTP, startHostile, TLS } from '../support/hostile/index.ts';

/** Of targets that a time limit ends: ten seconds become half of one. */
const TIME_SCALE = 0.05;
/** Of lookups that do so, which may take the whole of a validation's time. */
const DNS_TIME_SCALE = 0.02;
/** Of all others: a busy machine must not let a time limit strike first. */
const AMPLE_TIME_SCALE = 0.5;
/** Of one attempt: 64 KiB of headers, 8 KiB of framing, a body, and one read of 64 KiB that goes beyond. */
const HTTP_READ_BYTES = 140_000;
/** The same for handshakes, whose bytes are looked at every 25 ms; loopback is fast, and 256 KiB are allowed. */
const TLS_READ_BYTES = 32_000_000;

/** By the target's name: its fault's code, and what became of the last attempt or lookup. */
type Expected = Readonly<Record<string, string>>;

/** Of http-01, by what ends it. */
const HTTP_EXPECTED: Expected = {
  'endless body': 'validationWrongBody, too-large',
  'endless chunked body': 'validationWrongBody, too-large',
  'a body that says it is a terabyte': 'validationWrongBody, too-large',
  'endless chunk extensions': 'validationMalformedResponse, malformed',
  'endless trailers': 'validationTooLarge, too-large',
  'endless headers': 'validationTooLarge, too-large',
  'one header without end': 'validationTooLarge, too-large',
  'a status line without end': 'validationTooLarge, too-large',
  'endless provisional responses': 'validationTooLarge, too-large',
  'a gzip bomb': 'validationWrongBody, too-large',
  'a gzip bomb of many members': 'validationWrongBody, too-large',
  'a small gzip bomb': 'validationWrongBody, too-large',
  'no first byte': 'validationResponseTimeout, first-byte-timeout',
  'a drip of headers': 'validationResponseTimeout, header-timeout',
  'a drip of whole headers': 'validationResponseTimeout, header-timeout',
  'a drip of the body': 'validationResponseTimeout, body-timeout',
  'a redirect loop': 'validationRedirect, response',
  'a redirect to itself over two': 'validationRedirect, response',
  'a redirect chain without end': 'validationRedirect, response',
  'redirects that are as long as can be': 'validationRedirect, response',
  'a redirect of 60 kB': 'validationRedirect, response',
  'a redirect with a flood behind it': 'validationRedirect, response',
};

/** Of tls-alpn-01, and where it says so of http-01 after a redirect to https. */
const TLS_EXPECTED: Expected = {
  'the right leaf and 300 certificates': 'valid, response',
  'the right leaf and 5,000 certificates': 'validationTlsError, tls-error',
  'a leaf below a chain 300 deep': 'validationAlpnCertificate, response',
  'a leaf below RSA keys of 16,384 bits': 'validationAlpnCertificate, response',
  'a leaf of 90 kB': 'validationAlpnCertificate, response',
  'a leaf of 60 kB': 'valid, response',
  'a leaf of 300 kB': 'validationTlsError, tls-error',
  'silence after the hello': 'validationTlsTimeout, tls-timeout',
  'a hello that never ends': 'validationTlsTimeout, tls-timeout',
  'hello requests without end': 'validationTlsError, too-large',
  'empty records without end': 'validationTlsError, tls-error',
  'warnings without end': 'validationTlsError, tls-error',
  'change cipher specs without end': 'validationTlsError, tls-error',
  'a certificate message of 16 MB': 'validationTlsError, tls-error',
  'renegotiation without end': 'validationTlsAlert, tls-alert',
  'an endless body over TLS': 'validationWrongBody, too-large',
  'session tickets and silence': 'validationResponseTimeout, first-byte-timeout',
  'https with 300 certificates': 'valid, response',
  'https with 5,000 certificates': 'validationTlsError, tls-error',
  'hello requests without end over https': 'validationTlsError, too-large',
  'silence after the hello over https': 'validationTlsTimeout, tls-timeout',
};
const AFTER_REDIRECT = new Set([
  'renegotiation without end',
  'an endless body over TLS',
  'session tickets and silence',
  'https with 300 certificates',
  'https with 5,000 certificates',
  'hello requests without end over https',
  'silence after the hello over https',
]);

/** Of dns-01: by a stub resolver, but for referrals, which only the iterative one meets. */
const DNS_EXPECTED: Expected = {
  'a name that points to itself': 'validationTxtLookup, malformed',
  'pointers in a ring': 'validationTxtLookup, malformed',
  'a pointer forward': 'validationTxtLookup, malformed',
  'a long chain of pointers': 'validationTxtLookup, malformed',
  'names that unfold': 'validationTxtMissing, nodata',
  'more records announced than there are': 'validationTxtLookup, malformed',
  '64 kB of TXT with the proof at its end': 'valid, answer',
  '64 kB of TXT without the proof': 'validationTxtWrong, answer',
  'thousands of addresses': 'validationAddressRefused, address-refused',
  'wrong ids without end, and nothing else': 'validationTxtLookup, timeout',
  'wrong ids, and the truth over TCP': 'valid, answer',
  'another source, then the truth': 'valid, answer',
  'another question, without end': 'validationTxtLookup, timeout',
  garbage: 'validationTxtLookup, malformed',
  'a CNAME to itself': 'validationTxtLookup, loop',
  'CNAMEs without end': 'validationTxtLookup, loop',
  'a chain of 500 CNAMEs in one answer': 'validationTxtLookup, loop',
  'referrals without end': 'validationTxtLookup, loop',
  'a referral to the same zone': 'validationTxtLookup, lame',
  'a referral upwards': 'validationTxtLookup, lame',
  'two zones that point at each other': 'validationTxtLookup, lame',
  'a thousand name servers without addresses': 'validationTxtLookup, lame',
  'five silent servers': 'validationTxtLookup, timeout',
  'truncation, and silence over TCP': 'validationTxtLookup, timeout',
  'truncation, and a drip over TCP': 'validationTxtLookup, timeout',
  'truncation, and a flood over TCP': 'validationTxtLookup, malformed',
};

let hostile: Hostile;
before(() => {
  hostile = startHostile();
});
after(() => hostile.close());

describe('hostile HTTP', { timeout: 600_000 }, () => {
  for (const [name, expected] of Object.entries(HTTP_EXPECTED)) {
    test(`${name}: ${expected}`, async () => {
      const port = await hostile.start('http', name);
      const timeScale = scaleFor(expected, TIME_SCALE);
      await endure(expected, { type: 'http-01', port, policy, timeScale, readBytes: HTTP_READ_BYTES });
    });
  }
});

describe('hostile TLS', { timeout: 600_000 }, () => {
  for (const [name, expected] of Object.entries(TLS_EXPECTED)) {
    test(`${name}: ${expected}`, async () => {
      const port = await hostile.start('tls', name);
      const type = AFTER_REDIRECT.has(name) ? 'http-01' : 'tls-alpn-01';
      const timeScale = scaleFor(expected, TIME_SCALE);
      await endure(expected, { type, port, policy, timeScale, readBytes: TLS_READ_BYTES });
    });
  }
});

describe('hostile DNS', { timeout: 600_000 }, () => {
  for (const [name, expected] of Object.entries(DNS_EXPECTED)) {
    test(`${name}: ${expected}`, async () => {
      const port = await hostile.start('dns', name);
      const count = name === 'five silent servers' ? 5 : 1; // each of them would take 6 s
      const servers = Array.from({ length: count }, () => ({ address: '127.0.0.1', port }));
      const referrals = /referral|zones|name servers/.test(name);
      const resolver = referrals
        ? createIterativeResolver({ clock, hints: servers, port, policy })
        : createStubResolver({ clock, servers });
      const type = name === 'thousands of addresses' ? 'http-01' : 'dns-01';
      const timeScale = scaleFor(expected, DNS_TIME_SCALE);
      const deep = referrals && { under: DEEP };
      await endure(expected, { type, port, policy, resolver, timeScale, readBytes: 0, ...deep });
    });
  }
});

test('every target is met, and every expectation has its target', () => {
  for (const [expected, targets] of [
    [HTTP_EXPECTED, HTTP],
    [TLS_EXPECTED, TLS],
    [DNS_EXPECTED, DNS],
  ] as const)
    assert.deepEqual(new Set(Object.keys(expected)), new Set(Object.keys(targets)));
});

function scaleFor(expected: string, short: number): number {
  return expected.endsWith('timeout') ? short : AMPLE_TIME_SCALE;
}

/** As many labels as a name can have, so that referrals could go on. */
const DEEP = `${'a.'.repeat(110)}test`;
const policy = createAddressPolicy({ allowed: () => [], allowLoopback: true });
