import { wrap } from '../table.ts';
import { printable, type Style, type Terminal } from '../terminal.ts';

/** One "title  text" line; a text that is not wrapped is to be copied. */
export type Pair = { readonly title: string; readonly text: string; readonly style?: Style };

/** Below this many columns titles stand on lines of their own, or nothing would be left beside them. */
const NARROW = 60;
const GAP = 2;

/** Titles aligned, texts wrapped beside them; on a narrow terminal below them. */
export function pairLines(terminal: Terminal, pairs: readonly Pair[], indent = ''): string[] {
  const shown = pairs.filter(({ text }) => text !== '');
  const width = Math.max(0, ...shown.map(({ title }) => title.length));
  const narrow = terminal.width < NARROW;
  const hanging = narrow ? `${indent}  ` : ' '.repeat(indent.length + width + GAP);
  return shown.flatMap(({ title, text, style }) => {
    const paint = (line: string) => (style === undefined ? line : terminal.paint(style, line));
    const name = terminal.paint('dim', title.padEnd(narrow ? 0 : width));
    const [first = '', ...rest] = wrap(terminal, printable(text), hanging)
      .split('\n')
      .map((line) => line.slice(hanging.length));
    const below = rest.map((line) => hanging + paint(line));
    if (narrow) return [indent + name, hanging + paint(first), ...below];
    return [indent + name + ' '.repeat(GAP) + paint(first), ...below];
  });
}
