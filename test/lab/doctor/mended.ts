// Whether a host of the fault lab was green after its remedy, and as before when that was taken back.
import { diagnose, type Finding, type VisitorVerdicts } from '../../../src/doctor/causes/index.ts';
import { RETRY_RULES } from '../../../src/core/index.ts';
import type { Played } from './world.ts';

/** What is not as it should be after the remedy; nothing where none was to be applied. */
export function mendComplaints({ scenario, outside, inside, mended }: Played): readonly string[] {
  if (mended === undefined) return [];
  const { failed, after, left = [] } = mended;
  const wrong = [...failed, ...(left.length > 0 ? [`undo leaves ${left.join(', ')}`] : [])];
  if (after !== undefined && failed.length === 0) {
    const before = sure({ outside, inside });
    const now = sure(after);
    const { cause } = scenario.expect;
    if (now.all.some(({ id }) => id === cause)) wrong.push(`${cause} is still there`);
    const come = now.sure.filter((id) => !before.sure.includes(id));
    if (come.length > 0) wrong.push(`there came ${come.join(', ')}`);
    const orders = RETRY_RULES.map((rule) => after.outside.orders[rule]);
    if (orders.some((order) => order !== 'valid')) wrong.push(`orders ${orders.join(' ')}`);
    const people = Object.entries(now.visitors ?? {}).filter(([, verdict]) => !WELL.has(verdict));
    const { mend } = scenario;
    const validation = mend !== undefined && 'validation' in mend;
    if (people.length > 0 && !validation) wrong.push(`visitors ${people.flat().join(' ')}`);
  }
  return wrong.map((text) => `mended by ${mended.remedy.id}: ${text}`);
}

function sure({ outside, inside }: Pick<Played, 'outside' | 'inside'>): {
  readonly all: readonly Finding[];
  readonly sure: readonly string[];
  readonly visitors: VisitorVerdicts | undefined;
} {
  const seen = { report: outside.report, others: [], again: undefined };
  const { findings, visitors } = diagnose({ seen, inside });
  const strong = findings.filter(({ certainty }) => certainty === 'proven' || certainty === 'strong');
  return { all: findings, sure: strong.map(({ id }) => id), visitors };
}

/** As on the hosts that are well: one that has no port 443 is not measured as a visitor sees it. */
const WELL: ReadonlySet<string> = new Set(['fine', 'not-measured']);

/** How many remedies were applied and taken back, and why the others were not. */
export function mendSummary(all: readonly Played[]): {
  readonly green: number;
  readonly undone: number;
  readonly text: string;
} {
  const tried = all.filter(({ mended }) => mended !== undefined);
  const good = tried.filter((one) => one.mended?.after !== undefined && mendComplaints(one).length === 0);
  const undone = good.filter(({ mended }) => mended?.left?.length === 0);
  const read = tried.filter(({ mended }) => mended?.text !== undefined);
  const why = [...Map.groupBy(read, ({ mended }) => mended?.text)].map(
    ([reason, list]) => `  ${list.map(({ scenario }) => scenario.id).join(', ')}: ${reason}`,
  );
  const head = `remedies: ${good.length} applied and green, ${undone.length} of them taken back, ${read.length} checked as text`;
  return { green: good.length, undone: undone.length, text: [head, ...why].join('\n') };
}
