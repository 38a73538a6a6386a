import { createStop, eitherStop, fault } from '../core/index.ts';
import type { Fault } from '../core/index.ts';
import { bounded } from './bounded.ts';
import { checkCaa } from './caa/index.ts';
import { allRules, type Finding, type Job } from './challenges/challenge.ts';
import { CHALLENGES } from './challenges/table.ts';
import { RETRY_AFTER_SECONDS, scaled, VALIDATION_LIMITS, withinOpenFiles } from './limits.ts';
import { createPace } from './pace.ts';
import type { ValidatorSettings } from './settings.ts';
import { stoppedFault } from './stopped.ts';
import { createTurns } from './turns.ts';
import type { ValidationReport, ValidationRequest, Validator } from './types.ts';

/**
 * Validates with a bounded number at a time and a bounded queue behind; waiting counts as part of a validation's time, so that it
 * never takes longer than `overallMs`. A full queue refuses at once with a fault that says when to come again.
 */
export function createValidator(settings: ValidatorSettings): Validator {
  const wanted = scaled({ ...VALIDATION_LIMITS, ...settings.limits }, settings.timeScale ?? 1);
  const limits = settings.openFiles === undefined ? wanted : withinOpenFiles(wanted, settings.openFiles);
  const { signal, stop } = createStop();
  const turns = createTurns(limits.concurrent, settings.clock, signal);
  const shared = {
    lookups: createTurns(limits.lookups, settings.clock, signal),
    pace: createPace(settings.clock),
  };
  const running = new Set<Promise<unknown>>();

  async function inTurn(request: ValidationRequest, look: (job: Job) => Promise<Finding>) {
    const ruled = request.rule === undefined ? settings : { ...settings, rule: request.rule };
    const startedAt = settings.clock.now();
    const deadlineMs = settings.clock.monotonic() + limits.overallMs;
    const name = request.identifier.value;
    const refuse = (refusal: Fault) => report(ruled, startedAt, notBegun(refusal));
    if (signal.stopped) return refuse(stoppedFault(name));
    const waiting = turns.waiting();
    if (waiting >= limits.waiting) return refuse(busyFault(name, waiting));
    const owner = request.owner ?? '';
    const queued = turns.take(owner, deadlineMs);
    if (queued !== undefined && !(await queued)) {
      if (signal.stopped) return refuse(stoppedFault(name));
      return refuse(busyFault(name, turns.waiting()));
    }
    try {
      const given = request.dry?.signal;
      const either = given === undefined ? signal : eitherStop(signal, given);
      const job = { request, settings: bounded(ruled, owner, shared), limits, deadlineMs, signal: either };
      return report(ruled, startedAt, await look(job));
    } finally {
      turns.giveBack(owner);
    }
  }

  function track(work: Promise<ValidationReport>): Promise<ValidationReport> {
    running.add(work);
    const forget = () => running.delete(work);
    work.then(forget, forget);
    return work;
  }

  return {
    validate: (request) => track(inTurn(request, challengeThenCaa)),
    checkCaa: (request) => track(inTurn(request, caaAlone)),
    async close() {
      stop();
      await Promise.allSettled(running);
    },
  };
}

async function challengeThenCaa(job: Job): Promise<Finding> {
  const { request, signal } = job;
  const proven = await CHALLENGES[request.type](job);
  const goOn = proven.refusal === undefined || (request.dry !== undefined && !signal.stopped);
  if (!goOn || request.caa.mode === 'off') return proven;
  const caa = await checkCaa(job);
  const refusal = proven.refusal ?? caa.refusal;
  return { ...proven, refusal, evidence: [...proven.evidence, ...caa.evidence] };
}

async function caaAlone(job: Job): Promise<Finding> {
  return { judgements: allRules('not-measured'), ...(await checkCaa(job)) };
}

function busyFault(name: string, waiting: number): Fault {
  return fault('validationBusy', { name, waiting }, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

function notBegun(refusal: Fault): Finding {
  return { refusal, judgements: allRules('not-measured'), evidence: [] };
}

function report(
  { clock, rule, log }: ValidatorSettings,
  startedAt: number,
  { refusal, judgements, families, evidence, until }: Finding,
): ValidationReport {
  const finishedAt = clock.now();
  log.debug({ ms: finishedAt - startedAt, code: refusal?.code, rule }, 'validation ended');
  const verdict =
    refusal === undefined
      ? ({ valid: true, ...(until !== undefined && { until }) } as const)
      : ({ valid: false, fault: refusal } as const);
  return { verdict, rule, judgements, ...(families && { families }), evidence, startedAt, finishedAt };
}
