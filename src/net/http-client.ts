import { request as httpRequest, type IncomingMessage, Agent as HttpAgent } from 'node:http';
import { request as httpsRequest, Agent as HttpsAgent } from 'node:https';
import type { Clock, StopSignal } from '../core/index.ts';
import { CLIENT_IDLE_MS } from './limits.ts';

/** Most that is taken of a server's time and memory, by whoever asks it. */
export type HttpClientLimits = {
  /** Of one answer's body; one that is longer is `malformed`. */
  readonly answerBytes: number;
  /** Milliseconds of one call, from its turn for a connection to the last byte, where the deadline is not nearer. */
  readonly callMs: number;
  /** At the same time; who comes later waits. */
  readonly connections: number;
};

export type HttpCall = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** What follows the base URL: `/zones?name=example.com`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** `timeout`, `unreachable`: it is not known whether the call was heard. `malformed`: no HTTP, or more of it than is read. */
export type HttpCalled =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: IncomingMessage['headers'];
      readonly body: Buffer;
    }
  | { readonly ok: false; readonly outcome: 'timeout' | 'unreachable' | 'malformed' };

/**
 * Calls to one server, that an administrator has named by a URL.
 * - Never rejects for what a server does; ends by the deadline or the signal, and by `callMs`.
 * - Goes to that server alone: a redirect is an answer like any other, and is not followed.
 * - Nothing is sent before the server has proven its name (TLS 1.2 or newer), but for http: on loopback.
 */
export type HttpClient = {
  call(
    call: HttpCall,
    until: { readonly deadlineMs: number; readonly signal: StopSignal },
  ): Promise<HttpCalled>;
  close(): void;
};

/** `base` as `readBaseUrl` gives it. `ca`: PEM, in place of the roots that Node brings. */
export function createHttpClient(settings: {
  readonly base: string;
  readonly limits: HttpClientLimits;
  readonly clock: Clock;
  readonly ca?: string | undefined;
}): HttpClient {
  const { base, limits, clock, ca } = settings;
  const secure = base.startsWith('https:');
  const kept = { keepAlive: true, maxSockets: limits.connections, timeout: CLIENT_IDLE_MS };
  const agent = secure
    ? new HttpsAgent({
        ...kept,
        minVersion: 'TLSv1.2',
        rejectUnauthorized: true,
        ...(ca !== undefined && { ca }),
      })
    : new HttpAgent(kept);
  const send = secure ? httpsRequest : httpRequest;

  return {
    close: () => agent.destroy(),
    call: ({ method, path, headers, body }, until) =>
      new Promise((resolve) => {
        const leftMs = Math.min(limits.callMs, until.deadlineMs - clock.monotonic());
        if (until.signal.stopped || leftMs <= 0) return resolve(TIMEOUT);
        const outgoing = send(`${base}${path}`, { agent, method, headers });
        let settled = false;
        const settle = (called: HttpCalled) => {
          if (settled) return;
          settled = true;
          cancel();
          stay();
          resolve(called);
          // after a whole answer the connection is kept, to be used again
          if (!called.ok) outgoing.destroy();
        };
        const timeout = () => settle(TIMEOUT);
        const cancel = clock.after(leftMs, timeout);
        const stay = until.signal.onStop(timeout);
        outgoing.on('error', (error) => settle(isParserError(error) ? MALFORMED : UNREACHABLE));
        outgoing.once('close', () => settle(UNREACHABLE));
        outgoing.once('response', (response) => receive(response, limits.answerBytes, settle));
        outgoing.end(body);
      }),
  };
}

/**
 * A base URL without its final slashes; undefined for what is none: https, or http on loopback, without user name, query and
 * fragment. What is in a credential does not belong into a URL, which is shown and logged.
 */
export function readBaseUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text)) return undefined;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname)))
    return undefined;
  return url.href.replace(/\/+$/, '');
}

const TIMEOUT: HttpCalled = { ok: false, outcome: 'timeout' };
const UNREACHABLE: HttpCalled = { ok: false, outcome: 'unreachable' };
const MALFORMED: HttpCalled = { ok: false, outcome: 'malformed' };
/** As `URL` writes them: every spelling of an address is one. */
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

function receive(response: IncomingMessage, bytesMax: number, settle: (called: HttpCalled) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) settle(MALFORMED);
    else chunks.push(chunk);
  });
  response.once('end', () =>
    settle({
      ok: true,
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: Buffer.concat(chunks),
    }),
  );
  response.once('error', () => settle(UNREACHABLE));
  response.once('close', () => settle(UNREACHABLE));
}

function isParserError(error: NodeJS.ErrnoException): boolean {
  return error.code?.startsWith('HPE_') === true;
}
