import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectable } from './probe.ts';

/** A server under test: how to start it in `dir`, and where its directory is. All are started pinned to one core. */
export type Candidate = {
  readonly name: string;
  readonly directory: string;
  readonly port: number;
  start(dir: string): Promise<ChildProcess>;
};

const SERVER_CPU = '1';
const START_TRIES = 100;
const START_WAIT_MS = 100;

export const sixfour: Candidate = {
  name: 'sixfour',
  port: 6464,
  directory: 'https://localhost:6464/acme/directory',
  async start(dir) {
    const command = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    const run = (...args: string[]) =>
      execFileSync(process.execPath, [command, ...args, '--data', dir], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    run('init', '--trial');
    run('allow', 'bench.test');
    run('allow', '--network', '10.64.0.0/16', 'fd64::/16');
    writeFileSync(join(dir, 'sixfour.toml'), SIXFOUR_SETTINGS);
    const flags = process.env['BENCH_SERVER_FLAGS']?.split(' ') ?? []; // such as --cpu-prof
    return launch(sixfour, dir, process.execPath, [...flags, command, 'serve', '--data', dir]);
  },
};

// everything else as it ships
const SIXFOUR_SETTINGS = `
[validation]
dns_servers = ["127.0.0.1:53"]
`;

export const bare: Candidate = {
  name: 'bare handler',
  port: 14002,
  directory: 'https://localhost:14002/directory',
  start: (dir) =>
    launch(bare, dir, process.execPath, [fileURLToPath(new URL('./bare.ts', import.meta.url)), '14002']),
};

/** Debian's pebble, in memory, as quick as it can be made: no sleep, no nonce rejection, no reuse. */
export const pebble: Candidate = {
  name: 'pebble',
  port: 14000,
  directory: 'https://localhost:14000/dir',
  start(dir) {
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
    return launch(pebble, dir, 'pebble', ['-config', config, '-dnsserver', '127.0.0.1:53'], {
      PEBBLE_VA_NOSLEEP: '1',
      PEBBLE_WFE_NONCEREJECT: '0',
      PEBBLE_AUTHZREUSE: '0',
      GOMAXPROCS: '1',
    });
  },
};

/** Debian's caddy with its acme_server, on disk as it ships. */
export const caddy: Candidate = {
  name: 'caddy',
  port: 14443,
  directory: 'https://localhost:14443/acme/local/directory',
  start(dir) {
    const config = join(dir, 'Caddyfile');
    writeFileSync(
      config,
      `{
  admin off
  auto_https disable_redirects
  skip_install_trust
  storage file_system ${dir}
}
localhost:14443 {
  tls internal
  acme_server
}
`,
    );
    return launch(caddy, dir, 'caddy', ['run', '--config', config, '--adapter', 'caddyfile'], {
      GOMAXPROCS: '1',
      HOME: dir,
      XDG_DATA_HOME: dir,
      XDG_CONFIG_HOME: dir,
    });
  },
};

async function launch(
  candidate: Candidate,
  dir: string,
  program: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<ChildProcess> {
  mkdirSync(dir, { recursive: true });
  const log = openSync(join(dir, `server.log`), 'a');
  const child = spawn('taskset', ['-c', SERVER_CPU, program, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log],
  });
  for (let tries = 0; tries < START_TRIES; tries++) {
    if (child.exitCode !== null) break;
    if (await connectable(candidate.port)) return child;
    await sleep(START_WAIT_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`${candidate.name} did not start; see ${dir}/server.log`);
}
