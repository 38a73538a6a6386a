import type { Log } from '../../src/core/index.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLine = {
  readonly level: (typeof LEVELS)[number];
  readonly text: string;
  readonly fields: object;
};

/** A log that keeps its lines. */
export function recordingLog(): Log & {
  readonly lines: LogLine[];
  /** Lines of a higher level than this. */
  above(level: LogLine['level']): LogLine[];
} {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (fields: object, text: string) =>
    void lines.push({ level, text, fields });
  return {
    lines,
    above: (level) => lines.filter((line) => LEVELS.indexOf(line.level) > LEVELS.indexOf(level)),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}
