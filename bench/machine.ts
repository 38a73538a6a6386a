import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Tool, findTool } from './tools.ts';

/** What figures depend on; printed above them. */
export type Machine = {
  readonly date: string;
  readonly cores: number;
  readonly cpu: string;
  readonly kernel: string;
  readonly disk: string;
  readonly loadBefore: number;
  readonly versions: Readonly<Record<string, string>>;
};

/** `peers`: the versions of what is measured beside sixfour. */
export function describeMachine(disk: string, peers: Readonly<Record<string, string>> = {}): Machine {
  const model = cpus()[0]?.model ?? 'unknown processor';
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    cpu: model.replaceAll(/\s+/g, ' '),
    kernel: release(),
    disk: output('findmnt', ['-no', 'FSTYPE', '-T', disk]) || 'an unknown file system',
    loadBefore: loadavg()[0] ?? 0,
    versions: { sixfour: ownVersion(), node: process.version, ...peers },
  };
}

/** File systems in memory: nothing is written, so a durable server is measured as if it were not. */
export function isInMemory(machine: Machine): boolean {
  return machine.disk === 'tmpfs' || machine.disk === 'ramfs';
}

export function headLines(machine: Machine, scheduling: string): string[] {
  const { cores, cpu, kernel, disk, loadBefore, date } = machine;
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${date}: ${cores} cores, ${cpu}; Linux ${kernel}; data on ${disk}${isInMemory(machine) ? ' (IN MEMORY: nothing is durable)' : ''}; load average ${loadBefore.toFixed(1)} before the run; ${scheduling}.`,
    `${versions.join('; ')}.`,
  ];
}

/** Changes with every change of what is measured: the server is started from the source anew for each measurement. */
export function sourceState(): string {
  const hash = createHash('sha256');
  for (const file of globSync('src/**/*.ts', { cwd: ROOT }).toSorted()) {
    hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function ownVersion(): string {
  const file = join(ROOT, 'package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  const commit = git('rev-parse', '--short', 'HEAD');
  const changed = git('status', '--porcelain', '--', 'src', 'bench') !== '';
  return commit === '' ? version : `${version} (${commit}${changed ? ' with uncommitted changes' : ''})`;
}

function git(...args: string[]): string {
  return output('git', ['-C', ROOT, ...args]);
}

export function packageVersion(name: string): string {
  return output('dpkg-query', ['-W', '-f', '${Version}', name]) || 'of unknown version';
}

/** Debian's version, and the compiler's; Pebble cannot tell its own. */
export function goProgramVersion(tool: Tool): string {
  const path = findTool(tool);
  if (path === undefined) return 'missing';
  return `${packageVersion(tool)} (${goVersion(path)})`;
}

/** A Go program carries its compiler's version: 32 bytes after this mark, its length before it (debug/buildinfo). */
function goVersion(path: string): string {
  const program = readFileSync(path);
  const mark = program.indexOf(Buffer.from('\u00ff Go buildinf:', 'latin1'));
  if (mark < 0) return 'unknown Go';
  const at = mark + 32;
  const text = program.toString('latin1', at + 1, at + 1 + (program[at] ?? 0));
  return /^go[\d.]+/.exec(text)?.[0] ?? 'unknown Go';
}

const OUTPUT_MAX = 64 * 1024 * 1024; // a large uncommitted change

function output(program: string, args: string[]): string {
  const done = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: OUTPUT_MAX,
  });
  return done.status === 0 ? done.stdout.trim() : '';
}
