import type { KeyAtRest } from '../../authority/signer/index.ts';
import type { ProviderControl } from '../../console/api/index.ts';
import { type Clock, type Log, ok } from '../../core/index.ts';
import {
  createReconciler,
  type Reconciler,
  type ReconcilerParts,
  SWEEP_EVERY_MS,
} from '../../delegation/providers/index.ts';
import type { Store, StoredProvider } from '../../store/index.ts';
import { providerContext } from '../at-rest.ts';

/** The DNS providers behind the broker. */
export type Providers = {
  readonly reconciler: Reconciler;
  readonly control: ProviderControl;
  /** Once, when all else is open: from now on it is looked whether everything is as it should be. */
  begin(): void;
};

/**
 * They are looked at when the server begins, for what a crash left, and again and again, for what others changed. No job of the store: one
 * that was under way at a crash would wait for its lease.
 */
export async function startProviders(parts: {
  readonly store: Store;
  readonly atRest: KeyAtRest;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Providers> {
  const { store, atRest, clock, log } = parts;
  const reconciler = await createReconciler({ store, unseal: unsealWith(atRest), clock, log });
  const sweep = () => {
    reconciler.sweep().catch((error: unknown) => log.error({ err: error }, 'a sweep failed'));
  };
  const often = () => {
    sweep();
    clock.after(SWEEP_EVERY_MS, often);
  };
  let begun = false;
  return {
    reconciler,
    begin() {
      begun = true;
      often();
    },
    control: {
      seal: (name, credentials) =>
        Promise.resolve(ok(atRest.seal(Buffer.from(credentials), providerContext(name)))),
      needsRestart: () => !begun,
      check: (name, challenges) => reconciler.check(name, challenges),
      async changed() {
        await reconciler.changed();
        sweep(); // not waited for: what fails is tried again
      },
    },
  };
}

export function unsealWith(atRest: KeyAtRest): ReconcilerParts['unseal'] {
  return ({ name, sealedCredentials }: StoredProvider) => {
    const opened = atRest.open(sealedCredentials, providerContext(name));
    return opened.ok ? Buffer.from(opened.value).toString('utf8') : undefined;
  };
}
