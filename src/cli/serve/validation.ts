import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { parse as parseDomain } from 'tldts';
import { type LoadedSettings, parseServer, type Settings } from '../../config/index.ts';
import type { ChallengeType, Clock, Family, Identifier, Log } from '../../core/index.ts';
import {
  createAddressPolicy,
  createFetcher,
  createIterativeResolver,
  createStubResolver,
  createZoneResolver,
  type Resolver,
  systemServers,
} from '../../net/index.ts';
import type { Store } from '../../store/index.ts';
import { createValidator, type Validator } from '../../validation/index.ts';
import type { Listeners } from './listeners.ts';

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
  const validator = createValidator({
    clock,
    log,
    policy,
    fetcher: createFetcher({ clock }),
    rule: validation.rule,
    timeScale: validation.time_scale,
    ...(validation.http01_port !== 0 && { http01Port: validation.http01_port }),
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

/**
 * Who answers for a name. A zone of the settings goes to its own servers; a dns-01 question about a public name is worked out
 * from the root, with nothing kept between validations; everything else goes to the resolvers of the settings or the system.
 */
function chooseResolver(
  settings: Settings['validation'],
  clock: Clock,
  policy: ReturnType<typeof createAddressPolicy>,
): (identifier: Identifier, type: ChallengeType) => Resolver {
  const stub = createStubResolver({ clock, servers: stubServers(settings.dns_servers) });
  const zones = Object.entries(settings.zones).map(([zone, servers]) => ({
    zone,
    resolver: createStubResolver({ clock, servers: parseAll(servers), onlyUnder: zone }),
  }));
  const stubs = Object.entries(settings.stubs).map(([zone, servers]) => ({
    zone,
    servers: parseAll(servers),
  }));
  const hints = parseAll(settings.root_hints);
  const iterative = createIterativeResolver({ clock, policy, stubs, ...(hints.length > 0 && { hints }) });
  return ({ value }, type) => {
    const known = stubs.some(({ zone }) => value === zone || value.endsWith(`.${zone}`) || zone === '.');
    const walk = settings.iterative && type === 'dns-01' && (known || parseDomain(value).isIcann === true);
    return createZoneResolver(zones, walk ? iterative.session() : stub);
  };
}

const RESOLV_CONF = '/etc/resolv.conf';
const WITHOUT_ANY = [
  { address: '::1', port: 53 },
  { address: '127.0.0.1', port: 53 },
]; // resolv.conf(5): the local one

function stubServers(configured: readonly string[]) {
  if (configured.length > 0) return parseAll(configured);
  let text = '';
  try {
    text = readFileSync(RESOLV_CONF, 'utf8');
  } catch {
    // no such file: as if it were empty
  }
  const { servers } = systemServers(text);
  return servers.length > 0 ? servers : WITHOUT_ANY;
}

function parseAll(servers: readonly string[]) {
  return servers.map(parseServer).filter((server) => server !== undefined);
}

function loopbackFamilies(http: Listeners): Family[] {
  const reached = http.views.filter(({ address }) => ['::1', '::', '127.0.0.1', '0.0.0.0'].includes(address));
  const families = [...new Set(reached.map(({ address }): Family => (isIPv6(address) ? 6 : 4)))];
  return families.toSorted((a, b) => b - a);
}
