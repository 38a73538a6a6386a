import type { ResponseFact } from '../../outside/index.ts';
import type { Seen } from '../types.ts';
import { challengeAnswers } from './answers.ts';

/** Statuses by which something that reads HTTP says no. */
export const REFUSALS: ReadonlySet<number> = new Set([403, 405, 406, 429]);

/** The challenge's path is cut off, whoever asks, and the page beside it is not. */
export function cutOff({ report }: Seen): readonly ResponseFact[] {
  return challengeAnswers(report).filter((one) => {
    const beside = report.responses.filter(
      ({ address, port }) => address === one.address && port === one.port,
    );
    const browser = beside.find(({ path, agent }) => path === 'challenge' && agent === 'browser');
    const home = beside.find(({ path }) => path === 'home');
    return cut(one) && cut(browser) && home?.outcome === 'response';
  });
}

function cut(one: ResponseFact | undefined): boolean {
  return one?.outcome === 'reset' || one?.outcome === 'closed';
}
