// Asks the ACME API at a steady rate, one request after the other in turn: directory, new nonce, a signed new order. Each is timed
// from the moment at which it was due, so that a server that stands still is not asked less. Told what to do by lines on standard
// input, answers with lines of JSON: `prepare COUNT` makes the orders whose names are to be validated, `phase NAME` begins a phase,
// `end` reports and ends.
import { createInterface } from 'node:readline';
import { type BenchClient, openBenchClient } from './client.ts';

type Kind = 'directory' | 'newNonce' | 'newOrder';
type Figures = { count: number; p50Ms: number; p99Ms: number; worstMs: number };

const KINDS: readonly Kind[] = ['directory', 'newNonce', 'newOrder'];
const NAMES_PER_ORDER = 100;
const ORDERS_PER_ACCOUNT = 250; // pending ones are limited to 300

const [directory = '', perSecond = '60'] = process.argv.slice(2);
const everyMs = 1_000 / Number(perSecond);
const phases = new Map<string, Map<Kind, number[]>>();
const errors: string[] = [];
let phase: string | undefined;
let ordered = 0;
let client: BenchClient | undefined;

void probe();
for await (const line of createInterface(process.stdin)) {
  const [verb, word = ''] = line.split(' ');
  if (verb === 'prepare') console.log(JSON.stringify(await prepare(Number(word))));
  else if (verb === 'phase') {
    phase = word;
    phases.set(word, new Map(KINDS.map((kind) => [kind, []])));
  } else break;
}
console.log(
  JSON.stringify({
    phases: Object.fromEntries([...phases].map(([name, of]) => [name, figuresOf(of)])),
    errors,
  }),
);
process.exit(0);

async function prepare(count: number): Promise<{ thumbprint: string }> {
  const own = await openBenchClient(directory);
  for (let first = 0; first < count; first += NAMES_PER_ORDER) {
    const names = Array.from(
      { length: Math.min(NAMES_PER_ORDER, count - first) },
      (_, n) => `n${first + n}.storm.test`,
    );
    await own.newOrder(names);
  }
  own.close();
  client = await openBenchClient(directory);
  return { thumbprint: own.thumbprint };
}

/** For ever: waits for each moment that is due, and does not wait for answers. */
async function probe(): Promise<void> {
  const began = performance.now();
  for (let n = 0; ; n++) {
    const due = began + n * everyMs;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (phase !== undefined) void ask(KINDS[n % KINDS.length] ?? 'directory', due, phase);
  }
}

async function ask(kind: Kind, due: number, during: string): Promise<void> {
  try {
    const own = await clientFor(kind);
    if (kind === 'newOrder') await own.newOrder([`p${ordered}.probe.test`]);
    else await own[kind]();
    phases
      .get(during)
      ?.get(kind)
      ?.push(performance.now() - due);
  } catch (error) {
    errors.push(String(error));
  }
}

/** Another account before the present one has too many pending orders. */
async function clientFor(kind: Kind): Promise<BenchClient> {
  if (client === undefined) throw new Error('not prepared');
  if (kind === 'newOrder' && ++ordered % ORDERS_PER_ACCOUNT === 0) client = await openBenchClient(directory);
  return client;
}

function figuresOf(kinds: ReadonlyMap<Kind, readonly number[]>): Record<string, Figures> {
  const all = [...kinds.values()].flat();
  return Object.fromEntries(
    [...kinds, ['all', all] as const].map(([name, values]) => [name, figures(values)]),
  );
}

function figures(values: readonly number[]): Figures {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), worstMs: sorted.at(-1) ?? Number.NaN };
}
