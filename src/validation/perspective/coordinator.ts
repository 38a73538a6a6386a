import type { Clock, Evidence, Fault, Log } from '../../core/index.ts';
import { createStop, eitherStop, fault } from '../../core/index.ts';
import { RETRY_AFTER_SECONDS } from '../limits.ts';
import { stoppedFault } from '../stopped.ts';
import type { ValidationReport, ValidationRequest, Validator } from '../types.ts';
import { perspectiveFault } from './faults.ts';
import { createGates } from './gates.ts';
import { COORDINATOR_LIMITS, type CoordinatorLimits, scaledLimits } from './limits.ts';
import type { QuorumPolicy } from './quorum.ts';
import { askAll, type Round } from './round.ts';
import type { Check, Perspective } from './types.ts';

export type CoordinatorParts = {
  /** The engine of this place. The coordinator closes it. */
  readonly local: Validator;
  /** Those that are joined at this moment. Asked anew for every validation. */
  readonly perspectives: () => readonly Perspective[];
  readonly policy: QuorumPolicy;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<CoordinatorLimits>;
  /** Factor on every time limit (test setting `validation.time_scale`); 1 by default. */
  readonly timeScale?: number;
};

/**
 * A validator that looks here first and then asks every perspective at once, for domain control and for CAA side by side. What fails
 * here is not asked elsewhere, unless it is a dry validation, whose verdict stays that of here. Neither the places of this host's
 * validations nor other perspectives' are held while one is slow. The server's own names are looked at here alone: nobody else can.
 */
export function createCoordinator(parts: CoordinatorParts): Validator {
  const { local, policy, clock, log } = parts;
  const limits = scaledLimits({ ...COORDINATOR_LIMITS, ...parts.limits }, parts.timeScale ?? 1);
  const { signal, stop } = createStop();
  const gates = createGates(limits, clock, signal);
  const running = new Set<Promise<unknown>>();

  async function elsewhere(
    here: ValidationReport,
    request: ValidationRequest,
    checks: readonly Check[],
  ): Promise<ValidationReport> {
    const { dry } = request;
    const settled = !here.verdict.valid && (dry === undefined || !wasMeasured(here));
    if (settled || request.builtIn === true || checks.length === 0) return here;
    const name = request.identifier.value;
    const stopped = dry?.signal === undefined ? signal : eitherStop(signal, dry.signal);
    if (stopped.stopped) return refused(here, stoppedFault(name));
    if (running.size >= limits.validations) {
      const busy = { name, waiting: running.size };
      return refused(here, fault('validationBusy', busy, { retryAfterSeconds: RETRY_AFTER_SECONDS }));
    }
    const perspectives = parts.perspectives();
    const hurry = createStop();
    const asked = { ...request, rule: here.rule };
    const rounds = await Promise.all(
      checks.map(async (check): Promise<Round> => {
        const round = await askAll({
          check,
          request: asked,
          perspectives,
          policy,
          gates,
          clock,
          log,
          limits,
          signal: stopped,
          hurry: hurry.signal,
        });
        if (decides(round, request) && !round.quorum.reached) hurry.stop();
        return round;
      }),
    );
    const evidence = rounds.flatMap(({ answers, quorum }): Evidence[] => [...answers, quorum]);
    const report = { ...here, evidence: [...here.evidence, ...evidence], finishedAt: clock.now() };
    const lost = rounds.find((round) => decides(round, request) && !round.quorum.reached);
    if (lost === undefined || !here.verdict.valid) return report;
    return refused(report, stopped.stopped ? stoppedFault(name) : perspectiveFault(request, lost));
  }

  /** CAA in advisory mode refuses nothing, here or elsewhere. */
  function decides({ quorum }: Round, { caa }: ValidationRequest): boolean {
    return policy.decides && (quorum.check === 'dcv' || caa.mode === 'enforce');
  }

  function refused(report: ValidationReport, refusal: Fault): ValidationReport {
    return { ...report, verdict: { valid: false, fault: refusal }, finishedAt: clock.now() };
  }

  function track(work: Promise<ValidationReport>): Promise<ValidationReport> {
    running.add(work);
    const forget = () => running.delete(work);
    work.then(forget, forget);
    return work;
  }

  async function validate(request: ValidationRequest): Promise<ValidationReport> {
    const checks: readonly Check[] = request.caa.mode === 'off' ? ['dcv'] : ['dcv', 'caa'];
    const here = await local.validate(request);
    return track(elsewhere(here, request, checks));
  }

  async function checkCaa(request: ValidationRequest): Promise<ValidationReport> {
    const here = await local.checkCaa(request);
    return track(elsewhere(here, request, request.caa.mode === 'off' ? [] : ['caa']));
  }

  return {
    validate,
    checkCaa,
    async close() {
      stop();
      await local.close();
      await Promise.allSettled(running);
    },
  };
}

/** Did a rule come to a judgement here, or did time or the server end it before? */
function wasMeasured({ judgements }: ValidationReport): boolean {
  return Object.values(judgements).some((judgement) => judgement !== 'not-measured');
}
