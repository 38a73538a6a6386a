// The engine of the server, set up for the lab: what the agent in `ca` and the perspectives in their nodes validate with.
import { type RetryRule, silentLog, systemClock } from '../../src/core/index.ts';
import { createValidatingResolver } from '../../src/net/dnssec/index.ts';
import {
  createAddressPolicy,
  createFetcher,
  createStubResolver,
  createTlsProber,
  type Resolver,
  type Server,
} from '../../src/net/index.ts';
import { createValidator, type Validator } from '../../src/validation/index.ts';
import { nameFromText } from '../../src/wire/dns/index.ts';
import type { TrustAnchor } from '../../src/lab/index.ts';
import { LAB_PREFIXES } from '../support/namespaces.ts';

export type EngineSettings = {
  readonly bind: readonly Server[];
  /** The name server that fails on purpose, for every other name than BIND's. */
  readonly fakes: readonly Server[];
  /** Answers of `fakes` count only where these prove them; believed as they come where there are none. */
  readonly anchors?: readonly TrustAnchor[];
  readonly rule: RetryRule;
  readonly timeScale: number;
};

const BIND_ZONE = '.lab.test';

export function createEngine({ bind, fakes, anchors, rule, timeScale }: EngineSettings): Validator {
  const clock = systemClock;
  const policy = createAddressPolicy({ allowed: () => LAB_PREFIXES, allowLoopback: false });
  const real = createStubResolver({ servers: bind, clock });
  const failing =
    anchors === undefined ? createStubResolver({ servers: fakes, clock }) : proving(fakes, anchors);
  return createValidator({
    resolverFor: ({ value }) => (value.endsWith(BIND_ZONE) ? real : failing),
    fetcher: createFetcher({ clock }),
    tlsProber: createTlsProber({ clock }),
    policyFor: () => policy,
    rule,
    clock,
    log: silentLog,
    timeScale,
  });
}

function proving(servers: readonly Server[], anchors: readonly TrustAnchor[]): Resolver {
  return createValidatingResolver({
    source: createStubResolver({ servers, clock: systemClock }).signed,
    clock: systemClock,
    mode: 'require',
    anchors: { anchors: anchors.map(readAnchor), islands: [] },
  });
}

/** `zone IN DS tag algorithm digest-type digest`. */
function readAnchor({ zone, ds }: TrustAnchor) {
  const [tag, algorithm, digestType, digest = ''] = ds.split(' ').slice(3);
  return {
    zone: nameFromText(zone),
    data: {
      kind: 'DS' as const,
      keyTag: Number(tag),
      algorithm: Number(algorithm),
      digestType: Number(digestType),
      digest: Uint8Array.from(Buffer.from(digest, 'hex')),
    },
  };
}
