import type { LoadedSettings } from '../../config/index.ts';
import { ok, type Result, silentLog, systemClock } from '../../core/index.ts';
import type { Store } from '../../store/index.ts';
import type { Validator } from '../../validation/index.ts';
import { allowedNetworks, createValidation } from './validation.ts';

/** A validator for a command without a server, made when it is first asked for: most commands never do. */
export function validatorHere(
  loaded: LoadedSettings,
  store: Pick<Store, 'allowances'>,
): { readonly open: () => Promise<Result<Validator>>; readonly close: () => Promise<void> } {
  let made: Validator | undefined;
  const networks = () => allowedNetworks(store);
  return {
    async open() {
      if (made !== undefined) return ok(made);
      const validation = createValidation({ loaded, networks, clock: systemClock, log: silentLog });
      if (!validation.ok) return validation;
      await validation.value.reload();
      made = validation.value.validator;
      return ok(made);
    },
    async close() {
      await made?.close();
    },
  };
}
