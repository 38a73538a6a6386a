import type { Style, Terminal } from './terminal.ts';

const STYLES: Readonly<Record<string, Style>> = {
  valid: 'green',
  bound: 'green',
  ready: 'cyan',
  pending: 'yellow',
  processing: 'yellow',
  invalid: 'red',
  revoked: 'red',
};

/** A status in its colour. The words themselves are the RFC's, in every language. */
export function status(terminal: Terminal, text: string): string {
  const style = STYLES[text];
  return style === undefined ? text : terminal.paint(style, text);
}

/** RFC 3339 as people read it: `2026-11-20 16:40:02 UTC`. */
export function moment(time: string | null): string {
  return time === null ? '' : `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
}

/** Milliseconds with the precision that matters: `0.4 ms`, `12 ms`, `3.05 s`. */
export function duration(ms: number | undefined): string {
  if (ms === undefined) return '-';
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`;
}
