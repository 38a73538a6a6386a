// A program on a terminal: a pseudo-terminal of `script` (util-linux), at which somebody reads and types.
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { shellWord } from '../../src/core/index.ts';
import type { RunOptions, Service } from './process.ts';

/** What is seen of it, and what is typed. */
export type Typist = {
  /** Waits until this is on the terminal, of what came since somebody typed last. */
  sees(pattern: RegExp): Promise<void>;
  type(text: string): void;
  /** Waits for its end: its exit code, and all that was ever on the terminal, without colours; a movement of the cursor ends a line. */
  end(): Promise<{ readonly code: number | null; readonly text: string }>;
};

export const ENTER = '\r';
export const CTRL_C = '\u{3}';
export const CTRL_D = '\u{4}';
const ESCAPE = '\u{1b}';
/** Takes back the line that was typed. */
export const CTRL_U = '\u{15}';

const SEEN_MS = 120_000;

/** Starts a program on a terminal of so many columns. `start`: where, as of a lab node. */
export function onTerminal(
  start: (argv: readonly string[], options: RunOptions) => Service,
  argv: readonly string[],
  { columns, env = {} }: { readonly columns: number; readonly env?: Readonly<Record<string, string>> },
): Typist {
  const line = `stty cols ${columns} rows 50; exec ${argv.map(shellWord).join(' ')}`;
  const service = start(['script', '-qefc', line, '/dev/null'], {
    typed: true,
    env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' },
  });
  const text = () => stripVTControlCharacters(service.output().replaceAll(MOVEMENT, '\n'));
  let read = 0;
  let over = false;
  void service.ended.then(() => {
    over = true;
  });
  return {
    async sees(pattern) {
      const limit = performance.now() + SEEN_MS;
      for (;;) {
        const last = over || performance.now() > limit;
        if (pattern.test(text().slice(read))) return;
        if (last) throw new Error(`${String(pattern)} was not seen:\n${text()}`);
        await sleep(POLL_MS);
      }
    },
    type(typed) {
      read = text().length;
      service.child.stdin?.write(typed);
    },
    async end() {
      const timer = setTimeout(() => void service.stop('SIGKILL'), SEEN_MS);
      const code = await service.ended;
      clearTimeout(timer);
      return { code, text: text() };
    },
  };
}

const POLL_MS = 50;
/** The cursor goes elsewhere (ECMA-48 sections 8.3.18 to 8.3.22): what comes then is not of the same line. */
const MOVEMENT = new RegExp(`${ESCAPE}\\[[\\d;]*[A-H]`, 'g');
