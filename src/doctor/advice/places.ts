import { knock } from '../../net/index.ts';
import { ADDRESSES_MAX, CONNECT_MS, LOOKUP_MS } from './limits.ts';
import type { Place, Tools } from './net.ts';

/** The addresses of a name, IPv6 first, each with what the address policy says of it. */
export async function placesOf({ resolver, clock, policy }: Tools, name: string): Promise<readonly Place[]> {
  const deadlineMs = clock.monotonic() + LOOKUP_MS;
  const found = await Promise.all(
    (['AAAA', 'A'] as const).map((type) => resolver.lookup({ name, type, hop: 0, deadlineMs })),
  );
  const addresses = found.flatMap((lookup) => lookup.addresses).slice(0, ADDRESSES_MAX);
  return addresses.map((address) => ({ address, allowed: policy.check(address).ok }));
}

/** Does anybody accept connections there? The connection is closed at once. Undefined where the address policy forbids it. */
export async function isOpen(
  { dialer }: Tools,
  { address, allowed }: Place,
  port: number,
  timeoutMs: number = CONNECT_MS,
): Promise<boolean | undefined> {
  if (!allowed) return undefined;
  const { ending } = await knock(dialer, { address, port, timeoutMs });
  return ending.outcome === 'response';
}
