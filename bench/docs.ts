import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../docs/benchmarks.md', import.meta.url);
const BEGIN = '<!-- results -->';
const END = '<!-- /results -->';

/** Puts a report between the marks of docs/benchmarks.md, so that no figure there is typed by hand. */
export function writeDocs(report: string): void {
  const text = readFileSync(FILE, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`docs/benchmarks.md has no ${BEGIN} ... ${END}`);
  writeFileSync(FILE, `${text.slice(0, begin + BEGIN.length)}\n\n${report.trim()}\n\n${text.slice(end)}`);
}
