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
  let step = '';
  const { show, stop } = tellSeconds(terminal, (seconds) => {
    // between two steps the one before is still told
    if (running.size > 0) step = [...running].map((one) => check.steps[one]()).join(', ');
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
