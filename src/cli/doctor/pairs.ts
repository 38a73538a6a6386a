import { wrap } from '../table.ts';
import { printable, type Style, type Terminal } from '../terminal.ts';

/** One "title  text" line; `below`: a command that goes with it, and is never wrapped. */
export type Pair = {
  readonly title: string;
  readonly text: string;
  readonly style?: Style;
  readonly below?: string | undefined;
};

/** Below this many columns titles stand on lines of their own, or nothing would be left beside them. */
const NARROW = 60;
const GAP = 2;

/** Titles aligned, texts wrapped beside them; on a narrow terminal below them. */
export function pairLines(terminal: Terminal, pairs: readonly Pair[], indent = ''): string[] {
  const shown = pairs.filter(({ text }) => text !== '');
  const width = Math.max(0, ...shown.map(({ title }) => title.length));
  const narrow = terminal.width < NARROW;
  const hanging = narrow ? `${indent}  ` : ' '.repeat(indent.length + width + GAP);
  return shown.flatMap(({ title, text, style, below: command }) => {
    const paint = (line: string) => (style === undefined ? line : terminal.paint(style, line));
    const name = terminal.paint('dim', title.padEnd(narrow ? 0 : width));
    const [first = '', ...rest] = wrap(terminal, printable(text), hanging)
      .split('\n')
      .map((line) => line.slice(hanging.length));
    const copied = command === undefined ? [] : [hanging + printable(command)];
    const below = [...rest.map((line) => hanging + paint(line)), ...copied];
    if (narrow) return [indent + name, hanging + paint(first), ...below];
    return [indent + name + ' '.repeat(GAP) + paint(first), ...below];
  });
}
