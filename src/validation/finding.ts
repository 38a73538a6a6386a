import { type Fault, fault, type RetryRule } from '../core/index.ts';
import { attemptFault } from './attempt-faults.ts';
import type { Finding, Job, Judgements } from './challenges/challenge.ts';
import { type Ending, type Probe, probe } from './engine.ts';
import { judgeFamilies } from './families.ts';
import { judgementOf, type Step } from './rules.ts';
import { stoppedFault } from './stopped.ts';

/** Runs the attempts that the retry rule asks for, and says what every rule makes of them. */
export async function findByRule(
  job: Job,
  probing: Pick<Probe, 'next' | 'look' | 'resolver'>,
): Promise<Finding> {
  const { request, settings, limits, deadlineMs, signal } = job;
  // an address as identifier has one family
  const dry = request.dry && { allFamilies: request.dry.allFamilies && request.identifier.type === 'dns' };
  const { ending, evidence } = await probe(settings.rule, {
    ...probing,
    dry,
    clock: settings.clock,
    limits,
    deadlineMs,
    signal,
  });
  const judgements = judgementsOf((rule) => probing.next(rule, evidence));
  const families = dry?.allFamilies
    ? judgeFamilies((seen) => probing.next('documented', seen), evidence)
    : undefined;
  return { refusal: refusalOf(ending, job, judgements), judgements, evidence, ...(families && { families }) };
}

function judgementsOf(next: (rule: RetryRule) => Step): Judgements {
  return {
    documented: judgementOf(next('documented')),
    boulder: judgementOf(next('boulder')),
    'per-hop': judgementOf(next('per-hop')),
  };
}

function refusalOf(
  ending: Ending,
  { request, settings, limits }: Job,
  judged: Judgements,
): Fault | undefined {
  if (ending.end === 'valid') return undefined;
  if (ending.end === 'invalid') return attemptFault(ending.cause, settings.rule, judged);
  const name = request.identifier.value;
  if (ending.end === 'stopped') return stoppedFault(name);
  return fault('validationOutOfTime', { name, seconds: limits.overallMs / 1000 });
}
