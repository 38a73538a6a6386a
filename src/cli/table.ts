import { printable, type Terminal } from './terminal.ts';

const GAP = '  ';

/**
 * Rows under their titles. Where the terminal is too narrow for the longest row, each row is told in another way, by default as
 * a small block of "title value" lines: nothing is cut.
 */
export function table(
  terminal: Terminal,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  indent = '',
  narrow: () => string[] = () => blocks(terminal, titles, rows, indent),
): string[] {
  const cells = rows.map((row) => row.map(printable));
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => (row[column] ?? '').length)),
  );
  const total = widths.reduce((sum, width) => sum + width + GAP.length, indent.length - GAP.length);
  if (total > terminal.width) return narrow();
  const line = (row: readonly string[]) =>
    (indent + row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(GAP)).trimEnd();
  return [terminal.paint('dim', line(titles)), ...cells.map(line)];
}

/** "title value" lines, titles aligned; long values go on below themselves, empty ones are left out. */
export function facts(
  terminal: Terminal,
  pairs: readonly (readonly [string, string])[],
  indent = '',
): string[] {
  const shown = pairs.filter(([, value]) => value !== '');
  const width = Math.max(0, ...shown.map(([title]) => title.length));
  const hanging = ' '.repeat(indent.length + width + GAP.length);
  return shown.map(([title, value]) => {
    const below = wrap(terminal, printable(value), hanging).slice(hanging.length);
    return `${indent}${terminal.paint('dim', title.padEnd(width))}${GAP}${below}`;
  });
}

function blocks(
  terminal: Terminal,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  indent: string,
): string[] {
  return rows.flatMap((row, index) => {
    const pairs = titles.map((title, column) => [title, row[column] ?? ''] as const);
    const lines = facts(terminal, pairs, indent);
    return index === 0 ? lines : ['', ...lines];
  });
}

/** Words broken at the terminal's width, so that narrow terminals do not break inside a word. Long words stay whole. */
export function wrap(terminal: Terminal, text: string, indent = ''): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = indent;
    for (const word of paragraph.split(' ')) {
      const longer = line === indent ? line + word : `${line} ${word}`;
      if (longer.length > terminal.width && line !== indent) {
        lines.push(line);
        line = indent + word;
      } else line = longer;
    }
    lines.push(line);
  }
  return lines.join('\n');
}
