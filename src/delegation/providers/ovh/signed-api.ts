import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../core/index.ts';
import { type Api, type ApiCall, createApi } from '../http/api.ts';
import type { ProviderResult, Until } from '../types.ts';

export type OvhCredentials = {
  readonly application_key: string;
  readonly application_secret: string;
  readonly consumer_key: string;
};
export type SignedApi = Api;

/**
 * OVHcloud's API, each call signed with the time of its own clock, which is asked for once.
 * https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api (Authentication)
 */
export function createSignedApi({
  base,
  credentials,
  clock,
}: {
  readonly base: string;
  readonly credentials: OvhCredentials;
  readonly clock: Clock;
}): SignedApi {
  let aheadS: number | undefined;
  const api = createApi({
    base,
    clock,
    secrets: Object.values(credentials),
    error: z.object({ errorCode: z.string() }).transform(({ errorCode }) => errorCode),
    outcomes: { INVALID_SIGNATURE: 'unauthorized', INVALID_KEY: 'unauthorized' },
    headers: (call) => signed(call, credentials, Math.round(clock.now() / 1000) + (aheadS ?? 0)),
  });
  const open = createApi({ base, clock, secrets: [], headers: () => ({}) });

  return {
    async call<T>(call: ApiCall<T>, until: Until): Promise<ProviderResult<T>> {
      if (aheadS === undefined) {
        const time = await open.call({ method: 'GET', path: '/auth/time', answer: z.int() }, until);
        if (!time.ok) return time;
        aheadS = time.value - Math.round(clock.now() / 1000);
      }
      const done = await api.call(call, until);
      // one of the two clocks was set: it is looked at again before the next call
      if (!done.ok && done.code?.endsWith(' QUERY_TIME_OUT') === true) aheadS = undefined;
      return done;
    },
    close() {
      api.close();
      open.close();
    },
  };
}

function signed(
  { method, url, body }: { readonly method: string; readonly url: string; readonly body: string },
  { application_key: key, application_secret: secret, consumer_key: consumer }: OvhCredentials,
  timeS: number,
): Record<string, string> {
  const digest = createHash('sha1')
    .update([secret, consumer, method, url, body, timeS].join('+'))
    .digest('hex');
  return {
    'x-ovh-application': key,
    'x-ovh-consumer': consumer,
    'x-ovh-timestamp': String(timeS),
    'x-ovh-signature': `$1$${digest}`,
  };
}
