import { z } from 'zod';
import type { Clock } from '../../../core/index.ts';
import type { Api } from '../http/api.ts';
import type { ProviderResult, Until } from '../types.ts';
import { pause, stopped } from '../within.ts';
import { ACTION_POLL_MS } from './limits.ts';

/** What a change is answered with. https://docs.hetzner.cloud/reference/cloud#actions */
export const ACTION = z.object({
  action: z.object({
    id: z.int(),
    status: z.enum(['running', 'success', 'error']),
    error: z.object({ code: z.string() }).nullish(),
  }),
});
type Action = z.infer<typeof ACTION>['action'];

/** Asks after an action until it has ended. */
export async function finished(
  api: Api,
  begun: Action,
  clock: Clock,
  until: Until,
): Promise<ProviderResult<object>> {
  let action = begun;
  while (action.status === 'running') {
    await pause(Math.min(ACTION_POLL_MS, until.deadlineMs - clock.monotonic()), clock, until.signal);
    if (stopped(until, clock)) return { ok: false, outcome: 'timeout' };
    const asked = await api.call({ method: 'GET', path: `/actions/${action.id}`, answer: ACTION }, until);
    if (!asked.ok) return asked;
    action = asked.value.action;
  }
  if (action.status === 'success') return { ok: true, value: {} };
  const code = /^\w{1,60}$/.exec(action.error?.code ?? '')?.[0];
  return { ok: false, outcome: 'refused', ...(code !== undefined && { code }) };
}
