import { pino } from 'pino';
import type { Settings } from '../config/index.ts';
import type { Log } from '../core/index.ts';

/**
 * The log, on standard error: JSON lines, or one readable line each on a terminal. Rooms log fields and short constant texts;
 * what could be a secret is not among them, and errors are cut down to what they say.
 */
export function createLog({ level, format }: Settings['log']): Log {
  const asText = format === 'text' || (format === 'auto' && process.stderr.isTTY);
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    messageKey: 'text',
  };
  const sink = { write: (line: string) => void process.stderr.write(asText ? readable(line) : line) };
  return pino(options, sink);
}

function readable(line: string): string {
  const { time, level, text, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${plain(value)}`);
  const error = err === undefined ? [] : [(err as { stack?: string; message?: string }).stack ?? plain(err)];
  return `${[plain(time).slice(11, 19), plain(level).padEnd(5), plain(text), ...shown, ...error].join(' ')}\n`;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
