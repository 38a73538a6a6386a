import { createStop } from '../../core/index.ts';
import { COLLECTORS, type CollectorName } from './collectors.ts';
import { createGate } from './connects-gate.ts';
import type { Kit, Look } from './kit.ts';
import { OUTSIDE_LIMITS, REPORT_MAX } from './limits.ts';
import type { OutsideReport } from './report.ts';
import { publicSources } from './sources.ts';

/** Arrays of a report: what collectors add to. */
export type Seen = {
  -readonly [K in keyof OutsideReport as OutsideReport[K] extends readonly unknown[]
    ? K
    : never]?: OutsideReport[K];
};
/** A part of the look: begins when those that it comes after have ended, and adds what it sees as it sees it. */
export type Collector = {
  readonly after: readonly CollectorName[];
  /** Never rejects for what a target does; ends by the look's deadline or signal. `seen` is all that was added so far. */
  readonly collect: (look: Look, seen: OutsideReport, add: (more: Seen) => void) => Promise<void>;
};

/** What may have changed since a first look, a minute later: who connects, and what an order would come to, from a place that is not blind. */
export const SECOND_SAMPLE: readonly CollectorName[] = ['connects', 'reach', 'verdict'];

/** Told as collectors begin and end. */
export type Tell = (what: CollectorName, state: 'begun' | 'ended') => void;

/**
 * Looks at one name from here: every collector as soon as what it needs is known, side by side otherwise. Ends within
 * `OUTSIDE_LIMITS.overallMs`; what was not seen by then is `unmeasured`, never a fact. `collectors`: those alone, and what they need.
 */
export async function examine(
  what: {
    readonly name: string;
    readonly vantage: string;
    readonly collectors?: readonly CollectorName[];
  },
  kit: Kit,
  tell: Tell = () => {},
): Promise<OutsideReport> {
  const { clock, timeScale } = kit;
  const began = clock.monotonic();
  const overallMs = OUTSIDE_LIMITS.overallMs * timeScale;
  const { signal, stop } = createStop();
  const gate = createGate(OUTSIDE_LIMITS.connections, OUTSIDE_LIMITS.connectionsPerAddress);
  const { name, vantage } = what;
  const look: Look = { name, vantage, kit, deadlineMs: began + overallMs, signal, gate };
  let report = emptyReport(what, clock.now());
  let open = true;
  const add = (more: Seen) => {
    if (open) report = merge(report, more);
  };
  const running = new Map<CollectorName, Promise<void>>();
  const ended = new Set<CollectorName>();
  const run = (one: CollectorName): Promise<void> => {
    const already = running.get(one);
    if (already !== undefined) return already;
    const { after, collect } = COLLECTORS[one];
    const work = Promise.all(after.map(run)).then(async () => {
      if (signal.stopped) return;
      tell(one, 'begun');
      await collect(look, report, add);
      ended.add(one);
      tell(one, 'ended');
    });
    running.set(one, work);
    return work;
  };
  const wanted = what.collectors ?? (Object.keys(COLLECTORS) as CollectorName[]);
  const all = Promise.all(wanted.map(run));
  await Promise.race([
    all,
    new Promise<void>((resolve) => {
      const cancel = clock.after(overallMs, resolve);
      void all.finally(cancel).catch(() => {}); // `all` itself is awaited beside this
    }),
  ]);
  open = false;
  stop();
  const cut = [...running.keys()].filter((one) => !ended.has(one)).map((one) => ({ what: one, why: 'time' }));
  report = merge(report, { unmeasured: cut });
  return { ...report, ms: Math.round(clock.monotonic() - began) };
}

function emptyReport(
  { name, vantage }: { readonly name: string; readonly vantage: string },
  at: number,
): OutsideReport {
  return {
    kind: 'outside',
    version: 1,
    name,
    vantage,
    sources: publicSources(),
    at,
    ms: 0,
    unmeasured: [],
    refused: [],
    reach: [],
    names: [],
    answers: [],
    connects: [],
    handshakes: [],
    responses: [],
    latencies: [],
    packets: [],
    quics: [],
    resources: [],
    traces: [],
    verdicts: [],
    records: [],
  };
}

/** Never more of a kind than a report may hold. */
function merge(report: OutsideReport, more: Seen): OutsideReport {
  const merged: Record<string, unknown> = { ...report };
  for (const [kind, added] of Object.entries(more) as [keyof Seen, readonly unknown[]][]) {
    merged[kind] = [...report[kind], ...added].slice(0, REPORT_MAX.facts);
  }
  return merged as OutsideReport;
}
