import type { ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stopServer } from '../launch.ts';
import { connectable, usage } from '../probe.ts';
import { startProgram } from '../program.ts';
import type { Decided, ProbeReport, StormSample } from './report.ts';

export type StormPlan = {
  readonly count: number;
  readonly idleSeconds: number;
  readonly perSecond: number;
  /** Ahead of other processes. */
  readonly ahead: boolean;
  /** Where the data directory is made. */
  readonly disk: string;
};

const SERVER_CPU = '1';
const OTHERS_CPU = '0';
/** As bin/sixfour.js starts it. */
const SERVER_FLAGS = ['--max-semi-space-size=8'];
const WATCH_MS = 50;
const WARM_UP_MS = 3_000;
const SETTLE_MS = 1_000;
const START_TRIES = 100;
const COMMAND = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const DIRECTORY = 'https://localhost:6464/acme/directory';

/** One storm on a server of its own. Throws when anything of it did not run. */
export async function measureStorm(plan: StormPlan): Promise<StormSample> {
  const dir = mkdtempSync(join(plan.disk, 'sixfour-bench-'));
  const started: ChildProcess[] = [];
  const begin = (script: string, cpu: string, ...args: string[]) => {
    const url = new URL(`./${script}`, import.meta.url);
    const flags = script === 'server.ts' ? SERVER_FLAGS : [];
    const program = startProgram({ script: url, cpu, ahead: plan.ahead, flags, args });
    started.push(program.child);
    return program;
  };
  const kill = () => {
    for (const child of started) child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', kill);
  try {
    prepare(dir);
    const server = begin('server.ts', SERVER_CPU, dir);
    await listening();
    const prober = begin('prober.ts', OTHERS_CPU, DIRECTORY, String(plan.perSecond));
    const { thumbprint } = await prober.ask<{ thumbprint: string }>(`prepare ${plan.count}`);
    const target = begin('target.ts', OTHERS_CPU, thumbprint);
    await target.line();
    const { pending } = await server.ask<{ pending: number }>('gather .storm.test');
    if (pending !== plan.count) throw new Error(`${pending} authorizations, not ${plan.count}`);

    const pid = server.child.pid ?? 0;
    prober.tell('phase warm-up');
    await sleep(WARM_UP_MS);
    prober.tell('phase idle');
    await sleep(plan.idleSeconds * 1_000);
    const before = usage(pid);
    const memory = watchMemory(pid);
    prober.tell('phase storm');
    const began = performance.now();
    await server.ask('begin');
    const tookMs = performance.now() - began;
    prober.tell('phase after');
    await sleep(SETTLE_MS);
    const cpuMs = usage(pid).cpuMs - before.cpuMs;
    const peakBytes = memory.stop();
    const decided = await server.ask<Decided>('collect');
    const { phases, errors } = await prober.ask<ProbeReport>('end');
    if (errors.length > 0) throw new Error(`the API refused: ${errors.slice(0, 3).join('; ')}`);
    return {
      ...decided,
      tookMs,
      cpuMs: cpuMs / plan.count,
      grownBytes: (peakBytes - before.residentBytes) / plan.count,
      peakBytes,
      phases,
    };
  } finally {
    await Promise.all(started.map(stopServer));
    process.off('exit', kill);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A data directory that allows the names, everything else as it ships. */
function prepare(dir: string): void {
  chmodSync(dir, 0o700);
  for (const args of [
    ['init', '--trial'],
    ['allow', 'storm.test', 'probe.test'],
    ['allow', '--network', '10.64.0.0/16', 'fd64::/16'],
  ]) {
    execFileSync(process.execPath, [COMMAND, ...args, '--data', dir], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  writeFileSync(join(dir, 'sixfour.toml'), '[validation]\ndns_servers = ["127.0.0.1:53"]\n');
}

async function listening(): Promise<void> {
  for (let tries = 0; tries < START_TRIES; tries++) {
    if (await connectable(6464)) return;
    await sleep(WATCH_MS * 2);
  }
  throw new Error('the server did not start');
}

/** The highest resident memory from now until `stop`. */
function watchMemory(pid: number): { stop(): number } {
  let highest = 0;
  const look = () => {
    highest = Math.max(highest, usage(pid).residentBytes);
  };
  const timer = setInterval(look, WATCH_MS);
  return {
    stop() {
      clearInterval(timer);
      look();
      return highest;
    },
  };
}
