import { type Fault, type FaultPart, fault, type Identifier, type Log } from '../../../core/index.ts';
import type { Authorization, Order, Store } from '../../../store/index.ts';
import type { Subscriber, ValidationReport, Validator } from '../../../validation/index.ts';
import type { Settings } from '../acme.ts';
import { BUSY_SECONDS, CAA_RECHECK_AFTER_MS, VALIDATIONS_PER_ACCOUNT_MAX } from '../limits.ts';
import { subjectOf } from '../policy/subject.ts';
import { entryOf } from '../render.ts';
import { caaTermsOf, recordOf, validationRequest } from './validation-request.ts';

/** CAA records once more, long after the proof (Baseline Requirements 4.2.2.1). */
export type Rechecks = {
  /**
   * Asks for each name whose proof is old, or is of an ancestor (RFC 9444), where the directory obeys CAA records; what refuses one is
   * the fault, of several the parts of one. `validationsBusy`: the account has too many of them under way.
   */
  check(order: Order, subscriber: Subscriber, now: number): Promise<Fault | undefined>;
};

export function createRechecks({
  store,
  validator,
  log,
  settings,
}: {
  readonly store: Pick<Store, 'authorizations' | 'validations'>;
  readonly validator: Pick<Validator, 'checkCaa'>;
  readonly log: Log;
  readonly settings: Pick<Settings, 'builtInNames' | 'directories' | 'dnsPersistVersion'>;
}): Rechecks {
  /** Names under way of each account. */
  const running = new Map<string, number>();

  return {
    async check(order, subscriber, now) {
      if (caaTermsOf(order.directory, settings).mode !== 'enforce') return undefined;
      // the proofs themselves are looked at: settings that allowed older ones may have changed since
      const authorizations = await store.authorizations.listByOrder(order.id);
      const due = order.identifiers.flatMap((identifier, index): Proof[] => {
        const authorization = authorizations.find(({ id }) => id === order.authorizationIds[index]);
        if (authorization === undefined) return [];
        const proof = { ...authorization, ...subjectOf(identifier) };
        const old = now - (authorization.validatedAt ?? 0) > CAA_RECHECK_AFTER_MS;
        return old || isOfAncestor(authorization, proof) ? [{ identifier, proof }] : [];
      });
      const free = occupy(order.accountId, due.length);
      if (free === undefined) return fault('validationsBusy', {}, { retryAfterSeconds: BUSY_SECONDS });
      const looked = (await Promise.all(due.map((one) => look(one, subscriber))).finally(free)).flat();
      await store.validations.add(looked.map(({ record }) => record));
      return combined(looked);
    },
  };

  /** Counts names as under way until the result is called; undefined where an account would have more than its share. */
  function occupy(accountId: string, names: number): (() => void) | undefined {
    const taken = running.get(accountId) ?? 0;
    if (taken + names > VALIDATIONS_PER_ACCOUNT_MAX) return undefined;
    running.set(accountId, taken + names);
    return () => {
      const left = (running.get(accountId) ?? 0) - names;
      if (left > 0) running.set(accountId, left);
      else running.delete(accountId);
    };
  }

  async function look({ identifier, proof }: Proof, subscriber: Subscriber): Promise<Looked[]> {
    const type = proof.attemptedType;
    if (type === null) return []; // not proven: the order cannot be ready
    const request = validationRequest(proof, type, subscriber, settings);
    if (request.caa.mode === 'off') return [];
    const report = await validator.checkCaa(request);
    log.debug({ name: identifier.value, valid: report.verdict.valid }, 'CAA records asked again');
    return [{ identifier, report, record: recordOf(report, proof, type) }];
  }
}

/** The authorization that proves a name of the order, as one of that very name. */
type Proof = { readonly identifier: Identifier; readonly proof: Authorization };

/** RFC 9444: the records that were asked for with the proof are those of the ancestor, and the name may have its own. */
function isOfAncestor(of: Authorization, very: Authorization): boolean {
  return of.identifier.value !== very.identifier.value || of.wildcard !== very.wildcard;
}

type Looked = {
  readonly identifier: FaultPart['identifier'];
  readonly report: ValidationReport;
  readonly record: ReturnType<typeof recordOf>;
};

/** What the names themselves are refused for goes before a want of our own. */
function combined(looked: readonly Looked[]): Fault | undefined {
  const parts = looked.flatMap(({ identifier, report }): FaultPart[] =>
    report.verdict.valid ? [] : [{ identifier, fault: report.verdict.fault }],
  );
  const refused = parts.filter((part) => entryOf(part.fault).blame !== 'server');
  if (refused.length <= 1) return (refused[0] ?? parts[0])?.fault;
  const names = refused.map(({ identifier }) => identifier.value).join(', ');
  return fault('validationsRecheckFailed', { names }, { parts: refused });
}
