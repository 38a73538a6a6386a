import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join, relative } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { SOCKET_PATH_BYTES_MAX } from './limits.ts';

/** Where the control socket of a data directory lies. */
export function controlSocket(directory: string): string {
  return join(directory, 'control.sock');
}

/** An open control socket; `close` ends its connections too. */
export type ControlListener = { close(): Promise<void> };

/** Listens there, for this user only (0600). The caller holds the directory's lock, so an old socket is nobody's. */
export async function listenControl(
  app: FastifyInstance,
  directory: string,
): Promise<Result<ControlListener>> {
  const socket = controlSocket(directory);
  const path = reachable(socket);
  if (!path.ok) return path;
  await app.ready();
  rmSync(socket, { force: true });
  const server = createServer((request, response) => app.routing(request, response));
  const before = process.umask(0o177); // never open to others, not even between bind and a chmod
  server.listen(path.value);
  process.umask(before);
  try {
    await once(server, 'listening');
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code ?? 'error';
    return fail(fault('controlSocketFailed', { path: socket, cause }));
  }
  return ok({ close: () => close(server, app) });
}

async function close(server: Server, app: FastifyInstance): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
  await app.close();
}

/** A path that fits into a socket address: the absolute one, else the one relative to the working directory. */
export function reachable(socket: string): Result<string> {
  const paths = [socket, relative(process.cwd(), socket)];
  const fitting = paths.find((path) => Buffer.byteLength(path) <= SOCKET_PATH_BYTES_MAX);
  if (fitting === undefined)
    return fail(fault('controlSocketPathTooLong', { path: socket, max: SOCKET_PATH_BYTES_MAX }));
  return ok(fitting);
}
