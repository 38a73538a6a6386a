// Runs validations inside the node `ca`, with the engine that the server uses: takes jobs as JSON on standard input, runs
// them side by side and prints one line of JSON for each report, in the order in which they end.
import { text } from 'node:stream/consumers';
import { type ChallengeType, silentLog, systemClock, type RetryRule } from '../../src/core/index.ts';
import { createValidatingResolver } from '../../src/net/dnssec/index.ts';
import {
  createAddressPolicy,
  createFetcher,
  createStubResolver,
  createTlsProber,
  type Resolver,
  type Server,
} from '../../src/net/index.ts';
import { createValidator, type ValidationReport } from '../../src/validation/index.ts';
import { nameFromText } from '../../src/wire/dns/index.ts';
import type { TrustAnchor } from '../../src/lab/index.ts';
import { LAB_PREFIXES } from '../support/namespaces.ts';
import { plainTerms } from '../support/validation-request.ts';

export type Job = {
  readonly id: string;
  readonly name: string;
  readonly wildcard: boolean;
  readonly type: ChallengeType;
  readonly rule: RetryRule;
  readonly timeScale: number;
  /** Who answers: BIND; the server that fails on purpose; the same, believed only where DNSSEC proves it. */
  readonly resolver: 'bind' | 'fakes' | 'fakes-dnssec';
  /** CAA is obeyed; the records mean this CA by this name. */
  readonly caaIssuer?: string;
};
export type AgentInput = {
  readonly bind: readonly Server[];
  readonly fakes: readonly Server[];
  readonly anchors: readonly TrustAnchor[];
  readonly token: string;
  readonly keyAuthorization: string;
  readonly jobs: readonly Job[];
};
export type AgentReport = {
  readonly id: string;
  readonly rule: RetryRule;
  readonly report: ValidationReport;
};

/** Side by side, but not all: two cores must not be what makes an answer late. */
const JOBS_AT_ONCE = 60;
const clock = systemClock;

if (import.meta.main) await main();

async function main(): Promise<void> {
  const input = JSON.parse(await text(process.stdin)) as AgentInput;
  const waiting = [...input.jobs];
  await Promise.all(
    Array.from({ length: JOBS_AT_ONCE }, async () => {
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
        const report = await validate(input, job);
        console.log(JSON.stringify({ id: job.id, rule: job.rule, report } satisfies AgentReport));
      }
    }),
  );
}

async function validate(input: AgentInput, job: Job): Promise<ValidationReport> {
  const policy = createAddressPolicy({ allowed: () => LAB_PREFIXES, allowLoopback: false });
  const resolver = resolverOf(input, job);
  const validator = createValidator({
    resolverFor: () => resolver,
    fetcher: createFetcher({ clock }),
    tlsProber: createTlsProber({ clock }),
    policyFor: () => policy,
    rule: job.rule,
    clock,
    log: silentLog,
    timeScale: job.timeScale,
  });
  const { caaIssuer } = job;
  const report = await validator.validate({
    ...plainTerms,
    identifier: { type: 'dns', value: job.name },
    wildcard: job.wildcard,
    type: job.type,
    token: input.token,
    keyAuthorization: input.keyAuthorization,
    ...(caaIssuer !== undefined && { caa: { mode: 'enforce', issuers: [caaIssuer] } }),
  });
  await validator.close();
  return report;
}

function resolverOf({ bind, fakes, anchors }: AgentInput, { resolver }: Job): Resolver {
  const source = createStubResolver({ servers: resolver === 'bind' ? bind : fakes, clock });
  if (resolver !== 'fakes-dnssec') return source;
  return createValidatingResolver({
    source: source.signed,
    clock,
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
