import type { AcmeServer } from '../../authority/acme/index.ts';
import type { KeyAtRest } from '../../authority/signer/index.ts';
import type { IssuerInfo } from '../../authority/ca/index.ts';
import type { LoadedSettings } from '../../config/index.ts';
import { type Clock, type Log, ok } from '../../core/index.ts';
import type { ControlContext, ListenerView } from '../../console/api/index.ts';
import type { Auditor } from '../../delegation/audit/index.ts';
import type { Store } from '../../store/index.ts';
import { externalKeyContext, tsigKeyContext } from '../at-rest.ts';
import { zonesOf } from '../delegation-zones.ts';
import { scheduleCrl } from '../schedule-crl.ts';
import { authorityView } from '../authority.ts';
import type { Delegation } from './delegation.ts';
import { createDryValidations } from './dry-validations.ts';
import { createPersistChecks } from './persist.ts';
import type { Perspectives } from './perspectives/perspectives.ts';
import type { Surroundings } from './types.ts';
import type { Validation } from './validation.ts';

/** What the control API of a running server works on. */
export function serverContext(parts: {
  readonly loaded: LoadedSettings;
  readonly around: Surroundings;
  readonly store: Store;
  readonly clock: Clock;
  readonly atRest: KeyAtRest;
  readonly validation: Validation;
  readonly acme: AcmeServer;
  readonly issuer: IssuerInfo;
  readonly perspectives: Pick<Perspectives, 'control' | 'validator'>;
  readonly auditor: Auditor;
  readonly delegation: Pick<Delegation, 'control' | 'providers' | 'zoneControl'>;
  readonly log: Log;
  readonly started: string;
  readonly directoryUrl: string;
  readonly listeners: readonly ListenerView[];
}): ControlContext {
  const { loaded, around, store, clock, atRest, validation, acme, directoryUrl, listeners } = parts;
  const { directory, test } = loaded;
  return {
    store,
    clock,
    language: around.language,
    status: () => ({
      version: around.version,
      running: true,
      pid: process.pid,
      data: directory,
      test,
      startedAt: parts.started,
      directoryUrl,
      listeners,
    }),
    perspectives: parts.perspectives.control,
    dryValidations: createDryValidations({
      loaded,
      issuer: parts.issuer,
      store,
      local: () => Promise.resolve(ok(validation.validator)),
      everywhere: parts.perspectives.validator,
      perspectives: parts.perspectives.control,
      log: parts.log,
    }),
    delegation: parts.delegation.control,
    audit: parts.auditor,
    providers: parts.delegation.providers.control,
    persist: createPersistChecks({ validation: loaded.settings.validation, store, clock }),
    zones: zonesOf(loaded.settings),
    zoneControl: parts.delegation.zoneControl,
    authority: () => authorityView(directory, store),
    sealExternalKey: (id, key) => Promise.resolve(ok(atRest.seal(key, externalKeyContext(id)))),
    sealTsigSecret: (name, secret) => Promise.resolve(ok(atRest.seal(secret, tsigKeyContext(name)))),
    async allowancesChanged() {
      acme.allowancesChanged();
      await validation.reload();
    },
    certificateRevoked: (issuerId) => scheduleCrl(store, issuerId, clock.now()),
  };
}
