import { addressBytes, contains, parseNetwork } from '../net/index.ts';

/** Clients that a rule is about. */
export type ClientNetwork = NonNullable<ReturnType<typeof parseNetwork>>;

/** Is the client's address, as the kernel names it (perhaps with a scope, `fe80::1%eth0`), in one of the networks? */
export function isClient(networks: readonly ClientNetwork[], client: string): boolean {
  const bytes = addressBytes(client.replace(/%.*$/, ''));
  return bytes !== undefined && networks.some((network) => contains(network, bytes));
}
