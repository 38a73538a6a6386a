// A scripted network on a virtual clock: a Resolver and a Fetcher that take the time that real ones would.
import { silentLog } from '../../src/core/index.ts';
import { createTlsProber, type Fetcher, type FetchResult, type Resolver } from '../../src/net/index.ts';
import { createValidator, type Validator, type ValidatorSettings } from '../../src/validation/index.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';
import { NAME, TOKEN } from '../unit/validation/parity-rows.ts';
import { attemptIn, behaviourAt, lookupIn, type World, worldPolicy } from '../unit/validation/world.ts';
import { plainTerms } from '../support/validation-request.ts';

const KEY_AUTHORIZATION = `${TOKEN}.9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI`;
export const REQUEST = {
  identifier: { type: 'dns', value: NAME },
  wildcard: false,
  type: 'http-01',
  token: TOKEN,
  keyAuthorization: KEY_AUTHORIZATION,
  ...plainTerms,
} as const;

const LOOKUP_MS = 5;
const ANSWER_MS = 20;
const BODIES: Readonly<Record<string, string>> = {
  html: '<!doctype html><p>hello',
  'other-account': `${TOKEN}.${'A'.repeat(43)}`,
};

export type Network = {
  readonly clock: VirtualClock;
  readonly validator: Validator;
  /** Fetches and lookups that run at this moment, and the most that ever did. */
  readonly load: { now: number; most: number; lookups: number; mostLookups: number };
};

export function network(world: World, settings: Partial<ValidatorSettings> = {}): Network {
  const clock = createVirtualClock();
  const load = { now: 0, most: 0, lookups: 0, mostLookups: 0 };
  const wait = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  const resolver: Resolver = {
    async lookup(question) {
      const at = clock.now();
      load.mostLookups = Math.max(load.mostLookups, ++load.lookups);
      await wait(Math.min(LOOKUP_MS, question.deadlineMs - clock.monotonic()));
      load.lookups--;
      const { name, type, hop } = question;
      return {
        evidence: { ...lookupIn(world, { name, type, hop }), at },
        addresses: [],
        texts: [],
        records: [],
      };
    },
  };
  const fetcher: Fetcher = {
    async fetch(request): Promise<FetchResult> {
      load.most = Math.max(load.most, ++load.now);
      const at = clock.now();
      const evidence = attemptIn(world, request);
      const { limits, signal } = request;
      const slow = { connect: limits.connectMs, tls: limits.tlsMs, 'first-byte': limits.firstByteMs };
      const late = evidence.outcome.endsWith('-timeout')
        ? slow[evidence.phase as keyof typeof slow]
        : ANSWER_MS;
      const ms = evidence.outcome === 'address-refused' ? 0 : Math.min(late, limits.totalMs);
      const aborted = new Promise<void>((resolve) => signal?.onStop(resolve));
      await Promise.race([wait(ms), aborted]);
      load.now--;
      const times = { totalMs: ms };
      if (signal?.stopped)
        return { evidence: { ...evidence, at, outcome: 'cancelled', times }, body: new Uint8Array() };
      const { http } = evidence;
      const behaviour = behaviourAt(world, request.url, request.address.text);
      const kind = typeof behaviour === 'object' && 'body' in behaviour ? behaviour.body : 'match';
      const body = http?.status === 200 ? (BODIES[kind] ?? `${KEY_AUTHORIZATION}\n`) : '';
      return { evidence: { ...evidence, at, times }, body: new TextEncoder().encode(body) };
    },
  };
  const validator = createValidator({
    resolverFor: () => resolver,
    fetcher,
    tlsProber: createTlsProber({ clock }),
    policyFor: () => worldPolicy,
    rule: 'documented',
    clock,
    log: silentLog,
    ...settings,
  });
  return { clock, validator, load };
}
