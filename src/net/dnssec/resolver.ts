import type { Clock, DnssecEvidence, LookupEvidence } from '../../core/index.ts';
import { TYPE, nameFromHost, nameKey, typeText } from '../../wire/dns/index.ts';
import type { Name } from '../../wire/dns/index.ts';
import type { SignedLookup, SignedResolver } from '../resolver/index.ts';
import type { Lookup, Question, Resolver } from '../types.ts';
import type { Anchors } from './anchors.ts';
import { createTrustChain } from './trust-chain.ts';
import type { Task, TrustChain } from './trust-chain.ts';
import type { Failing, Verdict } from './types.ts';
import { validateReplies } from './validate.ts';
import { newWork } from './work.ts';

export type ValidatingSettings = {
  readonly source: SignedResolver;
  readonly clock: Clock;
  readonly anchors: Anchors;
  /** `require`: a bogus or indeterminate answer becomes the outcome `bogus`, without data. `record`: it is only recorded. */
  readonly mode: 'record' | 'require';
  /** Names that another resolver answers for; see `createZoneResolver`. */
  readonly elsewhere?: (name: Name) => boolean;
};

/**
 * Validates what `source` answers, by the signatures alone (RFC 4035 section 5): no AD flag and no SERVFAIL of a resolver is
 * believed. Proven zone keys are kept as long as this resolver, so make one for each validation; answers never.
 */
export function createValidatingResolver(settings: ValidatingSettings): Resolver {
  const chain = createTrustChain(settings.source, settings.anchors, settings.clock);
  return { lookup: (question) => lookup(settings, chain, question) };
}

async function lookup(settings: ValidatingSettings, chain: TrustChain, question: Question): Promise<Lookup> {
  const { source, clock } = settings;
  const beganMs = clock.monotonic();
  const found = await source.lookup(question);
  // without an answer there is nothing to validate: the outcome says why
  if (!ANSWERS.has(found.evidence.outcome)) return strip(found);
  const work = newWork();
  const task: Task = {
    deadlineMs: question.deadlineMs,
    now: Math.floor(clock.now() / 1000),
    work,
    restedAt: work.checks,
    tries: 0,
  };
  const verdict = await validate(settings, chain, question, found, task);
  const evidence: LookupEvidence = {
    ...found.evidence,
    dnssec: evidenceOf(verdict),
    tries: found.evidence.tries + task.tries,
    ms: clock.monotonic() - beganMs,
  };
  const refused = verdict.status === 'bogus' || verdict.status === 'indeterminate';
  if (settings.mode === 'record' || !refused) return strip({ ...found, evidence });
  return strip({ ...withoutData(found), evidence: refusal(evidence) });
}

const ANSWERS: ReadonlySet<string> = new Set<LookupEvidence['outcome']>(['answer', 'nodata', 'nxdomain']);

async function validate(
  settings: ValidatingSettings,
  chain: TrustChain,
  question: Question,
  found: SignedLookup,
  task: Task,
): Promise<Verdict> {
  const name = nameFromHost(question.name);
  const type = TYPE[question.type];
  const elsewhere = settings.elsewhere ?? (() => false);
  const late: Failing = { status: 'indeterminate', reason: 'out-of-time', owner: name, type };
  const validated = await within(
    validateReplies({ name, type, elsewhere }, found.replies, chain, task),
    task.deadlineMs,
    settings.clock,
  );
  if (validated === undefined) {
    task.work.checks = 0; // what still goes on for nobody ends at its next step
    return late;
  }
  const { verdict, records } = validated;
  // the verdict must be about the very records that are handed on
  if (records === undefined) return verdict;
  const same = found.records.length === records.length && found.records.every((one) => records.includes(one));
  if (verdict.status !== 'secure' || same) return verdict;
  return { status: 'bogus', reason: 'answer-differs', owner: name, type };
}

/** The promise's value, or nothing once the deadline is over; a step shared with another lookup may take longer. */
function within<T>(promise: Promise<T>, deadlineMs: number, clock: Clock): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(Math.max(0, deadlineMs - clock.monotonic()), () => resolve(undefined));
    promise.then(resolve, reject).finally(stop);
  });
}

function evidenceOf(verdict: Verdict): DnssecEvidence {
  if (verdict.status === 'secure') return { status: 'secure' };
  const { status, reason, owner, type } = verdict;
  return { status, reason, link: `${nameKey(owner)} ${typeText(type)}` };
}

function refusal(evidence: LookupEvidence): LookupEvidence {
  const { addresses, records, ...rest } = evidence;
  return {
    ...rest,
    outcome: 'bogus',
    ...(addresses !== undefined && { addresses: [] }),
    ...(records !== undefined && { records: 0 }),
  };
}

function withoutData(found: SignedLookup): SignedLookup {
  return { ...found, addresses: [], texts: [], records: [] };
}

/** The messages end here: what follows has the data, and the evidence. */
function strip({ evidence, addresses, texts, records }: Lookup): Lookup {
  return { evidence, addresses, texts, records };
}
