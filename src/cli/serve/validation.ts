import { isIPv6 } from 'node:net';
import type { LoadedSettings } from '../../config/index.ts';
import { type Clock, type Family, type Log, ok, type Result } from '../../core/index.ts';
import { createFetcher, createTlsProber } from '../../net/index.ts';
import type { Store } from '../../store/index.ts';
import { createValidator, type Validator } from '../../validation/index.ts';
import type { Listeners } from './listeners.ts';
import { createDirectoryPolicies, readNetworks } from './networks.ts';
import { openFilesMax } from './open-files.ts';
import { chooseResolver } from './resolvers.ts';

/** The validator as the settings want it, with an address policy for each ACME directory; `reload` after networks were allowed or taken back. */
export type Validation = { readonly validator: Validator; reload(): Promise<void> };

export function createValidation(parts: {
  readonly loaded: LoadedSettings;
  /** Networks that may be reached although they are not public. */
  readonly networks: () => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly log: Log;
  /** A perspective has none, and proves nobody's own name. */
  readonly http?: Listeners;
}): Result<Validation> {
  const { loaded, clock, log, http } = parts;
  const { validation, directories } = loaded.settings;
  const own = new Map<string, readonly string[]>();
  for (const [name, { networks }] of Object.entries(directories)) {
    const key = { file: loaded.file, key: `directories.${name}.networks`, path: 'directories.*.networks' };
    const read = readNetworks(key, networks);
    if (!read.ok) return read;
    own.set(name, read.value);
  }
  const policies = createDirectoryPolicies(own, validation.allow_loopback);
  const openFiles = openFilesMax();
  const validator = createValidator({
    clock,
    log,
    policyFor: (directory) => policies.of(directory),
    fetcher: createFetcher({ clock }),
    tlsProber: createTlsProber({ clock }),
    rule: validation.rule,
    timeScale: validation.time_scale,
    ...(openFiles !== undefined && { openFiles }),
    ...(validation.http01_port !== 0 && { http01Port: validation.http01_port }),
    ...(validation.tls_alpn01_port !== 0 && { tlsAlpn01Port: validation.tls_alpn01_port }),
    resolverFor: chooseResolver(validation, clock, policies.common),
    ...(http !== undefined && { builtIn: { port: http.port, families: loopbackFamilies(http) } }),
  });
  return ok({
    validator,
    async reload() {
      policies.setCommon(await parts.networks());
    },
  });
}

/** Those that the administrator allowed. */
export async function allowedNetworks(store: Pick<Store, 'allowances'>): Promise<readonly string[]> {
  const rows = await store.allowances.list();
  return rows.filter((row) => row.kind === 'network').map((row) => row.value);
}

function loopbackFamilies(http: Listeners): Family[] {
  const reached = http.views.filter(({ address }) => ['::1', '::', '127.0.0.1', '0.0.0.0'].includes(address));
  const families = [...new Set(reached.map(({ address }): Family => (isIPv6(address) ? 6 : 4)))];
  return families.toSorted((a, b) => b - a);
}
