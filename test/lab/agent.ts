// Runs validations inside the node `ca`, with the engine that the server uses: takes jobs as JSON on standard input, runs
// them side by side and prints one line of JSON for each report, in the order in which they end.
import { text } from 'node:stream/consumers';
import {
  type ChallengeType,
  createStop,
  type Region,
  type RetryRule,
  silentLog,
  systemClock,
} from '../../src/core/index.ts';
import type { TrustAnchor } from '../../src/lab/index.ts';
import type { Server } from '../../src/net/index.ts';
import {
  askOver,
  createCoordinator,
  createRemotePerspective,
  type Credentials,
  dialLink,
  type Link,
  quorumPolicy,
  type ValidationReport,
  type Validator,
} from '../../src/validation/index.ts';
import { plainTerms } from '../support/validation-request.ts';
import { createEngine } from './engine.ts';

export type Job = {
  readonly id: string;
  readonly name: string;
  readonly wildcard: boolean;
  readonly type: ChallengeType;
  readonly rule: RetryRule;
  readonly timeScale: number;
  /** Answers of the name server that fails on purpose are believed only where DNSSEC proves them. */
  readonly dnssec: boolean;
  /** CAA is obeyed; the records mean this CA by this name. */
  readonly caaIssuer?: string;
  readonly perspectives?: readonly Remote[];
};
/** A perspective to ask, and where it listens. */
export type Remote = {
  readonly name: string;
  readonly region: Region;
  readonly host: string;
  readonly port: number;
};
export type AgentInput = {
  readonly bind: readonly Server[];
  readonly fakes: readonly Server[];
  readonly anchors: readonly TrustAnchor[];
  readonly credentials: Credentials;
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
const links = new Map<string, Promise<Link>>();

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
  for (const link of links.values()) (await link).close('stopping');
}

async function validate(input: AgentInput, job: Job): Promise<ValidationReport> {
  const { bind, fakes, anchors, token, keyAuthorization } = input;
  const { rule, timeScale, caaIssuer } = job;
  const local = createEngine({ bind, fakes, rule, timeScale, ...(job.dnssec && { anchors }) });
  const validator = job.perspectives === undefined ? local : await coordinate(local, job.perspectives, input);
  const report = await validator.validate({
    ...plainTerms,
    identifier: { type: 'dns', value: job.name },
    wildcard: job.wildcard,
    type: job.type,
    token,
    keyAuthorization,
    ...(caaIssuer !== undefined && { caa: { mode: 'enforce', issuers: [caaIssuer] } }),
  });
  await validator.close();
  return report;
}

/** The table of the Baseline Requirements, with no more perspectives than the row has. */
async function coordinate(
  local: Validator,
  remotes: readonly Remote[],
  { credentials }: AgentInput,
): Promise<Validator> {
  const policy = quorumPolicy({ policy: 'baseline-requirements', minimum: 2 });
  if (!policy.ok) throw new Error(JSON.stringify(policy.fault));
  const perspectives = await Promise.all(
    remotes.map(async ({ name, region, host, port }) => {
      const { call } = await linkTo(name, host, port, credentials);
      return createRemotePerspective({ name, region, speaks: 'sixfour', call, clock, log: silentLog });
    }),
  );
  return createCoordinator({
    local,
    perspectives: () => perspectives,
    policy: policy.value,
    clock,
    log: silentLog,
  });
}

/** One connection to each perspective, for all jobs. */
function linkTo(name: string, host: string, port: number, credentials: Credentials): Promise<Link> {
  const key = `${host} ${port}`;
  const known = links.get(key) ?? open(name, host, port, credentials);
  links.set(key, known);
  return known;
}

async function open(name: string, host: string, port: number, credentials: Credentials): Promise<Link> {
  const target = {
    host,
    port,
    credentials,
    way: 'forward' as const,
    expects: (peer: { name: string }) => peer.name === name,
  };
  const dialled = await dialLink(target, clock, createStop().signal);
  if (!dialled.ok) throw new Error(`no way to ${name}: ${JSON.stringify(dialled.failures)}`);
  return askOver(dialled.socket, clock);
}
