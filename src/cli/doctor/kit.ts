import { type LoadedSettings, parseServer } from '../../config/index.ts';
import { type Clock, ok, type Result, silentLog } from '../../core/index.ts';
import { createTracer, type Kit } from '../../doctor/outside/index.ts';
import {
  createAddressPolicy,
  createDialer,
  createFetcher,
  createQuicProber,
  createServerProber,
  createStubResolver,
  createTlsProber,
  ROOT_HINTS,
} from '../../net/index.ts';
import { chooseResolver, recursiveServers } from '../serve/resolvers.ts';
import { createValidation } from '../serve/validation.ts';

/** The doctor's tools as the settings want them; `networks`: what may be reached although it is not public. */
export async function createKit(parts: {
  readonly loaded: LoadedSettings;
  readonly networks: readonly string[];
  readonly clock: Clock;
}): Promise<Result<{ readonly kit: Kit; close(): Promise<void> }>> {
  const { loaded, networks, clock } = parts;
  const { acme, validation } = loaded.settings;
  const made = createValidation({ loaded, networks: async () => networks, clock, log: silentLog });
  if (!made.ok) return made;
  await made.value.reload();
  const policy = createAddressPolicy({ allowed: () => networks, allowLoopback: validation.allow_loopback });
  // a name whose signatures are wrong has addresses all the same, and those are looked at too
  const resolverFor = chooseResolver({ ...validation, dnssec: 'off' }, clock, policy);
  const signedFor = chooseResolver(validation, clock, policy);
  const { validator } = made.value;
  const kit: Kit = {
    clock,
    // the walk from the root, as for dns-01: what a cache hides is what is looked for
    resolver: (name) => resolverFor({ type: 'dns', value: name }, 'dns-01'),
    signed: (name) => signedFor({ type: 'dns', value: name }, 'dns-01'),
    caches: recursiveServers(validation.dns_servers).map((server) =>
      createStubResolver({ clock, servers: [server] }),
    ),
    servers: createServerProber({ clock }),
    dialer: createDialer(clock),
    fetcher: createFetcher({ clock }),
    tls: createTlsProber({ clock }),
    quic: createQuicProber({ clock }),
    policy,
    validator,
    anchors: anchorsOf(validation.root_hints),
    ports: {
      http: validation.http01_port || 80,
      https: validation.tls_alpn01_port || 443,
      closed: CLOSED_PORT,
    },
    timeScale: validation.time_scale,
    caa: { mode: acme.caa, issuers: acme.caa_identities },
    tracer: createTracer({ clock, path: process.env['PATH'] ?? '', raw: process.getuid?.() === 0 }),
  };
  return ok({ kit, close: () => validator.close() });
}

/** Servers of the root are everywhere and answer everybody over TCP, too (RFC 7766). */
function anchorsOf(rootHints: readonly string[]): Kit['anchors'] {
  const own = rootHints.map(parseServer).filter((server) => server !== undefined);
  return own.length > 0 ? own : ROOT_HINTS;
}

/** TCPMUX (RFC 1078, historic since RFC 7805): nobody listens there. */
const CLOSED_PORT = 1;
