import { request } from 'node:http';
import { userInfo } from 'node:os';
import type { FastifyInstance } from 'fastify';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { ACTOR_HEADER } from './actor.ts';
import { CONTROL_REQUEST_MS } from './limits.ts';
import { reachable } from './socket.ts';
import type { ErrorView } from './views.ts';

/** One call of the control API; a refusal comes back as it was worded by whoever answered. */
export type ControlClient = {
  /** `timeoutMs`: for what takes longer than anything should. */
  call<T>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
    timeoutMs?: number,
  ): Promise<ControlAnswer<T>>;
};
export type ControlAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly error: ErrorView };

/** Speaks to the server whose control socket this is. Fault `serverNotRunning` when nobody listens. */
export async function connectControl(socket: string, directory: string): Promise<Result<ControlClient>> {
  const path = reachable(socket);
  if (!path.ok) return path;
  const send = (method: string, url: string, body?: unknown, timeoutMs = CONTROL_REQUEST_MS) =>
    overSocket(path.value, { method, url, body, timeoutMs });
  try {
    await send('GET', '/api/v1/status');
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code ?? 'error';
    if (cause === 'ENOENT' || cause === 'ECONNREFUSED')
      return fail(fault('serverNotRunning', { data: directory }));
    return fail(fault('controlSocketFailed', { path: socket, cause }));
  }
  return ok({
    call: async (method, url, body, timeoutMs) =>
      toAnswer(await send(method, `/api/v1${url}`, body, timeoutMs)),
  });
}

/** The same handlers in this process, for commands without a server. */
export function inProcessControl(app: FastifyInstance): ControlClient {
  return {
    async call(method, url, body) {
      const response = await app.inject({
        method,
        url: `/api/v1${url}`,
        headers: actor(),
        ...(body !== undefined && { payload: body as object }),
      });
      return toAnswer({ status: response.statusCode, body: response.body });
    },
  };
}

type RawAnswer = { readonly status: number; readonly body: string };

function toAnswer<T>(raw: RawAnswer): ControlAnswer<T> {
  const value = JSON.parse(raw.body) as T & { error?: ErrorView };
  if (raw.status < 300) return { ok: true, value };
  return { ok: false, status: raw.status, error: value.error as ErrorView };
}

type Call = {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly timeoutMs: number;
};

/** For whom this command runs: behind sudo, whoever called it. */
function actor(): Record<string, string> {
  const called = process.env['SUDO_USER'];
  const name = called !== undefined && called !== '' ? called : loginName();
  return /^[!-~]{1,64}$/.test(name) ? { [ACTOR_HEADER]: name } : {};
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return ''; // a user that the system has no name for
  }
}

function overSocket(socketPath: string, { method, url: path, body, timeoutMs }: Call): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...actor(),
      ...(payload !== undefined && { 'content-type': 'application/json' }),
    };
    const signal = AbortSignal.timeout(timeoutMs);
    const outgoing = request({ socketPath, method, path, headers, signal, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}
