import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool } from './tools.ts';

/** Where the load generator serves http-01: addresses on the namespace's own loopback interface. */
export const WEB_IPV4 = '10.64.0.1';
export const WEB_IPV6 = 'fd64::1';

const MARK = 'BENCH_INSIDE_NAMESPACE';

/**
 * Makes sure that this process runs in network and mount namespaces of its own, where it is root, port 80 is free and
 * the system's resolver is the load generator; starts itself again inside `unshare` when it does not, under the scheduling that is
 * asked for, and never beside another bench. True when inside. Exit code 3 where the system does not allow it.
 */
export function enterNamespace(script: string, scheduling: readonly string[]): boolean {
  if (process.env[MARK] === '1') {
    setUp();
    return true;
  }
  const flags = process.getuid?.() === 0 ? '-nm' : '-Urnm';
  const allowed = spawnSync('unshare', [flags, 'true'], { encoding: 'utf8' });
  if (allowed.status !== 0) {
    console.error(
      `NOT RUN: no network namespace (${allowed.stderr.trim()}); run it as root, or allow user namespaces`,
    );
    process.exitCode = 3;
    return false;
  }
  const command = [...scheduling, process.execPath, script, ...process.argv.slice(2)];
  const flock = findTool('flock') ?? '';
  const lock = join(tmpdir(), `sixfour-bench-${process.getuid?.() ?? 0}.lock`);
  if (spawnSync(flock, ['-n', lock, 'true']).status !== 0) {
    console.error(
      'another bench is running here; this one waits for its end, as each would measure the other',
    );
  }
  const inside = spawnSync(flock, ['--close', lock, 'unshare', flags, ...command], {
    stdio: 'inherit',
    env: { ...process.env, [MARK]: '1' },
  });
  process.exitCode = inside.status ?? 3;
  return false;
}

function setUp(): void {
  const dir = mkdtempSync(join(tmpdir(), 'sixfour-bench-'));
  const resolver = join(dir, 'resolv.conf');
  writeFileSync(resolver, 'nameserver 127.0.0.1\n');
  for (const command of [
    'ip link set lo up',
    `ip addr add ${WEB_IPV4}/32 dev lo`,
    `ip addr add ${WEB_IPV6}/128 dev lo`,
    `mount --bind ${resolver} /etc/resolv.conf`,
  ]) {
    const [program = '', ...args] = command.split(' ');
    const done = spawnSync(program, args, { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${command}: ${done.stderr}`);
  }
  rmSync(dir, { recursive: true }); // the mount keeps the file
}
