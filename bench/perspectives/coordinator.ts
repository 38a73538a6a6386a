// The server's validator with five perspectives, each over a connection of its own, at default settings and limits. The argument is a
// directory with `credentials.json` and settings. Told `round BESIDE SECONDS CROWD OTHERS` it begins, for so many seconds, CROWD
// validations a second that somebody asks for and OTHERS a second that somebody else asks for; answers with RoundFigures.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog, createValidation } from '../../src/cli/index.ts';
import { loadSettings } from '../../src/config/index.ts';
import { createStop, type Result, systemClock as clock } from '../../src/core/index.ts';
import {
  askOver,
  createCoordinator,
  createRemotePerspective,
  type Credentials,
  dialLink,
  quorumPolicy,
  type ValidationReport,
} from '../../src/validation/index.ts';
import { plainTerms } from '../../test/support/validation-request.ts';
import { AGENTS, type Beside, type RoundFigures, SLOW, THUMBPRINT, TOKEN } from './shape.ts';

const [directory = ''] = process.argv.slice(2);
const log = createLog({ format: 'text', level: 'warn' });
const { server: credentials } = JSON.parse(readFileSync(join(directory, 'credentials.json'), 'utf8')) as {
  server: Credentials;
};
const loaded = need(loadSettings({ directory: join(directory, 'usual'), environment: {} }));
const networks = async () => ['10.64.0.0/16', 'fd64::/16'];
const validation = need(createValidation({ loaded, networks, clock, log }));
await validation.reload();
const perspectives = await Promise.all(
  AGENTS.map(async ({ name, region, port }) => {
    const expects = (peer: { name: string }) => peer.name === name;
    const target = { host: '127.0.0.1', port, credentials, way: 'forward', expects } as const;
    const dialled = await dialLink(target, clock, createStop().signal);
    if (!dialled.ok) throw new Error(JSON.stringify(dialled.failures));
    const { call } = askOver(dialled.socket, clock);
    return createRemotePerspective({ name, region, speaks: 'sixfour', call, clock, log });
  }),
);
const validator = createCoordinator({
  local: validation.validator,
  perspectives: () => perspectives,
  policy: need(quorumPolicy({ policy: 'baseline-requirements' })),
  clock,
  log,
});
let numbered = 0;
console.log('ready');

for await (const line of createInterface(process.stdin)) {
  const [, beside, seconds, crowd, others] = line.split(' ');
  const figures = await round(beside as Beside, Number(seconds), Number(crowd), Number(others));
  console.log(JSON.stringify(figures));
}
process.exit(0);

async function round(
  beside: Beside,
  seconds: number,
  crowdRate: number,
  rate: number,
): Promise<RoundFigures> {
  const [timed, ended] = await Promise.all([
    stream(seconds, rate, () => validate('other.test', 'other')),
    stream(seconds, beside === 'nothing' ? 0 : crowdRate, () => validate(`${beside}.test`, 'crowd')),
  ]);
  const times = timed.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const crowdTimes = ended.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return {
    timed: timed.length,
    valid: timed.filter(({ report }) => report.verdict.valid).length,
    p50Ms: at(times, 0.5),
    p99Ms: at(times, 0.99),
    worstMs: at(times, 1),
    crowd: ended.length,
    crowdValid: ended.filter(({ report }) => report.verdict.valid).length,
    crowdWithout: ended.filter(({ report }) => wasWithout(report)).length,
    crowdP50Ms: at(crowdTimes, 0.5),
  };
}

/** So many a second, whether or not those before have ended. */
async function stream<T>(seconds: number, perSecond: number, begin: () => Promise<T>): Promise<T[]> {
  const begun = [];
  const start = performance.now();
  for (let n = 0; n < seconds * perSecond; n++) {
    await sleep(Math.max(0, start + (n * 1_000) / perSecond - performance.now()));
    begun.push(begin());
  }
  return Promise.all(begun);
}

async function validate(suffix: string, owner: string): Promise<{ report: ValidationReport; ms: number }> {
  const began = performance.now();
  const report = await validator.validate({
    ...plainTerms,
    identifier: { type: 'dns', value: `n${numbered++}.${suffix}` },
    wildcard: false,
    type: 'http-01',
    token: TOKEN,
    keyAuthorization: `${TOKEN}.${THUMBPRINT}`,
    owner,
  });
  return { report, ms: performance.now() - began };
}

function at(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

/** Did the slow one not say yes? */
function wasWithout({ evidence }: ValidationReport): boolean {
  return evidence.some(
    (one) => one.kind === 'perspective' && one.perspective === SLOW && one.outcome !== 'passed',
  );
}

function need<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.fault));
}
