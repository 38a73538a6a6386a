// Targets that mean harm, one named test each, over real sockets: every validation of them ends within its named limits, keeps
// little, writes little down, and says why in a fault. The targets run in a process of their own. Redirects to metadata and
// loopback in every spelling: closed-spellings.test.ts; names that change their minds: rebinding.test.ts.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type ChallengeType,
  type Identifier,
  silentLog,
  systemClock as clock,
} from '../../src/core/index.ts';
import { describeFault } from '../../src/i18n/index.ts';
import {
  createAddressPolicy,
  createFetcher,
  createIterativeResolver,
  createStubResolver,
  createTlsProber,
  type Lookup,
  type Resolver,
} from '../../src/net/index.ts';
import { createValidator, VALIDATION_LIMITS, type ValidationReport } from '../../src/validation/index.ts';
import {
  DNS,
  type Hostile,
  HTTP,
  KEY_AUTHORIZATION,
  NAME,
  startHostile,
  TLS,
} from '../support/hostile/index.ts';
import { plainTerms } from '../support/validation-request.ts';

/** Ten seconds become half of one: what is ended by a time limit ends soon, and a busy machine has room. */
const TIME_SCALE = 0.05;
/** Of lookups, which may take the whole of a validation's time. */
const DNS_TIME_SCALE = 0.02;
const TOGETHER = 8;
/** Above the named limits: what a busy machine may be late by, not what a target may take. */
const LATE_MS = 10_000;
const KEPT_BYTES = TOGETHER * 1_000_000;
const PEAK_BYTES = TOGETHER * 8_000_000;
const RECORD_BYTES = 150_000;

type Expected = Readonly<Record<string, string>>;
const VALID = 'valid';

/** Of http-01, by what ends it. */
const HTTP_EXPECTED: Expected = {
  'endless body': 'validationWrongBody',
  'endless chunked body': 'validationWrongBody',
  'a body that says it is a terabyte': 'validationWrongBody',
  'endless chunk extensions': 'validationMalformedResponse',
  'endless trailers': 'validationTooLarge',
  'endless headers': 'validationTooLarge',
  'one header without end': 'validationTooLarge',
  'a status line without end': 'validationTooLarge',
  'endless provisional responses': 'validationTooLarge',
  'a gzip bomb': 'validationWrongBody',
  'a gzip bomb of many members': 'validationWrongBody',
  'a small gzip bomb': 'validationWrongBody',
  'no first byte': 'validationResponseTimeout',
  'a drip of headers': 'validationResponseTimeout',
  'a drip of whole headers': 'validationResponseTimeout',
  'a drip of the body': 'validationResponseTimeout',
  'a redirect loop': 'validationRedirect',
  'a redirect to itself over two': 'validationRedirect',
  'a redirect chain without end': 'validationRedirect',
  'redirects that are as long as can be': 'validationRedirect',
  'a redirect of 60 kB': 'validationRedirect',
  'a redirect with a flood behind it': 'validationRedirect',
};

/** Of tls-alpn-01, and where it says so of http-01 after a redirect to https. */
const TLS_EXPECTED: Expected = {
  'the right leaf and 300 certificates': VALID,
  'the right leaf and 5,000 certificates': 'validationTlsError',
  'a leaf below a chain 300 deep': 'validationAlpnCertificate',
  'a leaf below RSA keys of 16,384 bits': 'validationAlpnCertificate',
  'a leaf of 90 kB': 'validationAlpnCertificate',
  'a leaf of 60 kB': VALID,
  'a leaf of 300 kB': 'validationTlsError',
  'silence after the hello': 'validationTlsTimeout',
  'a hello that never ends': 'validationTlsTimeout',
  'hello requests without end': 'validationTlsError',
  'empty records without end': 'validationTlsError',
  'warnings without end': 'validationTlsError',
  'change cipher specs without end': 'validationTlsError',
  'a certificate message of 16 MB that drips': 'validationTlsError',
  'renegotiation without end': 'validationTlsAlert',
  'an endless body over TLS': 'validationWrongBody',
  'session tickets and silence': 'validationResponseTimeout',
};
const AFTER_REDIRECT = new Set([
  'renegotiation without end',
  'an endless body over TLS',
  'session tickets and silence',
]);

/** Of dns-01: by a stub resolver, but for referrals, which only the iterative one meets. */
const DNS_EXPECTED: Expected = {
  'a name that points to itself': 'validationTxtLookup',
  'pointers in a ring': 'validationTxtLookup',
  'a pointer forward': 'validationTxtLookup',
  'a long chain of pointers': 'validationTxtLookup',
  'names that unfold': 'validationTxtMissing',
  'more records announced than there are': 'validationTxtLookup',
  '64 kB of TXT with the proof at its end': VALID,
  '64 kB of TXT without the proof': 'validationTxtWrong',
  'thousands of addresses': 'validationAddressRefused',
  'wrong ids without end, and nothing else': 'validationTxtLookup',
  'wrong ids, and the truth over TCP': VALID,
  'another source, then the truth': VALID,
  'another question, without end': 'validationTxtLookup',
  garbage: 'validationTxtLookup',
  'a CNAME to itself': 'validationTxtLookup',
  'CNAMEs without end': 'validationTxtLookup',
  'a chain of 500 CNAMEs in one answer': 'validationTxtLookup',
  'referrals without end': 'validationTxtLookup',
  'a referral to the same zone': 'validationTxtLookup',
  'a referral upwards': 'validationTxtLookup',
  'two zones that point at each other': 'validationTxtLookup',
  'a thousand name servers without addresses': 'validationTxtLookup',
  'truncation, and silence over TCP': 'validationTxtLookup',
  'truncation, and a drip over TCP': 'validationTxtLookup',
  'truncation, and a flood over TCP': 'validationTxtLookup',
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
      await endure(expected, { type: 'http-01', port });
    });
  }
});

describe('hostile TLS', { timeout: 600_000 }, () => {
  for (const [name, expected] of Object.entries(TLS_EXPECTED)) {
    test(`${name}: ${expected}`, async () => {
      const port = await hostile.start('tls', name);
      await endure(expected, { type: AFTER_REDIRECT.has(name) ? 'http-01' : 'tls-alpn-01', port });
    });
  }
});

describe('hostile DNS', { timeout: 600_000 }, () => {
  for (const [name, expected] of Object.entries(DNS_EXPECTED)) {
    test(`${name}: ${expected}`, async () => {
      const port = await hostile.start('dns', name);
      const servers = [{ address: '127.0.0.1', port }];
      const referrals = /referral|zones|name servers/.test(name);
      const resolver = referrals
        ? createIterativeResolver({ clock, hints: servers, port, policy })
        : createStubResolver({ clock, servers });
      const type = name === 'thousands of addresses' ? 'http-01' : 'dns-01';
      const timeScale = DNS_TIME_SCALE;
      await endure(expected, { type, port, resolver, timeScale, ...(referrals && { value: DEEP }) });
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

/** As many labels as a name can have, so that referrals could go on. */
const DEEP = `${'a.'.repeat(110)}test`;
const policy = createAddressPolicy({ allowed: () => [], allowLoopback: true });

const warm = new Set<ChallengeType>();

type Target = {
  readonly type: ChallengeType;
  readonly port: number;
  readonly resolver?: Resolver;
  readonly value?: string;
  readonly timeScale?: number;
};

/** Several validations at once; each within its time, all of them within their memory, each with this end. */
async function endure(expected: string, target: Target): Promise<void> {
  const { timeScale = TIME_SCALE } = target;
  const validator = createValidator({
    resolverFor: () => target.resolver ?? loopback,
    fetcher: createFetcher({ clock }),
    tlsProber: createTlsProber({ clock }),
    policyFor: () => policy,
    rule: 'per-hop',
    clock,
    log: silentLog,
    timeScale,
    http01Port: target.port,
    tlsAlpn01Port: target.port,
  });
  const identifier: Identifier = { type: 'dns', value: target.value ?? NAME };
  const request = { identifier, wildcard: false, token: 'token', keyAuthorization: KEY_AUTHORIZATION };
  const validate = () => validator.validate({ ...request, type: target.type, ...plainTerms });
  if (!warm.has(target.type)) await validate(); // what is made once (contexts, code) is not counted
  warm.add(target.type);
  const memory = watchMemory();
  const began = clock.monotonic();
  const reports = await Promise.all(Array.from({ length: TOGETHER }, validate));
  const ms = clock.monotonic() - began;
  const grown = memory.stop();
  await validator.close();
  const limit = VALIDATION_LIMITS.overallMs * timeScale;
  assert.ok(ms <= limit + LATE_MS, `${ms} ms`);
  assert.ok(grown.kept <= KEPT_BYTES, `${grown.kept} bytes kept`);
  assert.ok(grown.peak <= PEAK_BYTES, `${grown.peak} bytes at the peak`);
  for (const report of reports) {
    assert.equal(endOf(report), expected);
    const bytes = JSON.stringify(report).length;
    assert.ok(bytes <= RECORD_BYTES, `a record of ${bytes} bytes`);
  }
}

function endOf({ verdict }: ReportEnd): string {
  if (verdict.valid) return VALID;
  assert.ok(describeFault(verdict.fault).length < 2_000);
  return verdict.fault.code;
}
type ReportEnd = Pick<ValidationReport, 'verdict'>;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const SAMPLE_MS = 5;

/** Resident memory at its highest, and what is left on the heap and beside it after a collection. */
function watchMemory(): { stop(): { readonly peak: number; readonly kept: number } } {
  const keptBefore = keptBytes();
  const before = process.memoryUsage.rss();
  let highest = before;
  const timer = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      const peak = Math.max(highest, process.memoryUsage.rss()) - before;
      return { peak, kept: keptBytes() - keptBefore };
    },
  };
}

function keptBytes(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The target is on 127.0.0.1, and DNS says so at once. */
const loopback: Resolver = {
  lookup({ name, type, hop }): Promise<Lookup> {
    const addresses = type === 'A' ? [{ text: '127.0.0.1', family: 4 } as const] : [];
    const outcome = type === 'A' ? ('answer' as const) : ('nodata' as const);
    const texts = addresses.map(({ text }) => text);
    const evidence = {
      kind: 'lookup',
      at: 0,
      hop,
      name,
      type,
      outcome,
      addresses: texts,
      tries: 1,
      ms: 0,
    } as const;
    return Promise.resolve({ evidence, addresses, texts: [], records: [] });
  },
};
