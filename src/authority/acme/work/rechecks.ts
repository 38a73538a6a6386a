import { type Fault, type FaultPart, fault, type Identifier, type Log } from '../../../core/index.ts';
import type { Authorization, Order, Store } from '../../../store/index.ts';
import type { Subscriber, ValidationReport, Validator } from '../../../validation/index.ts';
import type { Settings } from '../acme.ts';
import { CAA_RECHECK_AFTER_MS } from '../limits.ts';
import { subjectOf } from '../policy/subject.ts';
import { entryOf } from '../render.ts';
import { recordOf, validationRequest } from './validations.ts';

/** CAA records once more, long after the proof (Baseline Requirements 4.2.2.1). */
export type Rechecks = {
  /** Can a proof of this order be old, and its directory obey CAA records? Without a look at the store. */
  mayBeDue(order: Order, now: number): boolean;
  /** Asks for each name whose proof is old, or is of an ancestor (RFC 9444); what refuses one is the fault, of several the parts of one. */
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
      const terms = settings.directories.find(({ name }) => name === directory);
      // without reuse every proof is younger than its order, and without ancestors of the very name
      const reuse = settings.authorizationReuseMs > 0 || terms?.subdomainAuthorizations === true;
      return terms?.caa?.mode === 'enforce' && (reuse || now - createdAt > CAA_RECHECK_AFTER_MS);
    },

    async check(order, subscriber, now) {
      const authorizations = await store.authorizations.listByOrder(order.id);
      const due = order.identifiers.flatMap((identifier, index): Proof[] => {
        const authorization = authorizations.find(({ id }) => id === order.authorizationIds[index]);
        if (authorization === undefined) return [];
        const proof = { ...authorization, ...subjectOf(identifier) };
        const old = now - (authorization.validatedAt ?? 0) > CAA_RECHECK_AFTER_MS;
        return old || isOfAncestor(authorization, proof) ? [{ identifier, proof }] : [];
      });
      const looked = (await Promise.all(due.map((one) => look(one, subscriber)))).flat();
      await store.validations.add(looked.map(({ record }) => record));
      return combined(looked);
    },
  };

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
