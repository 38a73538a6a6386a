import type { Tell } from '../../doctor/outside/index.ts';
import type { Session } from '../session.ts';

/** One line of what is being looked at, with the seconds so far; taken away by `stop`. */
export function tellSteps(
  { terminal, messages }: Session,
  name: string,
): { readonly tell: Tell; readonly stop: () => void } {
  const { progress } = terminal;
  if (progress === undefined) return { tell: () => {}, stop: () => {} };
  const { check } = messages.doctor;
  const began = Date.now();
  const running = new Set<Parameters<Tell>[0]>();
  const show = () => {
    const seconds = Math.floor((Date.now() - began) / 1_000);
    const step = [...running].map((one) => check.steps[one]()).join(', ');
    progress(check.progress({ name, step, seconds }).slice(0, terminal.width - 1));
  };
  const timer = setInterval(show, PROGRESS_MS);
  return {
    tell(what, state) {
      if (state === 'begun') running.add(what);
      else running.delete(what);
      show();
    },
    stop() {
      clearInterval(timer);
      progress(undefined);
    },
  };
}

const PROGRESS_MS = 1_000;
