import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Programs that are not npm packages, and the Debian packages that bring them. */
const PACKAGES = {
  taskset: 'util-linux',
  unshare: 'util-linux',
  chrt: 'util-linux',
  flock: 'util-linux',
  mount: 'mount',
  ip: 'iproute2',
  openssl: 'openssl',
  pebble: 'pebble',
  caddy: 'caddy',
  nsd: 'nsd',
  knotd: 'knot',
  dnsperf: 'dnsperf',
  'dnssec-signzone': 'bind9-utils',
  'dnssec-keygen': 'bind9-utils',
} as const;

export type Tool = keyof typeof PACKAGES;

/** Where the program is, if it is there. */
export function findTool(tool: Tool): string | undefined {
  const places = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  return places.map((place) => join(place, tool)).find(isExecutable);
}

/** What to say about programs that are missing; undefined when all are there. */
export function missingTools(tools: readonly Tool[]): string | undefined {
  const missing = tools.filter((tool) => findTool(tool) === undefined);
  if (missing.length === 0) return undefined;
  const packages = [...new Set(missing.map((tool) => PACKAGES[tool]))];
  return `${missing.join(', ')} missing; install with: apt-get install ${packages.join(' ')}`;
}

/** Is there all that a bench needs to run in a namespace on cores of its own? Else it says so, and the exit code is 3. */
export function canRun(more: readonly Tool[] = []): boolean {
  const missing = missingTools(['taskset', 'unshare', 'flock', 'ip', 'mount', ...more]);
  if (missing === undefined) return true;
  console.error(`NOT RUN: ${missing}`);
  process.exitCode = 3;
  return false;
}

/** Whether processes may be put before all ordinary ones: root, or a limit (`ulimit -r`) that allows it. */
export function mayRunRealtime(): boolean {
  const chrt = findTool('chrt');
  return chrt !== undefined && spawnSync(chrt, ['-r', '20', 'true']).status === 0;
}

/**
 * What to put before a command so that it runs ahead of ordinary processes, or explicitly as one of them, however this
 * process itself was started.
 */
export function schedulingPrefix(realtime: boolean, priority: number): string[] {
  if (realtime) return ['chrt', '-r', String(priority)];
  return findTool('chrt') === undefined ? [] : ['chrt', '-o', '0'];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
