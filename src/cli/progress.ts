import type { Terminal } from './terminal.ts';

/** One line with the seconds so far: made anew every second, and by `show` when it says something else; `stop` takes it away. */
export function tellSeconds(
  { progress }: Pick<Terminal, 'progress'>,
  line: (seconds: number) => string,
): { readonly show: () => void; readonly stop: () => void } {
  if (progress === undefined) return { show: () => {}, stop: () => {} };
  const began = Date.now();
  // rounded, as a timer may be a moment early
  const show = () => progress(line(Math.round((Date.now() - began) / SECOND_MS)));
  const timer = setInterval(show, SECOND_MS);
  return {
    show,
    stop() {
      clearInterval(timer);
      progress(undefined);
    },
  };
}

const SECOND_MS = 1_000;
