import { type IssuerInfo, showCa } from '../authority/ca/index.ts';
import type { LoadedSettings } from '../config/index.ts';
import { fail, fault, ok, type Result, silentLog, systemClock } from '../core/index.ts';
import {
  connectControl,
  type ControlClient,
  type ControlContext,
  controlSocket,
  createControlApi,
  inProcessControl,
} from '../console/api/index.ts';
import { createBroker } from '../delegation/broker/index.ts';
import { lockDataDirectory, openSqliteStore, type Store, StoreError } from '../store/index.ts';
import { externalKeyContext, openConfiguredKey, tsigKeyContext } from './at-rest.ts';
import { auditorOf } from './auditor.ts';
import { authorityView } from './authority.ts';
import { databaseFile, requireDataDirectory } from './data-directory.ts';
import { brokerZones, zonesOf } from './delegation-zones.ts';
import { createDryValidations } from './serve/dry-validations.ts';
import { providersHere } from './providers-here.ts';
import { scheduleCrl } from './schedule-crl.ts';
import { createPersistChecks } from './serve/persist.ts';
import { perspectivesHere } from './serve/perspectives/here.ts';
import { validatorHere } from './serve/validator-here.ts';
import { VERSION } from './version.ts';

export type OpenControl = { readonly control: ControlClient; close(): Promise<void> };

/** The running server's control API; without a server the same handlers on the data directory, under its lock. */
export async function openControl(loaded: LoadedSettings, language: string): Promise<Result<OpenControl>> {
  const { directory } = loaded;
  const there = requireDataDirectory(directory);
  if (!there.ok) return there;
  const running = await connectControl(controlSocket(directory), directory);
  if (running.ok) return ok({ control: running.value, close: () => Promise.resolve() });
  if (running.fault.code !== 'serverNotRunning') return running;
  const authority = await showCa(directory);
  if (!authority.ok) return authority;
  return openHere(loaded, language, authority.value);
}

async function openHere(
  loaded: LoadedSettings,
  language: string,
  issuer: Pick<IssuerInfo, 'permittedNames'>,
): Promise<Result<OpenControl>> {
  const { directory } = loaded;
  const lock = lockDataDirectory(directory);
  if (!lock.ok) return lock;
  let store: Store;
  try {
    store = await openSqliteStore({ file: databaseFile(directory), log: silentLog, lock: lock.value });
  } catch (error) {
    lock.value.release();
    if (error instanceof StoreError) return fail(error.fault);
    throw error;
  }
  const local = validatorHere(loaded, store);
  const dryValidations = createDryValidations({
    loaded,
    issuer,
    store,
    local: local.open,
    perspectives: perspectivesHere(loaded),
    log: silentLog,
  });
  const api = createControlApi({ ...contextHere(loaded, language, store), dryValidations }, silentLog);
  return ok({
    control: inProcessControl(api),
    async close() {
      await api.close();
      await local.close();
      await store.close();
      lock.value.release();
    },
  });
}

/** A CRL is only scheduled here: the next start signs it. */
function contextHere(
  loaded: LoadedSettings,
  language: string,
  store: Store,
): Omit<ControlContext, 'dryValidations'> {
  const { directory, test } = loaded;
  return {
    store,
    clock: systemClock,
    language,
    status: () => ({
      version: VERSION,
      running: false,
      pid: null,
      data: directory,
      test,
      startedAt: null,
      directoryUrl: null,
      listeners: [],
    }),
    perspectives: perspectivesHere(loaded),
    persist: createPersistChecks({ validation: loaded.settings.validation, store, clock: systemClock }),
    delegation: createBroker({
      store,
      zones: brokerZones(loaded.settings),
      // nobody serves them now: the next start reads what is written here
      publish: () => Promise.resolve(ok(undefined)),
      clock: systemClock,
      log: silentLog,
    }),
    providers: providersHere(loaded, store),
    audit: auditorOf({
      directory,
      store,
      atRest: () => openConfiguredKey(loaded, process.env),
      clock: systemClock,
      log: silentLog,
    }),
    zones: zonesOf(loaded.settings),
    zoneControl: {
      secondaries: () => [],
      // keys are changed by whoever serves them
      roll: () => Promise.resolve(fail(fault('serverNotRunning', { data: directory }))),
    },
    authority: () => authorityView(directory, store),
    async sealExternalKey(id, key) {
      const atRest = await openConfiguredKey(loaded, process.env);
      return atRest.ok ? ok(atRest.value.seal(key, externalKeyContext(id))) : atRest;
    },
    async sealTsigSecret(name, secret) {
      const atRest = await openConfiguredKey(loaded, process.env);
      return atRest.ok ? ok(atRest.value.seal(secret, tsigKeyContext(name))) : atRest;
    },
    allowancesChanged: () => Promise.resolve(),
    certificateRevoked: (issuerId) => scheduleCrl(store, issuerId, systemClock.now()),
  };
}
