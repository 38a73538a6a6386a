import { type Figure, type Sample, type Spread, figures, spread } from './samples.ts';

/**
 * What has to hold at so many clients: a figure of one candidate, or its ratio to another's in the same run. `void`: when it
 * does not hold the run says nothing; `aim`: what is wished beyond the goal; `shown`: no bound.
 */
type Goal = {
  readonly kind: 'void' | 'goal' | 'aim' | 'shown';
  readonly text: string;
  readonly clients: number;
  readonly figure: Figure;
  readonly of: string;
  readonly over?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
};

export type Judgement = {
  readonly kind: Goal['kind'];
  readonly reached: boolean | undefined;
  readonly line: string;
};

/** Judges everything for which there are samples. `stored`: the name of the candidate with a filled store, if it was measured. */
export function judge(samples: readonly Sample[], stored: string | undefined): Judgement[] {
  return [...GOALS, ...(stored === undefined ? [] : storedGoals(stored))].flatMap((goal) => {
    const clients = clientsFor(samples, goal.clients);
    const judged = clients === undefined ? undefined : judgeAt(samples, goal, clients);
    return judged === undefined ? [] : [judged];
  });
}

const FULL = 32;
const MB = 1_000_000;
const RESIDENT_MAX = 250 * MB;
const rate = { clients: FULL, figure: 'perSecond' } as const;

const GOALS: readonly Goal[] = [
  {
    ...rate,
    kind: 'void',
    text: 'certs/s, bare handler / pebble',
    of: 'bare handler',
    over: 'pebble',
    atLeast: 1.9,
  },
  {
    ...rate,
    kind: 'goal',
    text: 'certs/s, sixfour / pebble',
    of: 'sixfour',
    over: 'pebble',
    atLeast: 1.5,
  },
  { ...rate, kind: 'aim', text: 'certs/s, sixfour / pebble', of: 'sixfour', over: 'pebble', atLeast: 2 },
  { ...rate, kind: 'goal', text: 'certs/s, sixfour / caddy', of: 'sixfour', over: 'caddy', atLeast: 5 },
  { ...rate, kind: 'aim', text: 'certs/s, sixfour / caddy', of: 'sixfour', over: 'caddy', atLeast: 7 },
  {
    ...rate,
    kind: 'goal',
    text: 'certs/s, sixfour / pebble',
    clients: 1,
    of: 'sixfour',
    over: 'pebble',
    atLeast: 1,
  },
  {
    kind: 'goal',
    text: 'CPU per issuance, sixfour / bare handler',
    clients: FULL,
    figure: 'cpuMs',
    of: 'sixfour',
    over: 'bare handler',
    atMost: 1.5,
  },
  resident('sixfour'),
];

function storedGoals(stored: string): Goal[] {
  const against = { of: stored, over: 'sixfour', clients: FULL } as const;
  return [
    {
      ...against,
      kind: 'goal',
      text: 'CPU per issuance, N stored / empty',
      figure: 'cpuMs',
      atMost: 1.2,
    },
    { ...against, kind: 'shown', text: 'certs/s, N stored / empty', figure: 'perSecond' },
    resident(stored),
  ];
}

function resident(of: string): Goal {
  const text = `resident memory in MB, ${of}, highest`;
  return { kind: 'goal', text, clients: FULL, figure: 'residentBytes', of, atMost: RESIDENT_MAX };
}

/** The goal's own number of clients; in a shortened run the largest that was measured. */
function clientsFor(samples: readonly Sample[], wanted: number): number | undefined {
  const measured = [...new Set(samples.map((one) => one.workers))].toSorted((a, b) => a - b);
  if (measured.includes(wanted)) return wanted;
  return wanted === FULL ? measured.at(-1) : undefined;
}

function judgeAt(samples: readonly Sample[], goal: Goal, clients: number): Judgement | undefined {
  const found = goal.over === undefined ? bound(samples, goal, clients) : ratio(samples, goal, clients);
  if (found === undefined) return undefined;
  const { value, shown } = found;
  const reached =
    clients === goal.clients && goal.kind !== 'shown'
      ? value >= (goal.atLeast ?? -Infinity) && value <= (goal.atMost ?? Infinity)
      : undefined;
  const line = `${goal.text}, ${atClients(clients)}: ${shown}${verdict(goal, reached)}`;
  return { kind: goal.kind, reached, line };
}

/** The highest of all runs: a bound on memory holds always, not in half of the runs. */
function bound(samples: readonly Sample[], goal: Goal, clients: number) {
  const value = spread(figures(samples, goal.of, clients, goal.figure).values())?.highest;
  return value === undefined ? undefined : { value, shown: (value / MB).toFixed(0) };
}

/** Of the medians; in brackets the spread of the ratios within each run. */
function ratio(samples: readonly Sample[], goal: Goal, clients: number) {
  const of = figures(samples, goal.of, clients, goal.figure);
  const over = figures(samples, goal.over ?? '', clients, goal.figure);
  const [a, b] = [spread(of.values()), spread(over.values())];
  const pairs = [...of].map(([run, value]) => value / (over.get(run) ?? Number.NaN));
  const within = spread(pairs.filter((one) => !Number.isNaN(one)));
  if (a === undefined || b === undefined || within === undefined) return undefined;
  const value = a.median / b.median;
  const shown = of.size === 1 ? value.toFixed(2) : `${value.toFixed(2)} (${range(within)})`;
  return { value, shown };
}

function range({ lowest, highest }: Spread): string {
  return `${lowest.toFixed(2)}..${highest.toFixed(2)}`;
}

function atClients(count: number): string {
  return `${count} client${count === 1 ? '' : 's'}`;
}

function verdict(goal: Goal, reached: boolean | undefined): string {
  if (goal.kind === 'shown') return '';
  const scale = goal.over === undefined ? MB : 1;
  const number = (goal.atLeast ?? goal.atMost ?? 0) / scale;
  const wanted = `${goal.atLeast === undefined ? 'at most' : 'at least'} ${number}`;
  if (reached === undefined) return `; ${goal.kind} ${wanted} at ${atClients(goal.clients)}: not judged`;
  if (goal.kind === 'void') return `; ${wanted}: ${reached ? 'the run counts' : 'the run is VOID'}`;
  return `; ${goal.kind} ${wanted}: ${reached ? 'reached' : 'NOT reached'}`;
}
