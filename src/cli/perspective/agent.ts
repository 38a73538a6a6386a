import type { Server as HttpServer } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Settings } from '../../config/index.ts';
import { type Clock, fail, fault, type Log, ok, type Result } from '../../core/index.ts';
import {
  answerOver,
  type Connect,
  type Credentials,
  dialLink,
  type Goodbye,
  keepConnected,
  type KeeperEvent,
  listenForLinks,
  parseTarget,
  type Peer,
  type Place,
} from '../../validation/index.ts';
import { boundConnections, type Connections } from '../serve/connections.ts';
import { listenFailures } from '../serve/listeners.ts';
import type { Warning } from '../serve/types.ts';
import type { AgentHandlers } from './agent-handlers.ts';
import type { AgentFiles } from './files.ts';

/** An agent that is reached, or reaches out. */
export type RunningAgent = {
  /** Where it listens; empty where it dials out. */
  readonly listens: readonly Place[];
  setCredentials(credentials: Credentials): void;
  stop(): Promise<void>;
};

export type AgentParts = {
  readonly files: AgentFiles;
  readonly settings: Settings['agent'];
  readonly handlers: AgentHandlers;
  readonly clock: Clock;
  readonly log: Log;
  readonly warn: (warning: Warning) => void;
  /** What becomes of the connection that it opens. */
  readonly tell: (event: KeeperEvent) => void;
};

type Session = { close(reason: Goodbye): void; readonly closed: Promise<unknown> };

/** Listens where its record and its settings say. Fault `listenFailed`, `noListener`, `agentFileBroken`. */
export async function listenAsAgent(parts: AgentParts): Promise<Result<RunningAgent>> {
  const { files, settings, handlers, clock, log, warn } = parts;
  const target = parseTarget(files.record.url ?? '');
  if (target === undefined) return fail(fault('agentFileBroken', { path: 'perspective.json' }));
  const sessions = new Set<Session>();
  const connections: Connections[] = [];

  function accept(socket: TLSSocket, _way: unknown, peer: Peer | undefined): void {
    const answers = handlers.for(peer);
    if (answers === undefined || peer === undefined) {
      socket.destroy();
      return;
    }
    // its server makes room for no stranger, however long nothing is asked
    if (peer.role === 'coordinator') for (const one of connections) one.hold(socket);
    const session = answerOver(socket, { clock, peer: `${peer.role}:${peer.name}`, handlers: answers });
    log.info({ role: peer.role, name: peer.name, address: socket.remoteAddress }, 'connection opened');
    sessions.add(session);
    void session.closed.then((end) => {
      sessions.delete(session);
      log.info({ role: peer.role, name: peer.name, end }, 'connection ended');
    });
  }

  const literal = target.host.includes(':') || /^[0-9.]+$/.test(target.host);
  const addresses = literal ? [target.host] : ['::', '0.0.0.0'];
  const listener = await listenForLinks({
    addresses: settings.addresses.length > 0 ? settings.addresses : addresses,
    port: settings.port === 0 ? target.port : settings.port,
    credentials: files.credentials,
    ways: ['forward'],
    accept,
    guard: (server) => void connections.push(boundConnections(server as unknown as HttpServer, GUARD)),
  });
  const failure = listenFailures(listener, 'perspective', warn);
  if (failure !== undefined) {
    await listener.close();
    return failure;
  }
  return ok({
    listens: listener.bound.map(({ address, family, port }) => ({ address, family, port })),
    setCredentials: (renewed) => listener.setCredentials(renewed),
    async stop() {
      const closing = listener.close();
      for (const session of sessions) session.close('stopping');
      await Promise.all(Array.from(sessions, ({ closed }) => closed));
      for (const one of connections) one.closeAll();
      await closing;
    },
  });
}

/** One server and a few clients; a stranger who holds more than these loses his own quietest. */
const GUARD = { perNetwork: 32, total: 128 };

/** Dials the server, and keeps the connection: over it the server asks. */
export function dialAsAgent(parts: AgentParts): Result<RunningAgent> {
  const { files, handlers, clock, tell } = parts;
  const target = parseTarget(files.record.server);
  if (target === undefined) return fail(fault('agentFileBroken', { path: 'perspective.json' }));
  let credentials = files.credentials;
  const connect: Connect = async (signal) => {
    const dialled = await dialLink(
      { ...target, credentials, way: 'backward', expects: isServer },
      clock,
      signal,
    );
    if (!dialled.ok) return dialled;
    const answers = handlers.for(dialled.peer);
    if (answers === undefined) throw new Error('the server is no server'); // expects said otherwise
    const peer = `${dialled.peer.role}:${dialled.peer.name}`;
    return {
      ok: true,
      place: dialled.place,
      ...answerOver(dialled.socket, { clock, peer, handlers: answers }),
    };
  };
  const keeper = keepConnected({ clock, random: Math.random, connect, tell });
  return ok({
    listens: [],
    setCredentials(renewed) {
      credentials = renewed;
    },
    stop: () => keeper.close(),
  });
}

function isServer({ role }: Peer): boolean {
  return role === 'coordinator';
}
