import type { Clock } from '../../core/index.ts';
import { INSIDE_COLLECTORS, type InsideCollectorName } from './survey-collectors.ts';
import { INSIDE_MAX, SURVEY_MS } from './limits.ts';
import { collectOutbound, type Outbound } from './outbound.ts';
import { type InsideReport, insideReport } from './report.ts';
import type { Machine } from './shell.ts';

/** Parts of a report: what collectors add to. */
export type Part = {
  -readonly [K in keyof InsideReport as InsideReport[K] extends readonly unknown[] | undefined
    ? K
    : never]?: InsideReport[K];
} & { docker?: InsideReport['docker']; bootedAt?: number };
/** Reads one kind of facts. Never rejects; what it could not read, it adds to `unread`. */
export type InsideCollector = (machine: Machine) => Promise<Part>;

type SurveyOptions = {
  readonly clock: Clock;
  readonly root: boolean;
  /** Try the machine's own way out too: the one thing of a survey that sends packets. */
  readonly outbound?: Outbound | undefined;
};

/**
 * Looks at the machine from inside: everything side by side, nothing is changed, nothing is sent to the network. Ends within
 * `SURVEY_MS`; what was not read by then is `unread`.
 */
export async function survey(
  machine: Machine,
  { clock, root, outbound }: SurveyOptions,
): Promise<InsideReport> {
  const began = clock.monotonic();
  let report = emptyReport(clock.now(), root);
  let open = true;
  const ended = new Set<InsideCollectorName>();
  const names = Object.keys(INSIDE_COLLECTORS) as InsideCollectorName[];
  const add = (part: Part) => {
    if (open) report = merge(report, part);
  };
  const all = Promise.all([
    ...names.map(async (name) => {
      add(await INSIDE_COLLECTORS[name](machine));
      ended.add(name);
    }),
    ...(outbound === undefined ? [] : [collectOutbound(outbound).then(add)]),
  ]);
  await Promise.race([
    all,
    new Promise<void>((resolve) => {
      const cancel = clock.after(SURVEY_MS, resolve);
      void all.finally(cancel).catch(() => {}); // `all` itself is awaited beside this
    }),
  ]);
  open = false;
  const cut = names.filter((name) => !ended.has(name)).map((what) => ({ what, why: 'timeout' }));
  report = merge(report, { unread: cut });
  return fitting({ ...report, ms: Math.round(clock.monotonic() - began) });
}

function emptyReport(at: number, root: boolean): InsideReport {
  return {
    kind: 'inside',
    version: 1,
    at,
    ms: 0,
    root,
    unread: [],
    links: [],
    addresses: [],
    routes: [],
    policyRules: [],
    neighbours: [],
    sysctls: [],
    boot: [],
    counters: [],
    listeners: [],
    chains: [],
    savedRules: [],
    firewalls: [],
    listens: [],
    networkManagers: [],
    journal: [],
    certificates: [],
    outbound: [],
    arrivals: [],
  };
}

/** Never more of a kind than a report may hold: what is left out is said to be unread. */
function merge(report: InsideReport, part: Part): InsideReport {
  const merged: Record<string, unknown> = { ...report };
  const unread = [...report.unread];
  for (const [kind, added] of Object.entries(part) as [keyof InsideReport, unknown][]) {
    if (!Array.isArray(added)) merged[kind] = added;
    else if (kind === 'unread') unread.push(...(added as InsideReport['unread']));
    else {
      const before = (report[kind] ?? []) as readonly unknown[];
      const max = SMALLER[kind] ?? INSIDE_MAX.facts;
      const facts = [...before, ...(added as readonly unknown[])];
      merged[kind] = facts.slice(0, max);
      if (facts.length > max) unread.push({ what: kind, why: 'too-large' });
    }
  }
  return { ...merged, unread: unread.slice(0, INSIDE_MAX.facts) } as InsideReport;
}

/** A fact that is larger than a report may hold (a name of 400 characters) is left out, and said to be unread. */
function fitting(report: InsideReport): InsideReport {
  const parsed = insideReport.safeParse(report);
  if (parsed.success) return report;
  const wrong = new Map<string, Set<unknown>>();
  for (const { path } of parsed.error.issues) {
    const [kind = '', index] = path;
    wrong.set(String(kind), (wrong.get(String(kind)) ?? new Set()).add(index));
  }
  const kept: Record<string, unknown> = { ...report };
  for (const [kind, indexes] of wrong) {
    const facts = kept[kind];
    if (Array.isArray(facts)) kept[kind] = facts.filter((_, index) => !indexes.has(index));
    else delete kept[kind];
  }
  const unread = [...wrong.keys()].map((what) => ({ what, why: 'too-large' }));
  return { ...kept, unread: [...report.unread, ...unread].slice(0, INSIDE_MAX.facts) } as InsideReport;
}

/** As the schema bounds them. */
const SMALLER: Readonly<Partial<Record<keyof InsideReport, number>>> = {
  boot: 16,
  savedRules: 16,
  firewalls: 8,
  outbound: 16,
  arrivals: 16,
};
