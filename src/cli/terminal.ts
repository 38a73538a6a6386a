import { styleText } from 'node:util';

/** Where a command writes; colour and width follow the stream. */
export type Terminal = {
  out(text: string): void;
  err(text: string): void;
  /** Columns of standard output; 80 where it is no terminal and says nothing. */
  readonly width: number;
  readonly interactive: boolean;
  paint(style: Style, text: string): string;
  /** One line of what is going on, cut to the terminal, replaced by the next one and taken away by undefined. Absent where nobody watches. */
  readonly progress?: (line: string | undefined) => void;
};
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

const WIDTH_WITHOUT_TERMINAL = 120;
const WIDTH_MIN = 20;

/** The process's own terminal. No colour with NO_COLOR (https://no-color.org), TERM=dumb, or when output goes elsewhere. */
export function processTerminal(environment: Readonly<Record<string, string | undefined>>): Terminal {
  const { stdin, stdout, stderr } = process;
  const columns = (stream: Pick<NodeJS.WriteStream, 'columns'>) =>
    Math.max(WIDTH_MIN, stream.columns || Number(environment['COLUMNS']) || WIDTH_WITHOUT_TERMINAL);
  const plain = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb' || !stdout.isTTY;
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    width: columns(stdout),
    interactive: stdin.isTTY && stdout.isTTY,
    ...(stderr.isTTY &&
      environment['TERM'] !== 'dumb' && {
        // a line that goes on in a second one could not be taken away
        progress: (line = '') => void stderr.write(`\r\u001b[2K${cut(line, columns(stderr) - 1)}`),
      }),
    paint: (style, text) => (plain ? text : styleText(style, text, { validateStream: false })),
  };
}

/** A line within so many columns; what stands in parentheses at its end, as the seconds so far, stays. */
export function cut(line: string, columns: number): string {
  if (line.length <= columns) return line;
  const [end = ''] = /\s\([^()]*\)$/.exec(line) ?? [];
  return `${line.slice(0, columns - 1 - end.length)}…${end}`;
}

/** Text that came from a client or a target, made harmless for a terminal: control, direction and invisible characters are escaped. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
