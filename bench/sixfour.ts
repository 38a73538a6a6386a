import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Candidate, type Place } from './candidates.ts';
import { launchServer } from './launch.ts';
import { schedulingPrefix } from './tools.ts';

/** sixfour with an empty store. */
export const sixfour: Candidate = candidate(
  'sixfour',
  (dir) => {
    prepare(dir);
    return dir;
  },
  'SQLite on disk, `synchronous=FULL`, made anew for each measurement',
);

/**
 * sixfour with so many certificates in its store, filled once in `directory`. Every measurement goes on with the same store: what one
 * leaves there, some thousand certificates, is little beside what it began with, and a copy of gigabytes would disturb the next.
 */
export function fillSixfour(directory: string, certificates: number): Candidate {
  mkdirSync(directory, { mode: 0o700 });
  prepare(directory);
  const began = performance.now();
  const script = fileURLToPath(new URL('./fill.ts', import.meta.url));
  const command = [...schedulingPrefix(false, 0), process.execPath, script, directory, String(certificates)];
  execFileSync(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'ignore', 'inherit'] });
  const seconds = (performance.now() - began) / 1000;
  const bytes = statSync(join(directory, 'sixfour.sqlite')).size;
  const size = `${(bytes / 1_000_000).toFixed(0)} MB`;
  console.error(`filled a store with ${certificates} certificates: ${size} in ${seconds.toFixed(0)} s`);
  checkUsable(directory);
  execFileSync('sync', [join(directory, 'sixfour.sqlite')]); // else its writing back would be measured
  return candidate(
    `sixfour, ${certificates} stored`,
    () => directory,
    `${certificates} issued certificates of 100 accounts already in its store (${size}, bench/fill.ts)`,
  );
}

const LAUNCHER = fileURLToPath(new URL('../bin/sixfour.js', import.meta.url));
const COMMAND = fileURLToPath(new URL('../src/main.ts', import.meta.url));

// everything else as it ships
const SETTINGS = `
[validation]
dns_servers = ["127.0.0.1:53"]
`;

/** `dataIn` gives the data directory of a measurement that has `dir` for itself. */
function candidate(name: string, dataIn: (dir: string) => string, data: string): Candidate {
  return {
    name,
    directory: 'https://localhost:6464/acme/directory',
    needs: [],
    setup: `${data}; settings as they ship, but \`validation.dns_servers\``,
    start({ dir: own, realtime }: Place) {
      const dir = dataIn(own);
      chmodSync(dir, 0o700);
      // as people start it; flags such as --cpu-prof are for the program that the launcher would start
      const flags = process.env['BENCH_SERVER_FLAGS']?.split(' ');
      const command = flags === undefined ? [LAUNCHER] : [...flags, COMMAND];
      const args = [...command, 'serve', '--data', dir];
      return launchServer({ dir, realtime, port: 6464, program: process.execPath, args });
    },
  };
}

function prepare(dir: string): void {
  run(dir, 'init', '--trial');
  run(dir, 'allow', 'bench.test');
  run(dir, 'allow', '--network', '10.64.0.0/16', 'fd64::/16');
  writeFileSync(join(dir, 'sixfour.toml'), SETTINGS);
}

/** The filled store is one that the product reads: its own command lists the newest certificate and shows its bytes. */
function checkUsable(dir: string): void {
  type Listed = { certificates: { serial: string; status: string }[] };
  const listed = JSON.parse(run(dir, 'cert', 'list', '--limit', '3', '--json')) as Listed;
  const newest = listed.certificates[0];
  if (newest === undefined) throw new Error('`cert list` shows nothing in the filled store');
  const shown = JSON.parse(run(dir, 'cert', 'show', newest.serial, '--json')) as { pem: string | null };
  if (!shown.pem?.startsWith('-----BEGIN CERTIFICATE-----'))
    throw new Error('`cert show` has no certificate');
  console.error(
    `\`cert list\` on it: ${listed.certificates.map((one) => `${one.serial} ${one.status}`).join(', ')}`,
  );
}

function run(dir: string, ...args: string[]): string {
  return execFileSync(process.execPath, [COMMAND, ...args, '--data', dir], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
