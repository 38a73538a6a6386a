import { type AddressInfo, isIPv6, type Server } from 'node:net';
import type { Family } from '../core/index.ts';
import { LISTEN_BACKLOG } from './limits.ts';

/** One address and port to listen on; port 0 takes a free one, and the same one for the addresses after it. */
export type ListenRequest = { readonly addresses: readonly string[]; readonly port: number };

export type Bound = {
  readonly address: string;
  readonly family: Family;
  readonly port: number;
  readonly server: Server;
};
export type NotBound = {
  readonly address: string;
  readonly family: Family;
  readonly port: number;
  /** The kernel's code: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` and `EAFNOSUPPORT` (no such family or address here). */
  readonly errno: string;
};

/**
 * Binds one server for each address, IPv6 sockets for IPv6 only, and tells which worked and why the others did not; it never
 * throws for what the kernel says. Whoever calls decides whether what is left suffices, and closes the servers.
 */
export async function listenAll(
  { addresses, port }: ListenRequest,
  makeServer: () => Server,
): Promise<{ readonly bound: readonly Bound[]; readonly failed: readonly NotBound[] }> {
  const bound: Bound[] = [];
  const failed: NotBound[] = [];
  let shared = port;
  for (const address of addresses) {
    const family: Family = isIPv6(address) ? 6 : 4;
    const server = makeServer();
    const errno = await bind(server, address, shared);
    if (errno !== undefined) {
      failed.push({ address, family, port: shared, errno });
      continue;
    }
    shared = (server.address() as AddressInfo).port;
    bound.push({ address, family, port: shared, server });
  }
  return { bound, failed };
}

function bind(server: Server, host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message);
    server.once('error', onError);
    server.listen({ host, port, ipv6Only: isIPv6(host), backlog: LISTEN_BACKLOG }, () => {
      server.off('error', onError);
      resolve(undefined);
    });
  });
}
