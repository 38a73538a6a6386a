import { createServer, type Server, type TLSSocket } from 'node:tls';
import { type Bound, listenAll, type NotBound } from '../../../net/index.ts';
import { LINK_TLS_MS, LINKS_MAX } from './limits.ts';
import { ALPN, peerOf, tlsOptions } from './tls.ts';
import type { Credentials, Peer, Way } from './types.ts';

export type LinkListenerOptions = {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly credentials: Credentials;
  /** Ways that are offered. */
  readonly ways: readonly Way[];
  /** A connection whose handshake is done; without `peer` it showed no certificate. One that does not verify never comes here. */
  readonly accept: (socket: TLSSocket, way: Way, peer: Peer | undefined) => void;
  /** Watches over each server's connections; by default their number alone is bounded. */
  readonly guard?: (server: Server) => void;
};

export type LinkListener = {
  readonly bound: readonly Bound[];
  readonly failed: readonly NotBound[];
  /** From the next connection on. */
  setCredentials(credentials: Credentials): void;
  /** Takes no more connections; those that are there are their owners'. */
  close(): Promise<void>;
};

/**
 * One socket for each address, IPv6 for itself, all on one port; a port of 0 is one that is free on all of them. Never throws for
 * what the kernel says.
 */
export async function listenForLinks(options: LinkListenerOptions): Promise<LinkListener> {
  const servers: Server[] = [];
  const { bound, failed } = await listenAll(options, () => {
    const server = createServer({
      ...tlsOptions(options.credentials),
      ALPNProtocols: options.ways.map((way) => ALPN[way]),
      requestCert: true,
      rejectUnauthorized: false, // whoever joins has none yet
      handshakeTimeout: LINK_TLS_MS,
    });
    server.on('secureConnection', (socket) => onSecure(socket, options));
    server.on('tlsClientError', () => {}); // strangers knock: nothing of ours
    // a guard chooses whom to close; this number would keep everybody out alike
    if (options.guard === undefined) server.maxConnections = LINKS_MAX;
    else options.guard(server);
    servers.push(server);
    return server;
  });
  return {
    bound,
    failed,
    setCredentials(credentials) {
      for (const server of servers) server.setSecureContext(tlsOptions(credentials));
    },
    async close() {
      await Promise.all(
        servers.filter((one) => one.listening).map((one) => new Promise((done) => one.close(done))),
      );
    },
  };
}

function onSecure(socket: TLSSocket, options: LinkListenerOptions): void {
  socket.on('error', () => {});
  const way = options.ways.find((one) => ALPN[one] === socket.alpnProtocol);
  const shown = socket.getPeerCertificate().raw !== undefined;
  const peer = peerOf(socket);
  // shown, and not good: no stranger, but somebody who is refused
  if (way === undefined || (shown && peer === undefined)) socket.destroy();
  else options.accept(socket, way, peer);
}
