// The parity matrix as it is printed: a line for each row and variant, three columns of verdicts, expected against seen, and a total.
import { RETRY_RULES, type RetryRule } from '../../src/core/index.ts';

export type Line = {
  readonly row: string;
  readonly what: string;
  readonly cells: Readonly<Record<RetryRule, { readonly expected: string; readonly seen: string }>>;
};

export const NOTHING = 'nothing';
const SEEN_CHARS = 24; // of an error, instead of a verdict
const TITLES: Readonly<Record<RetryRule, string>> = {
  documented: 'documented',
  boulder: 'boulder',
  'per-hop': 'per-hop',
};

/** What differs stands in capitals, behind what was expected. */
export function table(lines: readonly Line[]): string {
  const inOrder = lines.toSorted((a, b) => Number.parseInt(a.row, 10) - Number.parseInt(b.row, 10));
  const rows = inOrder.map(({ row, what, cells }) => [
    row,
    ...RETRY_RULES.map((rule) => cell(cells[rule])),
    what,
  ]);
  const titles = [
    'row',
    ...RETRY_RULES.map((rule) => TITLES[rule]),
    'situation (expected = seen, or expected / SEEN)',
  ];
  const widths = titles.map((title, i) =>
    i === titles.length - 1 ? 0 : Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const print = (row: readonly string[]) =>
    row
      .map((one, i) => one.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return ['', print(titles), ...rows.map(print), '', total(lines), ''].join('\n');
}

function cell({ expected, seen }: { expected: string; seen: string }): string {
  if (seen === expected) return `${expected} = ${seen}`;
  return `${expected} / ${seen.slice(0, SEEN_CHARS).toUpperCase()}`;
}

function total(lines: readonly Line[]): string {
  const cells = lines.flatMap((line) => RETRY_RULES.map((rule) => line.cells[rule]));
  const good = cells.filter(({ expected, seen }) => expected === seen).length;
  const unseen = cells.filter(({ seen }) => seen === NOTHING).length;
  const numbers = new Set(lines.map(({ row }) => Number.parseInt(row, 10)).filter((number) => number > 0));
  const missing = Array.from({ length: 20 }, (_, i) => i + 1).filter((number) => !numbers.has(number));
  return [
    `parity: ${good} of ${cells.length} verdicts as expected; ${lines.length} variants of ${numbers.size} of 20 rows, each under 3 rules`,
    ...(unseen > 0 ? [`${unseen} verdicts were not seen at all`] : []),
    ...(missing.length > 0 ? [`rows that nobody plays yet: ${missing.join(', ')}`] : []),
  ].join('; ');
}
