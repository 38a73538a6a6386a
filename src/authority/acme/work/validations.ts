import { type ChallengeType, type Clock, fault, type Log, newId, RETRY_RULES } from '../../../core/index.ts';
import type { Authorization, Store } from '../../../store/index.ts';
import {
  CAA_OFF,
  type Subscriber,
  type ValidationReport,
  type ValidationRequest,
  type Validator,
} from '../../../validation/index.ts';
import type { Settings } from '../acme.ts';
import { subscriberOf } from '../policy/subscriber.ts';
import {
  RESUME_BATCH,
  RESUME_PAUSE_MS,
  RESUME_ROUNDS_MAX,
  VALIDATIONS_MAX,
  VALIDATIONS_PER_ACCOUNT_MAX,
} from '../limits.ts';

/** Validations off the request path: one for each attempted authorization. */
export type Validations = {
  /** May another one of this account begin? */
  hasRoom(accountId: string): boolean;
  /** Validates a claimed challenge; resolves with the authorization as it then is, or undefined when that is not known. */
  start(attempt: Attempt): Promise<Authorization | undefined>;
  /** Takes up what was attempted, but never concluded. */
  resume(): Promise<void>;
  /** From now on nothing is concluded as invalid: a validation that was cut short begins again at the next start. */
  stop(): void;
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
  readonly settings: Pick<Settings, 'builtInNames' | 'bases' | 'directories'>;
  readonly authorizationLifetimeMs: number;
  /** Counts a failure of this account and name. */
  countFailure(accountId: string, name: string): void;
};

export function createValidations(parts: Parts): Validations {
  const { store, clock, log } = parts;
  const running = new Set<string>();
  const perAccount = new Map<string, number>();
  let stopped = false;

  async function run({ authorization, type, subscriber }: Attempt): Promise<Authorization | undefined> {
    const { id, identifier } = authorization;
    const report = await parts.validator
      .validate(validationRequest(authorization, type, subscriber, parts.settings))
      .catch((error: unknown) => {
        log.error({ authorization: id, error: String(error) }, 'validation broke');
        return brokenReport(clock.now());
      });
    if (stopped && !report.verdict.valid) return undefined;
    const after = outcomeOf(report, parts.authorizationLifetimeMs, authorization);
    if (!report.verdict.valid) parts.countFailure(authorization.accountId, identifier.value);
    const concluded = await store.authorizations.conclude(id, {
      valid: report.verdict.valid,
      error: after.error,
      expiresAt: after.expiresAt,
      validation: recordOf(report, authorization, type),
    });
    return concluded ? after : store.authorizations.find(id);
  }

  function start(attempt: Attempt): Promise<Authorization | undefined> {
    const { id, accountId } = attempt.authorization;
    running.add(id);
    perAccount.set(accountId, (perAccount.get(accountId) ?? 0) + 1);
    return run(attempt)
      .catch((error: unknown) => {
        log.error({ authorization: id, error: String(error) }, 'conclusion of a validation not stored');
        if (!stopped) clock.after(RESUME_PAUSE_MS, () => void resume());
        return undefined;
      })
      .finally(() => {
        running.delete(id);
        const left = (perAccount.get(accountId) ?? 0) - 1;
        if (left > 0) perAccount.set(accountId, left);
        else perAccount.delete(accountId);
      });
  }

  async function resume(): Promise<void> {
    try {
      for (let round = 0; round < RESUME_ROUNDS_MAX; round++) {
        if (stopped) return;
        const attempted = await store.authorizations.listAttempted(RESUME_BATCH);
        const idle = attempted.filter((authorization) => !running.has(authorization.id));
        if (idle.length === 0) return;
        const batch = (
          await Promise.all(idle.map((authorization) => attemptOf(parts, authorization)))
        ).flat();
        log.info({ count: batch.length }, 'taking up validations again');
        const all = Promise.all(batch.map(start));
        if (attempted.length < RESUME_BATCH) return; // these were all: they go on by themselves
        await all;
      }
    } catch (error) {
      log.error({ error: String(error) }, 'validations could not be taken up again');
      if (!stopped) clock.after(RESUME_PAUSE_MS, () => void resume());
    }
  }

  return {
    hasRoom: (accountId) =>
      running.size < VALIDATIONS_MAX &&
      (perAccount.get(accountId) ?? 0) < VALIDATIONS_PER_ACCOUNT_MAX &&
      !stopped,
    start,
    resume,
    stop() {
      stopped = true;
    },
  };
}

async function attemptOf({ store, settings }: Parts, authorization: Authorization): Promise<Attempt[]> {
  const account = await store.accounts.get(authorization.accountId);
  const type = authorization.attemptedType;
  return account === undefined || type === null
    ? []
    : [{ authorization, type, subscriber: subscriberOf(account, authorization.directory, settings) }];
}

/** What the validator is asked for an authorization: the terms are those of its directory. */
export function validationRequest(
  authorization: Authorization,
  type: ChallengeType,
  subscriber: Subscriber,
  { builtInNames, directories }: Pick<Settings, 'builtInNames' | 'directories'>,
): ValidationRequest {
  const { identifier, wildcard, token, directory, accountId } = authorization;
  const builtIn = builtInNames.has(identifier.value);
  const terms = directories.find(({ name }) => name === directory)?.caa;
  return {
    identifier,
    wildcard,
    type,
    token,
    keyAuthorization: `${token}.${subscriber.thumbprint}`,
    subscriber,
    caa: builtIn || identifier.type === 'ip' ? CAA_OFF : (terms ?? CAA_OFF),
    directory,
    owner: accountId,
    ...(builtIn && { builtIn }),
  };
}

function outcomeOf(report: ValidationReport, lifetimeMs: number, before: Authorization): Authorization {
  const { verdict, finishedAt } = report;
  return verdict.valid
    ? { ...before, status: 'valid', validatedAt: finishedAt, expiresAt: finishedAt + lifetimeMs }
    : { ...before, status: 'invalid', error: verdict.fault };
}

function recordOf(report: ValidationReport, authorization: Authorization, type: ChallengeType) {
  const { verdict, rule, judgements, evidence, startedAt, finishedAt } = report;
  return {
    id: newId(startedAt),
    authorizationId: authorization.id,
    type,
    valid: verdict.valid,
    rule,
    judgements,
    evidence,
    error: verdict.valid ? null : verdict.fault,
    startedAt,
    finishedAt,
  };
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
