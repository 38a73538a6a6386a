import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type ChallengeType, silentLog, systemClock as clock } from '../../../src/core/index.ts';
import { describeFault } from '../../../src/i18n/index.ts';
import {
  type AddressPolicy,
  createDialer,
  createFetcher,
  createTlsProber,
  type Dialer,
  type Lookup,
  type Resolver,
} from '../../../src/net/index.ts';
import { createValidator, type ValidationReport } from '../../../src/validation/index.ts';
import { plainTerms } from '../validation-request.ts';
import { KEY_AUTHORIZATION, NAME } from './tls.ts';

/** One hostile target, and what its victim may spend on it. */
export type Ordeal = {
  readonly type: ChallengeType;
  readonly port: number;
  readonly policy: AddressPolicy;
  /** Without one, DNS says at once that the target is on 127.0.0.1. */
  readonly resolver?: Resolver;
  /** Below this name each validation has one of its own. */
  readonly under?: string;
  /** Of the validator's time limits. */
  readonly timeScale: number;
  /** Bytes that one attempt may read from its connection. Lookups are not counted: of each message no more than 64 kB is read. */
  readonly readBytes: number;
};

const TOGETHER = 8;
/** What docs/divergences.md promises of one validation; written here again, so that it cannot grow unnoticed. */
const OVERALL_MS = 45_000;
/** Above the named limits: what a busy machine may be late by, not what a target may take. */
const LATE_MS = 10_000;
/** Of one validation: left on the heap and beside it when all is over, and resident at the worst moment. */
const KEPT_BYTES = 1_000_000;
const PEAK_BYTES = 16_000_000;
/** Of a report as JSON: its verdict with one URL, a lookup with 64 addresses, a response with its URL and where it led. */
const VERDICT_BYTES = 6_000;
const LOOKUP_BYTES = 2_500;
const ATTEMPT_BYTES = 600;
const RESPONSE_BYTES = 9_000;
const DETAIL_CHARS = 2_000;

const warm = new Set<ChallengeType>();
let validations = 0;

/**
 * Several validations of one target at once, by the validator that the server has: each must end within its time, all of them within
 * their memory, each with the end that is expected: its fault's code, a comma, and what became of its last lookup or attempt.
 */
export async function endure(expected: string, ordeal: Ordeal): Promise<void> {
  const { type, port, timeScale, under, readBytes } = ordeal;
  const dialer = countingDialer();
  const validator = createValidator({
    resolverFor: () => ordeal.resolver ?? loopback,
    fetcher: createFetcher({ clock, dialer }),
    tlsProber: createTlsProber({ clock, dialer }),
    policyFor: () => ordeal.policy,
    rule: 'per-hop',
    clock,
    log: silentLog,
    timeScale,
    http01Port: port,
    tlsAlpn01Port: port,
  });
  const validate = () => {
    const value = under === undefined ? NAME : `v${validations++}.${under}`;
    return validator.validate({
      identifier: { type: 'dns', value },
      wildcard: false,
      type,
      token: 'token',
      keyAuthorization: KEY_AUTHORIZATION,
      ...plainTerms,
    });
  };
  if (!warm.has(type)) await validate(); // what is made once (contexts, code) is not counted
  warm.add(type);
  const readBefore = dialer.read();
  const memory = watchMemory();
  const began = clock.monotonic();
  const reports = await Promise.all(Array.from({ length: TOGETHER }, validate));
  const ms = clock.monotonic() - began;
  const grown = memory.stop();
  await validator.close();
  for (const report of reports) {
    assert.equal(endOf(report), expected);
    const bytes = JSON.stringify(report).length;
    assert.ok(bytes <= recordBytes(report), `a record of ${bytes} bytes`);
  }
  assert.ok(ms <= OVERALL_MS * timeScale + LATE_MS, `${ms} ms`);
  assert.ok(grown.kept <= TOGETHER * KEPT_BYTES, `${grown.kept} bytes kept`);
  assert.ok(grown.peak <= TOGETHER * PEAK_BYTES, `${grown.peak} bytes at the peak`);
  const read = dialer.read() - readBefore;
  const attempts = reports.flatMap(({ evidence }) =>
    evidence.filter(({ kind }) => kind === 'attempt'),
  ).length;
  assert.ok(read <= attempts * readBytes, `${read} bytes read by ${attempts} attempts`);
}

function endOf({ verdict, evidence }: ValidationReport): string {
  const last = evidence.findLast((one) => one.kind === 'attempt' || one.kind === 'lookup')?.outcome;
  if (verdict.valid) return `valid, ${last}`;
  assert.ok(describeFault(verdict.fault).length < DETAIL_CHARS);
  return `${verdict.fault.code}, ${last}`;
}

function recordBytes({ evidence }: ValidationReport): number {
  const pieces = evidence.map((one) => {
    if (one.kind !== 'attempt') return LOOKUP_BYTES;
    return one.http === undefined ? ATTEMPT_BYTES : RESPONSE_BYTES;
  });
  return pieces.reduce((sum, bytes) => sum + bytes, VERDICT_BYTES);
}

/** Real connections; what all of them have read so far. */
function countingDialer(): Dialer & { read(): number } {
  const dialer = createDialer(clock);
  const sockets: { readonly bytesRead: number }[] = [];
  return {
    async dial(request) {
      const dialled = await dialer.dial(request);
      if (dialled.ok) sockets.push(dialled.socket);
      return dialled;
    },
    read: () => sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
  };
}

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
