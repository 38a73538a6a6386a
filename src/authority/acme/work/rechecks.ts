import { type Fault, type FaultPart, fault, type Log } from '../../../core/index.ts';
import type { Authorization, Order, Store } from '../../../store/index.ts';
import type { Subscriber, ValidationReport, Validator } from '../../../validation/index.ts';
import type { Settings } from '../acme.ts';
import { CAA_RECHECK_AFTER_MS } from '../limits.ts';
import { entryOf } from '../render.ts';
import { recordOf, validationRequest } from './validations.ts';

/** CAA records once more, long after the proof (Baseline Requirements 4.2.2.1). */
export type Rechecks = {
  /** Can a proof of this order be old, and its directory obey CAA records? Without a look at the store. */
  mayBeDue(order: Order, now: number): boolean;
  /** Asks for each name whose proof is old; what refuses one is the fault, of several the parts of one. */
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
  readonly settings: Pick<
    Settings,
    'builtInNames' | 'directories' | 'authorizationReuseMs' | 'dnsPersistVersion'
  >;
}): Rechecks {
  return {
    mayBeDue({ directory, createdAt }, now) {
      const mode = settings.directories.find(({ name }) => name === directory)?.caa?.mode;
      // without reuse every proof is younger than its order
      const young = settings.authorizationReuseMs === 0 && now - createdAt <= CAA_RECHECK_AFTER_MS;
      return mode === 'enforce' && !young;
    },

    async check(order, subscriber, now) {
      const authorizations = await store.authorizations.listByOrder(order.id);
      const old = authorizations.filter(({ validatedAt }) => now - (validatedAt ?? 0) > CAA_RECHECK_AFTER_MS);
      const looked = (await Promise.all(old.map((one) => look(one, subscriber)))).flat();
      await store.validations.add(looked.map(({ record }) => record));
      return combined(looked);
    },
  };

  async function look(authorization: Authorization, subscriber: Subscriber): Promise<Looked[]> {
    const type = authorization.attemptedType;
    if (type === null) return []; // not proven: the order cannot be ready
    const request = validationRequest(authorization, type, subscriber, settings);
    if (request.caa.mode === 'off') return [];
    const report = await validator.checkCaa(request);
    const name = authorization.wildcard
      ? `*.${authorization.identifier.value}`
      : authorization.identifier.value;
    log.debug({ name, valid: report.verdict.valid }, 'CAA records asked again');
    const identifier = { ...authorization.identifier, value: name };
    return [{ identifier, report, record: recordOf(report, authorization, type) }];
  }
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
