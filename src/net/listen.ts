import { type AddressInfo, isIPv6, type Server } from 'node:net';
import type { Family } from '../core/index.ts';
import { FREE_PORT_TRIES, LISTEN_BACKLOG } from './limits.ts';

/** One address and port to listen on; port 0 takes one that is free on all addresses. */
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
type Listening = { readonly bound: readonly Bound[]; readonly failed: readonly NotBound[] };

/**
 * Binds one server for each address, IPv6 sockets for IPv6 only, and tells which worked and why the others did not; it never
 * throws for what the kernel says. Whoever calls decides whether what is left suffices, and closes the servers. With port 0
 * `makeServer` may be asked for more than are bound: the first address's port can be taken on the next.
 */
export function listenAll(request: ListenRequest, makeServer: () => Server): Promise<Listening> {
  return untilFree(
    request.port,
    () => listenOnce(request, makeServer),
    async ({ bound }) => {
      for (const { server } of bound) server.close();
    },
  );
}

/** Opens again where port 0 gave one that is free on some of the addresses only. */
export async function untilFree<T extends { readonly failed: readonly NotBound[] }>(
  port: number,
  open: () => Promise<T>,
  close: (opened: T) => Promise<void>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const opened = await open();
    const taken = opened.failed.some(({ errno }) => errno === 'EADDRINUSE');
    if (port !== 0 || !taken || tries === FREE_PORT_TRIES) return opened;
    await close(opened);
  }
}

/** As `listenAll`; with port 0 the first address's port is all addresses', free there or not. */
export async function listenOnce(
  { addresses, port }: ListenRequest,
  makeServer: () => Server,
): Promise<Listening> {
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
