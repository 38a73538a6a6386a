import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { addressBytes, formatAddress } from '../../net/index.ts';
import { CONNECTIONS_MAX, CONNECTIONS_PER_NETWORK_MAX } from './limits.ts';

type Connection = {
  readonly socket: Socket;
  readonly requests: Set<IncomingMessage>;
  /** When a request of it has ended: one listener for all of them. */
  readonly ended: (this: ServerResponse) => void;
  quietSince: number;
  /** Never closed to make room. */
  held: boolean;
};

/**
 * Bounds the connections of a listener: of each network (one IPv4 address, one IPv6 /64) and of all together. Above a bound
 * the longest quiet connection of that network, or of the network that holds most, makes room; only where all of them are
 * busy is the new one closed. Quiet is also whoever has not yet sent a whole request: a slow body costs its sender nothing and
 * must not hold a place. So a thousand idle or dripping connections of somebody never keep others out.
 */
export function boundConnections(
  server: Server,
  { perNetwork, total }: Bounds = { perNetwork: CONNECTIONS_PER_NETWORK_MAX, total: CONNECTIONS_MAX },
): Connections {
  const networks = new Map<string, Map<string, Connection>>();
  const bySocket = new WeakMap<Socket, Connection>();
  let open = 0;
  let draining = false;

  server.on('connection', (socket: Socket) => {
    const network = networkOf(socket.remoteAddress);
    const peer = peerOf(socket);
    const connections = networks.get(network) ?? new Map<string, Connection>();
    const full = connections.size >= perNetwork ? [connections] : open >= total ? largestFirst(networks) : [];
    if (full.length > 0 && !full.some(closeQuietest)) {
      socket.destroy();
      return;
    }
    open++;
    const connection: Connection = {
      socket,
      requests: new Set(),
      ended() {
        connection.requests.delete(this.req);
        connection.quietSince = performance.now();
        // of what a TLS socket still holds nothing is lost: it ends after it has been sent
        if (draining) this.req.socket.end();
      },
      quietSince: performance.now(),
      held: false,
    };
    connections.set(peer, connection);
    bySocket.set(socket, connection);
    networks.set(network, connections);
    socket.once('close', () => {
      open--;
      if (connections.get(peer)?.socket === socket) connections.delete(peer);
      if (connections.size === 0 && networks.get(network) === connections) networks.delete(network);
    });
  });

  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const connection = bySocket.get(request.socket) ?? below(request.socket);
    if (connection === undefined) return;
    connection.requests.add(request);
    connection.quietSince = performance.now();
    response.on('close', connection.ended);
  });

  // the first request on a TLS socket: the connection is known by the socket below it, and from then on by both
  const below = (socket: Socket): Connection | undefined => {
    const connection = networks.get(networkOf(socket.remoteAddress))?.get(peerOf(socket));
    if (connection !== undefined) bySocket.set(socket, connection);
    return connection;
  };

  const closeAll = (which: (connection: Connection) => boolean) => {
    for (const connections of networks.values()) {
      for (const connection of connections.values()) if (which(connection)) connection.socket.destroy();
    }
  };
  return {
    drain() {
      draining = true;
      closeAll(({ requests }) => requests.size === 0);
    },
    closeAll: () => closeAll(() => true),
    hold(socket) {
      const connection = bySocket.get(socket) ?? below(socket);
      if (connection !== undefined) connection.held = true;
    },
  };
}

/** Node's own lists leave out connections that are still in their TLS handshake; these do not. */
export type Connections = {
  /** Closes what is quiet now, and everything else after its answer. */
  drain(): void;
  closeAll(): void;
  /** Of somebody who is known, and is to stay however long he is quiet (a TLS socket, or the one below it). */
  hold(socket: Socket): void;
};
type Bounds = { readonly perNetwork: number; readonly total: number };

function largestFirst(networks: ReadonlyMap<string, Map<string, Connection>>): Map<string, Connection>[] {
  return [...networks.values()].toSorted((a, b) => b.size - a.size);
}

/** Maps keep the order of insertion, but a connection may have been busy since: the quietest is searched. */
function closeQuietest(connections: Map<string, Connection>): boolean {
  let quietest: [string, Connection] | undefined;
  for (const entry of connections) {
    if (isBusy(entry[1])) continue;
    if (quietest === undefined || entry[1].quietSince < quietest[1].quietSince) quietest = entry;
  }
  if (quietest === undefined) return false;
  connections.delete(quietest[0]);
  quietest[1].socket.destroy();
  return true;
}

/** Something was asked for that is being answered; a request of which the end has not come yet does not count. */
function isBusy({ requests, held }: Connection): boolean {
  if (held) return true;
  for (const request of requests) if (request.complete) return true;
  return false;
}

/** A TLS socket and the socket below it have the same ends, so either finds the connection. One peer port may talk to two of our addresses. */
function peerOf({ remoteAddress = '', remotePort = 0, localAddress = '' }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress}`;
}

function networkOf(address: string | undefined): string {
  const bytes = addressBytes(address ?? '');
  if (bytes === undefined) return '';
  return bytes.length === 4
    ? (address ?? '')
    : formatAddress(bytes.map((byte, index) => (index < 8 ? byte : 0))).text;
}
