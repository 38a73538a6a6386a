import { isIPv6 } from 'node:net';
import type { LoadedSettings } from '../../config/index.ts';
import type { Clock, Family, Log } from '../../core/index.ts';
import { createAddressPolicy, createFetcher, createTlsProber } from '../../net/index.ts';
import type { Store } from '../../store/index.ts';
import { createValidator, type Validator } from '../../validation/index.ts';
import type { Listeners } from './listeners.ts';
import { openFilesMax } from './open-files.ts';
import { chooseResolver } from './resolvers.ts';

/** The validator as the settings want it; `reload` after networks were allowed or taken back. */
export type Validation = { readonly validator: Validator; reload(): Promise<void> };

export function createValidation(parts: {
  readonly loaded: LoadedSettings;
  readonly store: Pick<Store, 'allowances'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly http: Listeners;
}): Validation {
  const { loaded, store, clock, log, http } = parts;
  const { validation } = loaded.settings;
  let networks: readonly string[] = [];
  const policy = createAddressPolicy({ allowed: () => networks, allowLoopback: validation.allow_loopback });
  const openFiles = openFilesMax();
  const validator = createValidator({
    clock,
    log,
    policyFor: () => policy,
    fetcher: createFetcher({ clock }),
    tlsProber: createTlsProber({ clock }),
    rule: validation.rule,
    timeScale: validation.time_scale,
    ...(openFiles !== undefined && { openFiles }),
    ...(validation.http01_port !== 0 && { http01Port: validation.http01_port }),
    ...(validation.tls_alpn01_port !== 0 && { tlsAlpn01Port: validation.tls_alpn01_port }),
    resolverFor: chooseResolver(validation, clock, policy),
    builtIn: { port: http.port, families: loopbackFamilies(http) },
  });
  return {
    validator,
    async reload() {
      const rows = await store.allowances.list();
      networks = rows.filter((row) => row.kind === 'network').map((row) => row.value);
    },
  };
}

function loopbackFamilies(http: Listeners): Family[] {
  const reached = http.views.filter(({ address }) => ['::1', '::', '127.0.0.1', '0.0.0.0'].includes(address));
  const families = [...new Set(reached.map(({ address }): Family => (isIPv6(address) ? 6 : 4)))];
  return families.toSorted((a, b) => b - a);
}
