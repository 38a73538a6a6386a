// What was found of each scenario beside what had to be: every scenario x every cause.
import {
  type Diagnosis,
  diagnose,
  type Finding,
  type VisitorVerdicts,
} from '../../../src/doctor/causes/index.ts';
import { comparePasted } from '../../../src/cli/doctor/pasted-compare.ts';
import { readPasted } from '../../../src/cli/doctor/pasted.ts';
import { RETRY_RULES } from '../../../src/core/index.ts';
import type { OutsideReport } from '../../../src/doctor/outside/index.ts';
import { mendComplaints } from './mended.ts';
import type { At, Expected, Scenario } from './shape.ts';
import type { Played } from './world.ts';

/** One scenario, judged. */
export type Line = {
  readonly id: string;
  readonly what: string;
  readonly expected: Expected;
  readonly outside: readonly Finding[];
  readonly joined: readonly Finding[];
  readonly verdicts: string;
  readonly orders: string;
  readonly visitors: VisitorVerdicts | undefined;
  readonly ms: number;
  /** Everything that is not as expected. */
  readonly wrong: readonly string[];
};

export function judgeScenario(played: Played): Line {
  const { scenario, outside, inside, at } = played;
  const { orders } = outside;
  const report = pastedInto(scenario, at, outside.report);
  const seen = { report, others: [], again: undefined };
  const diagnosis = diagnose({ seen });
  const alone = told(diagnosis, scenario.expect);
  const both = diagnose({ seen, inside });
  const joined = told(both, scenario.expect);
  const { verdicts } = scenario.expect.hidden === true ? both : diagnosis;
  const [http] = verdicts.filter(({ challenge }) => challenge === 'http-01');
  const line = {
    id: scenario.id,
    what: scenario.what,
    expected: scenario.expect,
    outside: alone,
    joined,
    verdicts: RETRY_RULES.map((rule) => http?.rules[rule] ?? 'not-measured').join(' '),
    orders: RETRY_RULES.map((rule) => orders[rule]).join(' '),
    visitors: diagnosis.visitors,
    ms: report.ms,
  };
  const pasted = pastedComplaints(scenario.expect, report, both.findings);
  const wrong = [...complaints(line), ...pasted, ...quicComplaints(played), ...mendComplaints(played)];
  return { ...line, wrong };
}

/** Findings, and the note that was expected: what may be meant so is no false alarm. */
function told({ findings, notes }: Diagnosis, { cause }: Expected): readonly Finding[] {
  return [...findings, ...notes.filter(({ id }) => id === cause)];
}

function complaints({
  expected,
  outside,
  joined,
  verdicts,
  orders,
  visitors,
}: Omit<Line, 'wrong'>): string[] {
  const { cause, also = [], alsoOutside = [], rules } = expected;
  const wrong: string[] = [];
  const certaintyOf = (findings: readonly Finding[]) => findings.find(({ id }) => id === cause)?.certainty;
  if (cause !== undefined) {
    const wanted = expected.joined ?? expected.outside;
    if (certaintyOf(outside) !== expected.outside)
      wrong.push(
        `outside ${cause} ${certaintyOf(outside) ?? 'nothing'}, not ${expected.outside ?? 'nothing'}`,
      );
    if (certaintyOf(joined) !== wanted)
      wrong.push(`joined ${cause} ${certaintyOf(joined) ?? 'nothing'}, not ${wanted}`);
  }
  for (const [which, findings] of [
    ['outside', outside],
    ['joined', joined],
  ] as const) {
    const others = findings.filter(
      ({ id, certainty }) =>
        id !== cause &&
        !also.includes(id) &&
        !(which === 'outside' && alsoOutside.includes(id)) &&
        (cause === undefined || certainty === 'proven' || certainty === 'strong'),
    );
    if (others.length > 0)
      wrong.push(`${which} also ${others.map(({ id, certainty }) => `${id} ${certainty}`).join(', ')}`);
  }
  const rivals = expected.rivals ?? [];
  const missing = rivals.filter((id) => !outside.some((one) => one.id === id));
  if (missing.length > 0) wrong.push(`outside lacks ${missing.join(' ')}`);
  if (verdicts !== orders) wrong.push(`verdict ${verdicts}, but orders ${orders}`);
  if (orders !== rules.join(' ')) wrong.push(`orders ${orders}, not ${rules.join(' ')}`);
  const people = expected.visitors;
  if (
    people !== undefined &&
    (['dual', 'six', 'four'] as const).some((who) => people[who] !== visitors?.[who])
  )
    wrong.push(
      `visitors ${visitors?.dual} ${visitors?.six} ${visitors?.four}, not ${people.dual} ${people.six} ${people.four}`,
    );
  return wrong;
}

/** As `--error` does it. */
function pastedInto({ pasted }: Scenario, at: At, report: OutsideReport): OutsideReport {
  if (pasted === undefined) return report;
  const read = readPasted(pasted(at), at.name);
  return read.ok ? { ...report, pasted: read.pasted } : report;
}

function pastedComplaints(
  { pasted = [] }: Expected,
  report: OutsideReport,
  findings: readonly Finding[],
): string[] {
  const states = comparePasted(report, findings).map(({ state }) => state);
  return states.join(' ') === pasted.join(' ')
    ? []
    : [`pasted ${states.join(' ') || 'nothing known'}, not ${pasted.join(' ')}`];
}

/** A host that speaks HTTP/3 must have been asked: silence of the doctor alone would show nothing. */
function quicComplaints({ scenario, outside }: Played): string[] {
  const { quics, connects } = outside.report;
  const addresses = new Set(connects.map(({ address }) => address));
  const well = quics.length === addresses.size && quics.every(({ outcome }) => outcome === 'answers');
  return scenario.expect.http3 === undefined || well
    ? []
    : [`QUIC ${quics.map(({ address, outcome }) => `${address} ${outcome}`).join(', ') || 'not asked'}`];
}

const SHORT = { proven: 'P', strong: 'S', likely: 'l', ambiguous: '.' } as const;

/** A row for each scenario, a column for each cause that was found anywhere: P proven, S strong, l likely, . ambiguous. */
export function confusionMatrix(lines: readonly Line[]): string {
  const ids = [...new Set(lines.flatMap(({ joined }) => joined.map(({ id }) => id)))].toSorted(byId);
  const width = Math.max(8, ...lines.map(({ id }) => id.length));
  const head = `${' '.repeat(width)} ${ids.map((id) => id.padStart(4)).join('')}`;
  const rows = lines.map(({ id, joined }) => {
    const cells = ids.map((column) => {
      const found = joined.find((one) => one.id === column);
      return (found === undefined ? '' : SHORT[found.certainty]).padStart(4);
    });
    return `${id.padEnd(width)} ${cells.join('')}`.trimEnd();
  });
  return [head, ...rows].join('\n');
}

function byId(a: string, b: string): number {
  return a.charCodeAt(0) - b.charCodeAt(0) || Number(a.slice(1)) - Number(b.slice(1));
}

/** The fault table: what was expected, what was found, what the CA did. */
export function faultTable(lines: readonly Line[]): string {
  return lines
    .map(({ id, what, outside, joined, orders, ms, wrong }) => {
      return `${wrong.length === 0 ? 'ok   ' : 'WRONG'} ${id.padEnd(28)} ${what}\n        outside ${show(outside)} | joined ${show(joined)} | ${orders} | ${ms} ms${wrong.map((one) => `\n        ! ${one}`).join('')}`;
    })
    .join('\n');
}

function show(findings: readonly Finding[]): string {
  return findings.map((one) => `${one.id}${SHORT[one.certainty]}`).join(' ') || '-';
}
