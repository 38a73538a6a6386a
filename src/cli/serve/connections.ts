import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { addressBytes, formatAddress } from '../../net/index.ts';
import { CONNECTIONS_PER_NETWORK_MAX } from './limits.ts';

type Connection = { readonly socket: Socket; active: number; quietSince: number };

/**
 * Bounds the connections of each network (one IPv4 address, one IPv6 /64): above the bound its own longest quiet
 * connection makes room, and only where all of them are busy is the new one closed. So a thousand idle connections of
 * somebody never keep others out, and a proxy that holds many is not locked out either.
 */
export function boundConnections(server: Server, max: number = CONNECTIONS_PER_NETWORK_MAX): void {
  const networks = new Map<string, Map<string, Connection>>();

  server.on('connection', (socket: Socket) => {
    const network = networkOf(socket.remoteAddress);
    const peer = peerOf(socket);
    const connections = networks.get(network) ?? new Map<string, Connection>();
    networks.set(network, connections);
    if (connections.size >= max && !closeQuietest(connections)) {
      socket.destroy();
      return;
    }
    connections.set(peer, { socket, active: 0, quietSince: performance.now() });
    socket.once('close', () => {
      connections.delete(peer);
      if (connections.size === 0) networks.delete(network);
    });
  });

  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const connection = networks.get(networkOf(request.socket.remoteAddress))?.get(peerOf(request.socket));
    if (connection === undefined) return;
    connection.active++;
    response.once('close', () => {
      connection.active--;
      connection.quietSince = performance.now();
    });
  });
}

/** Maps keep the order of insertion, but a connection may have been busy since: the quietest is searched. */
function closeQuietest(connections: Map<string, Connection>): boolean {
  let quietest: [string, Connection] | undefined;
  for (const entry of connections) {
    if (entry[1].active > 0) continue;
    if (quietest === undefined || entry[1].quietSince < quietest[1].quietSince) quietest = entry;
  }
  if (quietest === undefined) return false;
  connections.delete(quietest[0]);
  quietest[1].socket.destroy();
  return true;
}

/** A TLS socket and the socket below it have the same peer, so either finds the connection. */
function peerOf(socket: Socket): string {
  return `${socket.remoteAddress ?? ''} ${socket.remotePort ?? 0}`;
}

function networkOf(address: string | undefined): string {
  const bytes = addressBytes(address ?? '');
  if (bytes === undefined) return '';
  return bytes.length === 4
    ? (address ?? '')
    : formatAddress(bytes.map((byte, index) => (index < 8 ? byte : 0))).text;
}
