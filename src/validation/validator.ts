import type {
  ChallengeType,
  Clock,
  Evidence,
  Family,
  Fault,
  Identifier,
  Judgement,
  Log,
  RetryRule,
  StopSignal,
} from '../core/index.ts';
import { createStop, fault } from '../core/index.ts';
import {
  type AddressPolicy,
  createBuiltInResolver,
  type Fetcher,
  loopbackOnly,
  type Resolver,
} from '../net/index.ts';
import { dns01 } from './dns01.ts';
import { type Ending, probe } from './engine.ts';
import { http01Fault, http01Subject, judgements } from './http01.ts';
import { RETRY_AFTER_SECONDS, VALIDATION_LIMITS, type ValidationLimits } from './limits.ts';
import { createTurns } from './turns.ts';
import type { ValidationReport, ValidationRequest, Validator } from './types.ts';

export type ValidatorSettings = {
  /** Who answers for a name: servers of its zone, iterative or the stub. Not asked for built-in names. */
  readonly resolverFor: (identifier: Identifier, type: ChallengeType) => Resolver;
  readonly fetcher: Fetcher;
  readonly policy: AddressPolicy;
  readonly rule: RetryRule;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<ValidationLimits>;
  /** Factor on every time limit (test setting `validation.time_scale`); 1 by default. */
  readonly timeScale?: number;
  /** Where http-01 begins: 80, or the test setting `validation.http01_port`. */
  readonly http01Port?: number;
  /** The server's own HTTP listener, which proves `builtIn` requests. */
  readonly builtIn?: { readonly port: number; readonly families: readonly Family[] };
};

/**
 * Validates with a bounded number at a time and a bounded queue behind; waiting counts as part of a validation's time. A
 * full queue refuses at once with a fault that says when to come again.
 */
export function createValidator(settings: ValidatorSettings): Validator {
  const limits = scaled({ ...VALIDATION_LIMITS, ...settings.limits }, settings.timeScale ?? 1);
  const { signal, stop } = createStop();
  const turns = createTurns(limits.concurrent);
  const running = new Set<Promise<unknown>>();

  async function validate(request: ValidationRequest): Promise<ValidationReport> {
    const startedAt = settings.clock.now();
    const deadlineMs = settings.clock.monotonic() + limits.overallMs;
    const name = request.identifier.value;
    const refuse = (refusal: Fault) => report(settings, startedAt, refusal, NOT_MEASURED, []);
    if (signal.stopped) return refuse(stopped(name));
    const waiting = turns.waiting();
    if (waiting >= limits.waiting) {
      const retry = { retryAfterSeconds: RETRY_AFTER_SECONDS };
      return refuse(fault('validationBusy', { name, waiting }, retry));
    }
    const owner = request.owner ?? '';
    const queued = turns.take(owner);
    if (queued !== undefined) await queued;
    try {
      if (signal.stopped) return refuse(stopped(name));
      return await run(request, { settings, limits, startedAt, deadlineMs, signal });
    } finally {
      turns.giveBack(owner);
    }
  }

  return {
    validate(request) {
      const work = validate(request);
      running.add(work);
      const forget = () => running.delete(work);
      work.then(forget, forget);
      return work;
    },
    async close() {
      stop();
      await Promise.allSettled(running);
    },
  };
}

type Run = {
  readonly settings: ValidatorSettings;
  readonly limits: ValidationLimits;
  readonly startedAt: number;
  readonly deadlineMs: number;
  readonly signal: StopSignal;
};

async function run(request: ValidationRequest, job: Run): Promise<ValidationReport> {
  return request.type === 'dns-01' ? runDns01(request, job) : runHttp01(request, job);
}

async function runHttp01(request: ValidationRequest, job: Run): Promise<ValidationReport> {
  const { settings, limits, startedAt, deadlineMs, signal } = job;
  const { identifier, token, keyAuthorization } = request;
  const builtIn = request.builtIn ? settings.builtIn : undefined;
  const port = builtIn?.port ?? settings.http01Port ?? 80;
  const subject = http01Subject(identifier.value, token, { port, followRedirects: builtIn === undefined });
  const { ending, evidence } = await probe(settings.rule, {
    subject,
    token,
    keyAuthorization,
    resolver: builtIn
      ? createBuiltInResolver({ [identifier.value]: builtIn.families.map(loopbackOf) }, settings.clock)
      : settings.resolverFor(identifier, 'http-01'),
    fetcher: settings.fetcher,
    policy: builtIn ? loopbackOnly : settings.policy,
    clock: settings.clock,
    limits,
    deadlineMs,
    signal,
  });
  const judged = judgements(subject, evidence);
  return report(settings, startedAt, endingFault(ending, identifier.value, job, judged), judged, evidence);
}

async function runDns01(request: ValidationRequest, job: Run): Promise<ValidationReport> {
  const { settings, startedAt, deadlineMs, signal } = job;
  const resolver = settings.resolverFor(request.identifier, 'dns-01');
  const { fault: refusal, evidence } = await dns01(request, resolver, { deadlineMs, signal });
  const same: Judgement =
    evidence.length === 0 ? 'not-measured' : refusal === undefined ? 'valid' : 'invalid';
  return report(settings, startedAt, refusal, { documented: same, boulder: same, 'per-hop': same }, evidence);
}

function endingFault(
  ending: Ending,
  name: string,
  { settings, limits }: Run,
  judged: Readonly<Record<RetryRule, Judgement>>,
): Fault | undefined {
  if (ending.end === 'valid') return undefined;
  if (ending.end === 'invalid') return http01Fault(ending.cause, settings.rule, judged);
  if (ending.end === 'stopped') return stopped(name);
  return fault('validationOutOfTime', { name, seconds: limits.overallMs / 1000 });
}

const NOT_MEASURED: Readonly<Record<RetryRule, Judgement>> = {
  documented: 'not-measured',
  boulder: 'not-measured',
  'per-hop': 'not-measured',
};

function stopped(name: string): Fault {
  return fault('validationStopped', { name }, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

function report(
  { clock, rule, log }: ValidatorSettings,
  startedAt: number,
  refusal: Fault | undefined,
  judged: Readonly<Record<RetryRule, Judgement>>,
  evidence: readonly Evidence[],
): ValidationReport {
  const finishedAt = clock.now();
  log.debug({ ms: finishedAt - startedAt, code: refusal?.code, rule }, 'validation ended');
  const verdict =
    refusal === undefined ? ({ valid: true } as const) : ({ valid: false, fault: refusal } as const);
  return { verdict, rule, judgements: judged, evidence, startedAt, finishedAt };
}

/** The server's own name is its loopback address, in the families that its listener has, so that one is enough. */
function loopbackOf(family: Family): string {
  return family === 6 ? '::1' : '127.0.0.1';
}

/** Every time limit multiplied; sizes and counts stay. */
function scaled(limits: ValidationLimits, factor: number): ValidationLimits {
  const { fetch } = limits;
  return {
    ...limits,
    connectFirstMs: limits.connectFirstMs * factor,
    connectLastMs: limits.connectLastMs * factor,
    lookupMs: limits.lookupMs * factor,
    overallMs: limits.overallMs * factor,
    fetch: {
      ...fetch,
      connectMs: fetch.connectMs * factor,
      tlsMs: fetch.tlsMs * factor,
      firstByteMs: fetch.firstByteMs * factor,
      headersMs: fetch.headersMs * factor,
      bodyMs: fetch.bodyMs * factor,
      totalMs: fetch.totalMs * factor,
    },
  };
}
