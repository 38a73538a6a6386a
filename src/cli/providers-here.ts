import type { KeyAtRest } from '../authority/signer/index.ts';
import type { LoadedSettings } from '../config/index.ts';
import type { ProviderControl } from '../console/api/index.ts';
import { ok, type Result, silentLog, systemClock } from '../core/index.ts';
import { createReconciler } from '../delegation/providers/index.ts';
import type { Store } from '../store/index.ts';
import { openConfiguredKey, providerContext } from './at-rest.ts';
import { unsealWith } from './serve/providers.ts';

/** The providers for commands without a server: nothing is reconciled here, the next start does it. */
export function providersHere(loaded: LoadedSettings, store: Store): ProviderControl {
  const key = (): Promise<Result<KeyAtRest>> => openConfiguredKey(loaded, process.env);
  return {
    async seal(name, credentials) {
      const atRest = await key();
      return atRest.ok ? ok(atRest.value.seal(Buffer.from(credentials), providerContext(name))) : atRest;
    },
    needsRestart: () => false,
    changed: () => Promise.resolve(),
    async check(name, challenges) {
      const atRest = await key();
      const unseal = atRest.ok ? unsealWith(atRest.value) : () => undefined;
      const reconciler = await createReconciler({ store, unseal, clock: systemClock, log: silentLog });
      try {
        return await reconciler.check(name, challenges);
      } finally {
        await reconciler.close();
      }
    },
  };
}
