import { type ChildProcess, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchServer } from './launch.ts';
import type { Tool } from './tools.ts';

/** A server under test: how to start it in `dir`, and where its directory is. All are started pinned to one core. */
export type Candidate = {
  readonly name: string;
  readonly directory: string;
  readonly needs: readonly Tool[];
  /** How it is set up, and where the settings come from: for the report. */
  readonly setup: string;
  start(place: Place): Promise<ChildProcess>;
};

/** Where a server runs: an empty directory of its own, and whether ahead of ordinary processes. */
export type Place = { readonly dir: string; readonly realtime: boolean };

export const bare: Candidate = {
  name: 'bare handler',
  directory: 'https://localhost:14002/directory',
  needs: [],
  setup: 'bench/bare.ts, in memory: the floor, not a product',
  start: (place) =>
    launchServer({
      ...place,
      port: 14002,
      program: process.execPath,
      args: [fileURLToPath(new URL('./bare.ts', import.meta.url)), '14002'],
    }),
};

/** Debian's pebble as quick as it can be made. */
export const pebble: Candidate = {
  name: 'pebble',
  directory: 'https://localhost:14000/dir',
  needs: ['pebble', 'openssl'],
  setup:
    "Debian's package, in memory; PEBBLE_VA_NOSLEEP=1, PEBBLE_WFE_NONCEREJECT=0, PEBBLE_AUTHZREUSE=0 (its README, “Testing at full speed”, “Invalid Anti-Replay Nonce Errors”, “Valid Authorization Reuse”), `httpPort` 80 (“Default validation ports”), `-dnsserver` (“DNS Server”); its log, about 2 KB per certificate, goes to /dev/null; a P-256 server certificate as the others have",
  start({ dir, realtime }) {
    const key = join(dir, 'key.pem');
    const certificate = join(dir, 'cert.pem');
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', certificate, ...subject], {
      stdio: 'ignore',
    });
    const config = join(dir, 'pebble.json');
    const listen = { listenAddress: '127.0.0.1:14000', managementListenAddress: '127.0.0.1:15000' };
    const settings = { ...listen, certificate, privateKey: key, httpPort: 80, tlsPort: 443 };
    writeFileSync(config, JSON.stringify({ pebble: settings }));
    return launchServer({
      dir,
      realtime,
      port: 14000,
      program: 'pebble',
      args: ['-config', config, '-dnsserver', '127.0.0.1:53'],
      env: {
        PEBBLE_VA_NOSLEEP: '1',
        PEBBLE_WFE_NONCEREJECT: '0',
        PEBBLE_AUTHZREUSE: '0',
        GOMAXPROCS: '1',
      },
      quiet: true,
    });
  },
};

/** Debian's caddy with its acme_server, on disk as it ships. */
export const caddy: Candidate = {
  name: 'caddy',
  directory: 'https://localhost:14443/acme/local/directory',
  needs: ['caddy'],
  setup:
    "Debian's package with `acme_server` and `tls internal` (caddyserver.com/docs/caddyfile/directives/acme_server), its own bbolt database on the same disk with its defaults; admin endpoint, HTTP redirects and trust installation off, as nothing of an issuance needs them",
  start({ dir, realtime }) {
    const config = join(dir, 'Caddyfile');
    writeFileSync(config, caddyfile(dir));
    return launchServer({
      dir,
      realtime,
      port: 14443,
      program: 'caddy',
      args: ['run', '--config', config, '--adapter', 'caddyfile'],
      env: { GOMAXPROCS: '1', HOME: dir, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir },
    });
  },
};

function caddyfile(dir: string): string {
  return `{
  admin off
  auto_https disable_redirects
  skip_install_trust
  storage file_system ${dir}
}
localhost:14443 {
  tls internal
  acme_server
}
`;
}
