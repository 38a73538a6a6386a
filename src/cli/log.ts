import { pino } from 'pino';
import type { Settings } from '../config/index.ts';
import type { Log } from '../core/index.ts';
import { printable } from './terminal.ts';

/**
 * The log, on standard error: JSON lines, or one readable line each on a terminal. Rooms log fields and short constant texts;
 * what could be a secret is not among them, and errors are cut down to what they say.
 */
export function createLog(
  { level, format }: Settings['log'],
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Log {
  const asText = format === 'text' || (format === 'auto' && process.stderr.isTTY);
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    messageKey: 'text',
  };
  return pino(options, { write: (line: string) => write(asText ? readableLine(line) : line) });
}

function readableLine(line: string): string {
  const { time, level, text, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${plain(value)}`);
  const error = err === undefined ? [] : stackLines(err as { stack?: string });
  return `${[plain(time).slice(11, 19), plain(level).padEnd(5), plain(text), ...shown, ...error].join(' ')}\n`;
}

/** A stack keeps its lines; whatever else is in it is as harmless as any field. */
function stackLines(error: { readonly stack?: string }): string[] {
  return [error.stack === undefined ? plain(error) : error.stack.split('\n').map(printable).join('\n')];
}

/** Fields may hold what a client or a target sent: nothing of it may act on the reader's terminal. */
function plain(value: unknown): string {
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}
