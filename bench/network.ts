import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the load generator serves http-01: addresses on the namespace's own loopback interface. */
export const WEB_IPV4 = '10.64.0.1';
export const WEB_IPV6 = 'fd64::1';

const MARK = 'BENCH_INSIDE_NAMESPACE';

/**
 * Makes sure that this process runs in network and mount namespaces of its own, where it is root, port 80 is free and
 * the system's resolver is the load generator; starts itself again inside `unshare` when it does not. True when inside.
 */
export function enterNamespace(script: string): boolean {
  if (process.env[MARK] === '1') {
    setUp();
    return true;
  }
  const flags = process.getuid?.() === 0 ? '-nm' : '-Urnm';
  const inside = spawnSync('unshare', [flags, process.execPath, script, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, [MARK]: '1' },
  });
  process.exitCode = inside.status ?? 3;
  return false;
}

function setUp(): void {
  const resolver = join(mkdtempSync(join(tmpdir(), 'sixfour-bench-')), 'resolv.conf');
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
}
