import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { launchLoad } from '../launch.ts';
import { usage } from '../probe.ts';
import { findTool } from '../tools.ts';
import { ADDRESS, labelOf, ZONE } from './shape.ts';

/** What a server did while dnsperf asked it as fast as it could. */
export type LoadFigures = {
  readonly perSecond: number;
  readonly lost: number;
  /** Of an answer, without what carries it. */
  readonly answerBytes: number;
  /** CPU of the server and its children, in microseconds for each answer. */
  readonly cpuUs: number;
  /** How much of its core the server used, 0..1. */
  readonly busy: number;
  readonly residentBytes: number;
};

const QUESTIONS = 200_000;
const CLIENTS = 16;
const OUTSTANDING = 400;

/** Questions over all names in a random order that is the same each time. */
export function writeQuestions(file: string, names: number): void {
  let state = 64;
  const lines = Array.from({ length: QUESTIONS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return `${labelOf(Math.floor((state / 2 ** 32) * names))}.${ZONE} TXT`;
  });
  writeFileSync(file, `${lines.join('\n')}\n`);
}

/** Asks the questions in `file`, for signatures too where `signed`. `prefix`: how dnsperf is to be scheduled; it runs on the other core. */
export async function load(asked: {
  readonly pid: number;
  readonly file: string;
  readonly seconds: number;
  readonly signed: boolean;
  readonly prefix: readonly string[];
}): Promise<LoadFigures> {
  const { pid, file, seconds, signed, prefix } = asked;
  const before = treeCpuMs(pid);
  const began = performance.now();
  const flags = `-s ${ADDRESS} -p 53 -d ${file} -c ${CLIENTS} -q ${OUTSTANDING} -T 1 -t 1 -e${signed ? ' -D' : ''} -l ${seconds}`;
  const [program = '', ...args] = [...prefix, findTool('dnsperf') ?? 'dnsperf', ...flags.split(' ')];
  const child = launchLoad([program, ...args], false);
  const [said, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const cpuMs = treeCpuMs(pid) - before;
  const completed = Number(/Queries completed:\s+(\d+)/.exec(said)?.[1]);
  const perSecond = Number(/Queries per second:\s+([\d.]+)/.exec(said)?.[1]);
  const good = Number(/NOERROR (\d+)/.exec(said)?.[1]);
  if (!(completed > 0) || good !== completed) throw new Error(`dnsperf: ${said}${complaints}`);
  return {
    perSecond,
    lost: Number(/Queries lost:\s+(\d+)/.exec(said)?.[1]),
    answerBytes: Number(/response (\d+)/.exec(said)?.[1]),
    cpuUs: (cpuMs * 1000) / completed,
    busy: cpuMs / (performance.now() - began),
    residentBytes: usage(pid).residentBytes,
  };
}

/** nsd answers in a child of its first process. */
function treeCpuMs(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + treeCpuMs(Number(child)), usage(pid).cpuMs);
}
