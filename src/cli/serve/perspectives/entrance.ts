import type { Server as HttpServer } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../../../core/index.ts';
import {
  answerOver,
  askOver,
  type Credentials,
  type Handlers,
  type LinkListener,
  listenForLinks,
  PATHS,
  type Peer,
  type Place,
  STRANGER_MS,
} from '../../../validation/index.ts';
import { boundConnections, type Connections } from '../connections.ts';
import { refusal } from './join.ts';
import { CLIENT_LINKS_MAX } from './limits.ts';
import type { Members } from './members.ts';

export type EntranceParts = {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly members: Members;
  readonly join: (body: Uint8Array) => Promise<{ readonly status: number; readonly body: string }>;
  /** What clients may ask of this server: Open MPIC's coordinator. */
  readonly coordinator: Handlers;
};

/** Where perspectives come in: to join, to stay (those that dial out), and clients that ask for a quorum's word. */
export async function openEntrance(parts: EntranceParts): Promise<LinkListener & { drain(): void }> {
  const { clock, members } = parts;
  const open = new Set<ReturnType<typeof answerOver>>();
  const connections: Connections[] = [];
  /** Connections of each client, by its key. */
  const clients = new Map<string, number>();
  /** One request: whoever guesses tokens pays for a handshake each. */
  function joining(): Handlers {
    let asked = false;
    return async ({ method, path, body }) => {
      if (asked || method !== 'POST' || path !== PATHS.join) return refusal(403, 'not-allowed');
      asked = true;
      return parts.join(body);
    };
  }

  function accept(socket: TLSSocket, way: 'forward' | 'backward', peer: Peer | undefined): void {
    if (way === 'backward') void welcome(socket, peer);
    else if (peer === undefined) stranger(socket);
    else client(socket, peer);
  }

  /** A perspective that dialled out: from here on this end asks. */
  async function welcome(socket: TLSSocket, peer: Peer | undefined): Promise<void> {
    const member = peer === undefined ? undefined : members.of(peer);
    if (peer === undefined) socket.destroy();
    else if (member === undefined || member.row.url !== null) askOver(socket, clock).close('removed');
    else {
      hold(socket);
      await member.adopt(socket, placeOf(socket));
    }
  }

  /** One that is known makes room for no stranger, however long nothing is asked. */
  function hold(socket: TLSSocket): void {
    for (const one of connections) one.hold(socket);
  }

  /** Nobody yet: may join, and has to be quick. */
  function stranger(socket: TLSSocket): void {
    const session = answerOver(socket, { clock, peer: '', handlers: joining(), streams: 1 });
    keep(session);
    const cancel = clock.after(STRANGER_MS, () => session.close('stopping'));
    void session.closed.then(cancel);
  }

  function client(socket: TLSSocket, peer: Peer): void {
    const known = members.clientOf(peer) !== undefined;
    const others = clients.get(peer.spkiSha256) ?? 0;
    // asked again for every request: a client that was removed is refused from then on
    const handlers: Handlers = async (asked) =>
      members.clientOf(peer) === undefined ? refusal(403, 'not-allowed') : parts.coordinator(asked);
    const session = answerOver(socket, { clock, peer: `client:${peer.name}`, handlers });
    keep(session);
    if (others >= CLIENT_LINKS_MAX) {
      session.close('not-allowed');
      return;
    }
    if (known) hold(socket);
    clients.set(peer.spkiSha256, others + 1);
    void session.closed.then(() => {
      const left = (clients.get(peer.spkiSha256) ?? 1) - 1;
      if (left === 0) clients.delete(peer.spkiSha256);
      else clients.set(peer.spkiSha256, left);
    });
  }

  function keep(session: ReturnType<typeof answerOver>): void {
    open.add(session);
    void session.closed.then(() => open.delete(session));
  }

  const listener = await listenForLinks({
    ...parts,
    ways: ['backward', 'forward'],
    accept,
    // the bound per network is for any server of sockets; requests it never sees here, so all count as quiet
    guard: (server) => void connections.push(boundConnections(server as unknown as HttpServer, GUARD)),
  });
  return {
    ...listener,
    drain() {
      for (const one of open) one.close('stopping');
    },
    async close() {
      const closing = listener.close();
      await Promise.all(Array.from(open, ({ closed }) => closed));
      for (const one of connections) one.closeAll(); // those in their handshake too
      await closing;
    },
  };
}

/** Perspectives of one site share a network; a stranger who holds more than these loses his own quietest. */
const GUARD = { perNetwork: 64, total: 256 };

function placeOf(socket: TLSSocket): Place {
  const { remoteAddress = '', remoteFamily, remotePort = 0 } = socket;
  return { address: remoteAddress, family: remoteFamily === 'IPv6' ? 6 : 4, port: remotePort };
}
