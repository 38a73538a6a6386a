import type {
  AttemptEvidence,
  Clock,
  Evidence,
  Family,
  LookupEvidence,
  RetryRule,
  StopSignal,
} from '../core/index.ts';
import { RETRY_RULES } from '../core/index.ts';
import type { FetchLimits, Resolver } from '../net/index.ts';
import { ofFamily } from './families.ts';
import { ADDRESSES_RECORDED, STEPS_MAX, TIMER_SLACK_MS, type ValidationLimits } from './limits.ts';
import type { AttemptStep, Cause, Step } from './rules.ts';

/** What one validation by attempts needs: the decision, the effects, and until when. */
export type Probe = {
  /** What a rule asks for next, given what was seen: pure. */
  readonly next: (rule: RetryRule, evidence: readonly Evidence[]) => Step;
  /** Makes one attempt within these limits and judges what came; asks the address policy first. */
  readonly look: (step: AttemptStep, limits: FetchLimits) => Promise<AttemptEvidence>;
  readonly resolver: Resolver;
  /** For a dry validation: what is seen is to serve the judgement of every rule, and of each family where it says so. */
  readonly dry: { readonly allFamilies: boolean } | undefined;
  readonly clock: Clock;
  /** Already scaled. */
  readonly limits: ValidationLimits;
  /** Monotonic milliseconds by which everything ends. */
  readonly deadlineMs: number;
  readonly signal: StopSignal;
};

/** How the loop ended: a verdict of the rule, or the end of the time or of the server before there was one. */
export type Ending =
  | { readonly end: 'valid' }
  | { readonly end: 'invalid'; readonly cause: Cause }
  | { readonly end: 'out-of-time' | 'stopped' };

/**
 * Does what the rule asks for until it has a verdict, recording everything. After a refusal it goes on with what the other
 * rules ask for, within the time left, so that the refusal can name the rules under which it would have passed. What comes after
 * the rule's verdict never changes it.
 */
export async function probe(
  rule: RetryRule,
  job: Probe,
): Promise<{ readonly ending: Ending; readonly evidence: readonly Evidence[] }> {
  const evidence: Evidence[] = [];
  const ending = await follow(rule, job, evidence);
  const judged = ending.end === 'invalid' || ending.end === 'valid';
  if (ending.end === 'invalid' || (judged && job.dry !== undefined)) {
    for (const other of RETRY_RULES) if (other !== rule) await follow(other, job, evidence);
  }
  if (judged && job.dry?.allFamilies === true) {
    for (const family of FAMILIES) await tryFamily(family, job, evidence);
  }
  return { ending, evidence };
}

const FAMILIES: readonly Family[] = [6, 4];

/** The first request over one family alone, where nobody has made it; its redirects are not followed. */
async function tryFamily(family: Family, job: Probe, evidence: Evidence[]): Promise<void> {
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    const step = job.next('documented', ofFamily(family, evidence));
    if (step.do !== 'attempt' || step.hop !== 0) return;
    if (job.signal.stopped || job.clock.monotonic() >= job.deadlineMs) return;
    evidence.push(await attempt(step, job));
  }
}

async function follow(rule: RetryRule, job: Probe, evidence: Evidence[]): Promise<Ending> {
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    const step = job.next(rule, evidence);
    if (step.do === 'verdict') return ended(step, job);
    if (job.signal.stopped) return { end: 'stopped' };
    if (job.clock.monotonic() >= job.deadlineMs) return { end: 'out-of-time' };
    if (step.do === 'attempt') evidence.push(await attempt(step, job));
    else {
      const asked = await Promise.all(step.types.map((type) => lookup({ ...step, type }, job)));
      if (job.signal.stopped) return { end: 'stopped' };
      for (const answer of asked) if (answer !== undefined) evidence.push(answer);
    }
  }
  throw new Error(`the rule ${rule} asked for more than ${STEPS_MAX} steps: it must not`);
}

function ended(step: Step & { do: 'verdict' }, job: Probe): Ending {
  if (step.verdict.valid) return { end: 'valid' };
  const { cause } = step.verdict;
  const cancelled = cause.kind === 'attempt' && cause.attempt.outcome === 'cancelled';
  if (!cancelled) return { end: 'invalid', cause };
  return { end: job.signal.stopped ? 'stopped' : 'out-of-time' };
}

/** One attempt; the evidence is put under the step's own key, so that the rule finds it whatever its maker wrote. */
async function attempt(step: AttemptStep, job: Probe): Promise<Evidence> {
  const { url, hop, address } = step;
  const evidence = await job.look(step, budget(step, job));
  const cut = cutShort(evidence.times.totalMs, evidence.outcome, step, job);
  return { ...evidence, url, hop, address: address.text, ...(cut && { outcome: 'cancelled' as const }) };
}

/** The time of one attempt: by family order for the connection, and never more than what is left of the whole. */
function budget(step: AttemptStep, { limits, clock, deadlineMs }: Probe): FetchLimits {
  const connectMs = step.budget === 'first' ? limits.connectFirstMs : limits.connectLastMs;
  const left = Math.max(0, deadlineMs - clock.monotonic());
  return { ...limits.fetch, connectMs, totalMs: Math.min(limits.fetch.totalMs, left) };
}

/** A connect timeout counts as one only after the full connect time: cut by the end of the whole, it says nothing. */
function cutShort(
  totalMs: number,
  outcome: string,
  step: AttemptStep,
  { limits, clock, deadlineMs }: Probe,
): boolean {
  if (!outcome.endsWith('-timeout') || clock.monotonic() < deadlineMs - TIMER_SLACK_MS) return false;
  const connectMs = step.budget === 'first' ? limits.connectFirstMs : limits.connectLastMs;
  return outcome !== 'connect-timeout' || totalMs < connectMs - TIMER_SLACK_MS;
}

/** One lookup, with the name, type and hop of the question; undefined only where the server stops meanwhile. */
async function lookup(
  question: { readonly hop: number; readonly name: string; readonly type: 'AAAA' | 'A' },
  { resolver, clock, limits, deadlineMs, signal }: Probe,
): Promise<LookupEvidence | undefined> {
  const { hop, name, type } = question;
  const until = Math.min(deadlineMs, clock.monotonic() + limits.lookupMs);
  const answer = await unlessStopped(resolver.lookup({ hop, name, type, deadlineMs: until }), signal);
  return answer && cutAddresses({ ...answer.evidence, hop, name, type });
}

/** With so many addresses as are kept, and then how many there were. */
function cutAddresses(evidence: LookupEvidence): LookupEvidence {
  const { addresses } = evidence;
  if (addresses === undefined || addresses.length <= ADDRESSES_RECORDED) return evidence;
  return { ...evidence, addresses: addresses.slice(0, ADDRESSES_RECORDED), records: addresses.length };
}

/** The promise's value, or undefined as soon as the signal is given; the promise itself ends by its own deadline. */
export function unlessStopped<T>(promise: Promise<T>, signal: StopSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    if (signal.stopped) return resolve(undefined);
    const forget = signal.onStop(() => resolve(undefined));
    promise.then(
      (value) => {
        forget();
        resolve(value);
      },
      (error: Error) => {
        forget();
        reject(error);
      },
    );
  });
}
