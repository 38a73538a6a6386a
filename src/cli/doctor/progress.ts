import type { Tell } from '../../doctor/outside/index.ts';
import { tellSeconds } from '../progress.ts';
import type { Session } from '../session.ts';

/** One line of what is being looked at, with the seconds so far; taken away by `stop`. */
export function tellSteps(
  { terminal, messages }: Session,
  name: string,
): { readonly tell: Tell; readonly stop: () => void } {
  const { check } = messages.doctor;
  const running = new Set<Parameters<Tell>[0]>();
  const { show, stop } = tellSeconds(terminal, (seconds) => {
    const step = [...running].map((one) => check.steps[one]()).join(', ');
    return check.progress({ name, step, seconds });
  });
  return {
    tell(what, state) {
      if (state === 'begun') running.add(what);
      else running.delete(what);
      show();
    },
    stop,
  };
}
