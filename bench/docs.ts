import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../docs/benchmarks.md', import.meta.url);

/** Puts a report between its marks in docs/benchmarks.md, so that no figure there is typed by hand. */
export function writeDocs(
  report: string,
  marks: 'results' | 'validations' | 'perspectives' | 'zone' = 'results',
): void {
  const from = `<!-- ${marks} -->`;
  const to = `<!-- /${marks} -->`;
  const text = readFileSync(FILE, 'utf8');
  const begin = text.indexOf(from);
  const end = text.indexOf(to);
  if (begin < 0 || end < begin) throw new Error(`docs/benchmarks.md has no ${from} ... ${to}`);
  writeFileSync(FILE, `${text.slice(0, begin + from.length)}\n\n${report.trim()}\n\n${text.slice(end)}`);
}
