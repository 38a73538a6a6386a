import {
  type ChallengeType,
  type Clock,
  type Fault,
  fault,
  type Log,
  RETRY_RULES,
} from '../../../core/index.ts';
import type { Authorization, Store } from '../../../store/index.ts';
import type { Subscriber, ValidationReport, Validator } from '../../../validation/index.ts';
import type { Settings } from '../acme.ts';
import { proverOf, subscriberOf } from '../policy/subscriber.ts';
import { entryOf } from '../render.ts';
import { within } from './hold.ts';
import { recordOf, validationRequest } from './validation-request.ts';
import {
  RESUME_BATCH,
  RESUME_PAUSE_MS,
  RESUME_ROUNDS_MAX,
  UNCLAIMED_MS,
  VALIDATIONS_MAX,
  VALIDATIONS_PER_ACCOUNT_MAX,
} from '../limits.ts';

/** Validations off the request path: one for each attempted authorization. */
export type Validations = {
  /** May another one of this account begin? */
  hasRoom(accountId: string): boolean;
  /**
   * Validates a challenge that was answered. Resolves when it has ended, or when it is claimed, durably, and goes on: then `end` is
   * the authorization as it will be, or undefined when that is not known. `refused`: it is being validated, or not pending.
   */
  begin(attempt: Attempt): Promise<Begun>;
  /** Takes up what was attempted, but never concluded. */
  resume(): Promise<void>;
  /** From now on nothing is concluded as invalid: a validation that was cut short begins again at the next start. */
  stop(): void;
};
type Begun =
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'ended'; readonly authorization: Authorization }
  | {
      readonly outcome: 'claimed';
      readonly authorization: Authorization;
      readonly end: Promise<Authorization | undefined>;
    };
type Attempt = {
  readonly authorization: Authorization;
  readonly type: ChallengeType;
  /** The account with its key at the time of the claim (RFC 8555 section 8.1). */
  readonly subscriber: Subscriber;
};

type Parts = {
  readonly store: Store;
  readonly validator: Validator;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Pick<Settings, 'builtInNames' | 'bases' | 'directories' | 'dnsPersistVersion'>;
  readonly authorizationLifetimeMs: number;
  /** Counts a failure of this account and name. */
  countFailure(accountId: string, name: string): void;
};

export function createValidations(parts: Parts): Validations {
  const { store, clock, log } = parts;
  const running = new Set<string>();
  const perAccount = new Map<string, number>();
  let stopped = false;
  let resuming = false;

  /** Never rejects: a validator that throws has a bug, and its client still gets an end. */
  function look({ authorization, type, subscriber }: Attempt): Promise<ValidationReport> {
    const request = validationRequest(authorization, type, subscriber, parts.settings);
    return parts.validator.validate(request).catch((error: unknown) => {
      log.error({ authorization: authorization.id, error: String(error) }, 'validation broke');
      return brokenReport(clock.now());
    });
  }

  async function begin(attempt: Attempt): Promise<Begun> {
    const { authorization, type } = attempt;
    const { id, accountId } = authorization;
    if (running.has(id) || authorization.attemptedType !== null) return { outcome: 'refused' };
    const at = clock.now();
    const release = occupy(authorization);
    const report = look(attempt);
    let occupied: Promise<unknown> = report;
    try {
      const early = await within(report, UNCLAIMED_MS, clock);
      if (early !== undefined && !cutShort(early)) {
        const after = await conclude(early, attempt, { accountId, at });
        return after === undefined ? refused(id) : { outcome: 'ended', authorization: after };
      }
      if (!(await store.authorizations.claim(id, accountId, type, at))) return refused(id);
      const claimed = { ...authorization, attemptedType: type, attemptedAt: at };
      const end = finish(report, { ...attempt, authorization: claimed });
      occupied = end;
      return { outcome: 'claimed', authorization: claimed, end };
    } finally {
      void occupied.finally(release);
    }
  }

  /** Another attempt was faster, or the authorization ended meanwhile, by deactivation: then that is what is shown. */
  async function refused(id: string): Promise<Begun> {
    const now = await store.authorizations.find(id);
    return now === undefined || now.status === 'pending'
      ? { outcome: 'refused' }
      : { outcome: 'ended', authorization: now };
  }

  /** The end of a claimed attempt. Never rejects: what could not be stored is taken up again. */
  function finish(report: Promise<ValidationReport>, attempt: Attempt): Promise<Authorization | undefined> {
    return report
      .then((ended) => (cutShort(ended) ? undefined : conclude(ended, attempt)))
      .catch((error: unknown) => {
        const { id } = attempt.authorization;
        log.error({ authorization: id, error: String(error) }, 'conclusion of a validation not stored');
        resumeLater();
        return undefined;
      });
  }

  /** Counts a validation as running, until the result is called. */
  function occupy({ id, accountId }: Authorization): () => void {
    running.add(id);
    perAccount.set(accountId, (perAccount.get(accountId) ?? 0) + 1);
    return () => {
      running.delete(id);
      const left = (perAccount.get(accountId) ?? 0) - 1;
      if (left > 0) perAccount.set(accountId, left);
      else perAccount.delete(accountId);
    };
  }

  /** A stop is no verdict: what it cut short begins again at the next start. */
  function cutShort({ verdict }: ValidationReport): boolean {
    return stopped && !verdict.valid;
  }

  /** The authorization after its conclusion; as it is where that could not be; undefined where neither is known. */
  async function conclude(
    report: ValidationReport,
    { authorization, type }: Attempt,
    claim?: { accountId: string; at: number },
  ): Promise<Authorization | undefined> {
    const { id, accountId, identifier } = authorization;
    const attempted =
      claim === undefined ? authorization : { ...authorization, attemptedType: type, attemptedAt: claim.at };
    const after = outcomeOf(report, parts.authorizationLifetimeMs, attempted);
    if (after.error !== null && isTheirs(after.error)) parts.countFailure(accountId, identifier.value);
    const conclusion = {
      valid: report.verdict.valid,
      error: after.error,
      expiresAt: after.expiresAt,
      validation: recordOf(report, authorization, type),
    };
    if (await store.authorizations.conclude(id, conclusion, claim)) return after;
    return claim === undefined ? store.authorizations.find(id) : undefined;
  }

  /** Once, however many could not be concluded in one moment. */
  function resumeLater(): void {
    if (stopped || resuming) return;
    resuming = true;
    clock.after(RESUME_PAUSE_MS, () => {
      resuming = false;
      void resume();
    });
  }

  async function again(attempt: Attempt): Promise<void> {
    if (running.has(attempt.authorization.id)) return;
    const release = occupy(attempt.authorization);
    await finish(look(attempt), attempt);
    release();
  }

  async function resume(): Promise<void> {
    try {
      for (let round = 0; round < RESUME_ROUNDS_MAX; round++) {
        if (stopped) return;
        const attempted = await store.authorizations.listAttempted(RESUME_BATCH);
        const idle = attempted.filter((authorization) => !running.has(authorization.id));
        // behind a whole batch that is under way there may be others
        if (idle.length === 0) return attempted.length < RESUME_BATCH ? undefined : resumeLater();
        const batch = (
          await Promise.all(idle.map((authorization) => attemptOf(parts, authorization)))
        ).flat();
        log.info({ count: batch.length }, 'taking up validations again');
        const all = Promise.all(batch.map(again));
        if (attempted.length < RESUME_BATCH) return; // these were all: they go on by themselves
        await all;
      }
    } catch (error) {
      log.error({ error: String(error) }, 'validations could not be taken up again');
      resumeLater();
    }
  }

  return {
    hasRoom: (accountId) =>
      running.size < VALIDATIONS_MAX &&
      (perAccount.get(accountId) ?? 0) < VALIDATIONS_PER_ACCOUNT_MAX &&
      !stopped,
    begin,
    resume,
    stop() {
      stopped = true;
    },
  };
}

async function attemptOf({ store, settings }: Parts, authorization: Authorization): Promise<Attempt[]> {
  const { accountId, directory, attemptedType: type } = authorization;
  const account = await store.accounts.get(accountId);
  if (account === undefined || type === null) return [];
  const known = subscriberOf(account, directory, settings);
  const subscriber = await proverOf(known, { type, accountId }, store.accounts, settings);
  return [{ authorization, type, subscriber }];
}

function outcomeOf(report: ValidationReport, lifetimeMs: number, before: Authorization): Authorization {
  const { verdict, finishedAt } = report;
  if (!verdict.valid) return { ...before, status: 'invalid', error: verdict.fault };
  const expiresAt = Math.min(finishedAt + lifetimeMs, verdict.until ?? Number.POSITIVE_INFINITY);
  return { ...before, status: 'valid', validatedAt: finishedAt, expiresAt };
}

/** Not a want of our own (too much to do, no perspectives); but a bug of ours, which their target may have been made to meet. */
function isTheirs(error: Fault): boolean {
  return entryOf(error).blame !== 'server' || error.code === 'serverInternal';
}

/** A validator that throws has a bug; its client still gets an end. */
function brokenReport(now: number): ValidationReport {
  return {
    verdict: { valid: false, fault: fault('serverInternal', {}) },
    rule: 'documented',
    judgements: Object.fromEntries(
      RETRY_RULES.map((rule) => [rule, 'not-measured']),
    ) as ValidationReport['judgements'],
    evidence: [],
    startedAt: now,
    finishedAt: now,
  };
}
