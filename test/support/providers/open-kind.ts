import assert from 'node:assert/strict';
import { type Clock, createStop, systemClock } from '../../../src/core/index.ts';
import type { Provider, ProviderKind, Until } from '../../../src/delegation/providers/types.ts';
import type { FakeServer } from './fake-server.ts';

/** Opened as an administrator's words would be: read by the kind's own schemas. */
export async function openKind<Options, Credentials>(
  kind: ProviderKind<Options, Credentials>,
  given: { readonly options: object; readonly credentials: object; readonly clock?: Clock },
): Promise<Provider> {
  const options = kind.options.parse(given.options);
  const credentials = kind.credentials.parse(given.credentials);
  return kind.open({ options, credentials, clock: given.clock ?? systemClock, ttlS: 60 });
}

export function within(ms = 20_000): Until {
  return { deadlineMs: systemClock.monotonic() + ms, signal: createStop().signal };
}

/** The end of servers that were played: nothing was asked of them that the provider's description does not have. */
export async function endPlayed(servers: readonly FakeServer[]): Promise<void> {
  for (const server of servers) await server.close();
  assert.deepEqual(
    servers.flatMap(({ complaints }) => complaints),
    [],
  );
}
