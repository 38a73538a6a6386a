import { createDryRequests } from '../../authority/acme/index.ts';
import type { IssuerInfo } from '../../authority/ca/index.ts';
import type { LoadedSettings } from '../../config/index.ts';
import type { DryValidations, PerspectiveControl } from '../../console/api/index.ts';
import { fail, fault, type Log, ok, type Result } from '../../core/index.ts';
import type { Store } from '../../store/index.ts';
import type { Validator } from '../../validation/index.ts';
import { acmeOptions, ownNames } from './acme-options.ts';
import { DRY_VALIDATIONS_MAX } from './limits.ts';

/** Validations without an order, by the policy of the ACME directories, a few at a time. */
export function createDryValidations(parts: {
  readonly loaded: LoadedSettings;
  readonly issuer: Pick<IssuerInfo, 'permittedNames'>;
  readonly store: Pick<Store, 'accounts' | 'allowances' | 'perspectives'>;
  /** This place alone. Made when it is needed. */
  readonly local: () => Promise<Result<Validator>>;
  /** This place and the perspectives, where a server holds their connections. */
  readonly everywhere?: Validator;
  readonly perspectives: Pick<PerspectiveControl, 'foreign'>;
  readonly log: Log;
}): DryValidations {
  const { loaded, issuer, store, everywhere, log } = parts;
  const options = acmeOptions(loaded.settings, ownNames(loaded.settings, issuer));
  const { isOwnHost, bases = [], directories = [], builtInNames = [], dnsPersistVersion = '01' } = options;
  const plan = createDryRequests({
    isOwnHost,
    bases,
    directories,
    builtInNames,
    dnsPersistVersion,
    testAddresses: loaded.test,
    store,
    permittedNames: issuer.permittedNames ?? [],
  });
  let running = 0;

  async function joined(): Promise<number> {
    const rows = await store.perspectives.list();
    const ours = rows.filter(({ role, joinedAt }) => role === 'perspective' && joinedAt !== null);
    return ours.length + parts.perspectives.foreign().length;
  }

  return {
    plan,
    async run(ask, signal) {
      if (running >= DRY_VALIDATIONS_MAX)
        return fail(fault('dryValidationsBusy', { max: DRY_VALIDATIONS_MAX }));
      running++;
      try {
        const planned = await plan(ask);
        if (!planned.ok) return planned;
        const { request: wanted, compared } = planned.value;
        const local = await parts.local();
        if (!local.ok) return local;
        const request = { ...wanted, dry: { ...wanted.dry, signal } };
        // perspectives take whole key authorizations only
        const validator = compared === 'token' ? local.value : (everywhere ?? local.value);
        const report = await validator.validate(request);
        const { type, directory } = request;
        const { valid } = report.verdict;
        log.info({ name: ask.name, type, directory, compared, valid }, 'dry validation ended');
        return ok({ request, compared, report, perspectives: await joined() });
      } finally {
        running--;
      }
    },
  };
}
