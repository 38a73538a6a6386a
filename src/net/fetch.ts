import {
  request as httpRequest,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import type { AttemptEvidence, BodyKind, Clock, HttpEvidence, Outcome, Phase } from '../core/index.ts';
import { connectOutcome, createDialer } from './dial.ts';
import { FRAMING_BYTES, GZIP_BYTES } from './limits.ts';
import { escapeLocation } from './location.ts';
import { tlsOutcome } from './tls-alert.ts';
import { helloContext, tolerantContext } from './tls-context.ts';
import { watchHandshake } from './tls-watch.ts';
import type { Dialer, Fetcher, FetchRequest, FetchResult } from './types.ts';

export type FetcherSettings = {
  readonly clock: Clock;
  /** What requests call themselves; the default names sixfour and why it asks. */
  readonly userAgent?: string;
  readonly dialer?: Dialer;
};

/** Fetches over real sockets: exactly one GET over HTTP/1.1 on one pinned connection, each phase with a timer of its own. */
export function createFetcher(settings: FetcherSettings): Fetcher {
  const { clock, userAgent = USER_AGENT, dialer = createDialer(settings.clock) } = settings;
  return { fetch: (request) => new Attempt(request, clock, userAgent).run(dialer) };
}

const USER_AGENT =
  'Mozilla/5.0 (compatible; sixfour ACME validation; it checks that a certificate was asked for by this host)';
const NO_BYTES = new Uint8Array(0);

/** One attempt: a small machine that is in one phase at a time, has one timer at a time, and ends exactly once. */
class Attempt {
  readonly #request: FetchRequest;
  readonly #clock: Clock;
  readonly #userAgent: string;
  readonly #url: URL;
  readonly #at: number;
  readonly #began: number;
  #phaseBegan = 0;
  #phase: Phase = 'policy';
  #times: { connectMs?: number; tlsMs?: number; firstByteMs?: number } = {};
  #socket: Socket | undefined;
  #client: ClientRequest | undefined;
  #stopTimer: (() => void) | undefined;
  #forgetStop: (() => void) | undefined;
  #stopWatch: (() => void) | undefined;
  #timers = 0;
  #rawBytes = 0;
  #headers: IncomingHttpHeaders | undefined;
  /** What a look has of a response that does not come to its end. */
  #seen: (() => HttpEvidence) | undefined;
  #done: ((result: FetchResult) => void) | undefined;

  constructor(request: FetchRequest, clock: Clock, userAgent: string) {
    this.#request = request;
    this.#clock = clock;
    this.#userAgent = userAgent;
    this.#url = new URL(request.url);
    this.#at = clock.now();
    this.#began = clock.monotonic();
  }

  async run(dialer: Dialer): Promise<FetchResult> {
    const { address, limits, policy, signal } = this.#request;
    if (!policy.check(address).ok) return this.#result('address-refused');
    this.#phase = 'connect';
    const timeoutMs = Math.min(limits.connectMs, limits.totalMs);
    const dialled = await dialer.dial({ address, port: this.#port(), timeoutMs, signal });
    this.#times.connectMs = this.#elapsed();
    if (!dialled.ok) return this.#result(dialled.outcome, dialled.errno);
    this.#socket = dialled.socket;
    return new Promise((resolve) => {
      this.#done = resolve;
      if (signal?.stopped) return this.#end('cancelled');
      this.#forgetStop = signal?.onStop(() => this.#end('cancelled'));
      if (this.#url.protocol === 'https:') this.#handshake(dialled.socket);
      else this.#send(dialled.socket);
    });
  }

  /** TLS as http-01 wants it: certificates are not verified (the redirect's target need not have one yet), SNI for names only. */
  #handshake(raw: Socket): void {
    this.#enter('tls', this.#request.limits.tlsMs, 'tls-timeout');
    const name = this.#hostname();
    const socket = tlsConnect({
      socket: raw,
      // a look tells large packets there from large packets back: only the validator's hello is as large as a browser's
      secureContext: this.#request.reads === 'look' ? helloContext('small') : tolerantContext(),
      ...(isIP(name) === 0 && { servername: name }),
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: false,
    });
    this.#socket = socket;
    raw.on('error', this.#onError);
    socket.on('error', this.#onError);
    this.#stopWatch = watchHandshake(raw, this.#clock, () => this.#end('too-large'));
    socket.once('secureConnect', () => {
      this.#stopWatch?.();
      socket.off('error', this.#onError);
      this.#times.tlsMs = this.#sinceThen();
      this.#send(socket);
    });
  }

  #send(socket: Socket): void {
    this.#enter('request', this.#request.limits.firstByteMs, 'first-byte-timeout');
    const client = httpRequest({
      createConnection: () => socket,
      method: 'GET',
      host: this.#url.hostname,
      path: this.#url.pathname + this.#url.search,
      headers: {
        Host: this.#url.host,
        ...(this.#request.headers ?? {
          'User-Agent': this.#userAgent,
          Accept: '*/*',
          'Accept-Encoding': 'gzip',
        }),
        Connection: 'close',
      },
      setHost: false,
      maxHeaderSize: this.#request.limits.headerBytes,
      insecureHTTPParser: true, // as lenient as Go's: one response on one connection, so nothing can be smuggled
    });
    this.#client = client;
    client.on('error', this.#onError);
    client.on('finish', () => {
      if (this.#phase === 'request') this.#phase = 'first-byte';
    });
    client.on('response', (response) => this.#receive(response));
    client.on('upgrade', (response) => this.#end('response', undefined, this.#http(response, 0, 'not-read')));
    client.end();
    socket.on('data', (chunk: Uint8Array) => this.#count(chunk.length));
  }

  /** Sees every raw byte: the first one starts the header timer, and none may come above all limits together. */
  #count(bytes: number): void {
    const { headerBytes, headersMs, bodyBytes } = this.#request.limits;
    if (this.#rawBytes === 0) {
      this.#times.firstByteMs = this.#sinceThen();
      if (this.#phase === 'request' || this.#phase === 'first-byte')
        this.#enter('headers', headersMs, 'header-timeout');
    }
    this.#rawBytes += bytes;
    if (this.#rawBytes > headerBytes + bodyBytes + FRAMING_BYTES) this.#end('too-large');
  }

  #receive(response: IncomingMessage): void {
    this.#headers = response.headers;
    if (this.#request.reads === 'look') return this.#look(response);
    if (response.statusCode !== 200) {
      response.on('error', ignore);
      this.#end('response', undefined, this.#http(response, 0, 'not-read'));
      return;
    }
    const { bodyMs, bodyBytes } = this.#request.limits;
    const gzip = /^(?:x-)?gzip$/i.test(response.headers['content-encoding'] ?? '');
    const limit = gzip ? GZIP_BYTES : bodyBytes;
    const chunks: Uint8Array[] = [];
    let length = 0;
    const tooLong = () => this.#end('too-large', undefined, this.#http(response, length, 'too-long'));
    this.#enter('body', bodyMs, 'body-timeout');
    response.on('error', this.#onError);
    response.on('data', (chunk: Uint8Array) => {
      length += chunk.length;
      if (length > limit) tooLong();
      else chunks.push(chunk);
    });
    response.on('end', () => {
      if (!response.complete) return this.#end('closed');
      let body: Uint8Array = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      if (gzip) {
        const inflated = inflate(body, bodyBytes);
        if (inflated === 'too-long') return tooLong();
        if (inflated === 'malformed') return this.#end('malformed', 'gzip');
        body = inflated;
      }
      const http = this.#http(response, body.length, body.length === 0 ? 'empty' : 'not-read');
      this.#phase = 'done';
      this.#end('response', undefined, http, body);
    });
  }

  /** Keeps the beginning of whatever is sent; how much came is known however it ends. */
  #look(response: IncomingMessage): void {
    const { bodyMs, bodyBytes } = this.#request.limits;
    const chunks: Uint8Array[] = [];
    let length = 0;
    const end = (body: BodyKind) => {
      const kept = Buffer.concat(chunks).subarray(0, bodyBytes);
      this.#end('response', undefined, this.#http(response, kept.length, body), kept);
    };
    this.#seen = () => this.#http(response, length, 'not-read');
    this.#enter('body', bodyMs, 'body-timeout');
    response.on('error', this.#onError);
    response.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > bodyBytes) end('too-long');
    });
    response.on('end', () => {
      if (response.complete) end(length === 0 ? 'empty' : 'not-read');
      else this.#end('closed');
    });
  }

  /** Goes on to the next phase and gives it its own time, cut to what is left of the whole. */
  #enter(phase: Phase, ms: number, late: Outcome): void {
    this.#phase = phase;
    this.#stopTimer?.();
    this.#phaseBegan = this.#elapsed();
    const left = this.#request.limits.totalMs - this.#phaseBegan;
    const timer = ++this.#timers;
    const onTimer = () => {
      if (timer === this.#timers) this.#end(late);
    };
    // after a stall of this process the answer may lie in the kernel already: look once before calling it late
    this.#stopTimer = this.#clock.after(Math.max(0, Math.min(ms, left)), () => setImmediate(onTimer));
  }

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    this.#end(this.#outcomeOf(error), error.code);
  };

  #outcomeOf(error: NodeJS.ErrnoException): Outcome {
    const code = error.code ?? '';
    if (code === 'HPE_HEADER_OVERFLOW') return 'too-large';
    if (code.startsWith('HPE_')) return code === 'HPE_INVALID_EOF_STATE' ? 'closed' : 'malformed';
    if (this.#phase === 'tls' || code.startsWith('ERR_SSL_')) return tlsOutcome(error); // TLS 1.3 refuses clients late
    if (code === 'ETIMEDOUT') return LATE[this.#phase] ?? 'error';
    // Node gives its own "hang up" the code of a reset; only the kernel's names the system call
    if (code === 'ECONNRESET') return error.syscall === undefined ? 'closed' : 'reset';
    return connectOutcome(code);
  }

  #end(outcome: Outcome, errno?: string, http?: HttpEvidence, body: Uint8Array = NO_BYTES): void {
    const done = this.#done;
    if (done === undefined) return;
    this.#done = undefined;
    this.#stopTimer?.();
    this.#forgetStop?.();
    this.#stopWatch?.();
    if (outcome === 'response') this.#phase = 'done';
    const result = this.#result(outcome, errno, http ?? this.#seen?.(), body);
    // nothing that comes later may be thrown, and nothing may stay open
    this.#socket?.on('error', ignore);
    this.#client?.on('error', ignore);
    this.#socket?.destroy();
    this.#client?.destroy();
    done(result);
  }

  #result(outcome: Outcome, errno?: string, http?: HttpEvidence, body: Uint8Array = NO_BYTES): FetchResult {
    const { url, hop, address } = this.#request;
    const evidence: AttemptEvidence = {
      kind: 'attempt',
      at: this.#at,
      hop,
      url,
      address: address.text,
      family: address.family,
      port: this.#port(),
      phase: this.#phase,
      outcome,
      ...(errno !== undefined && { errno }),
      times: { ...this.#times, totalMs: this.#elapsed() },
      ...(http && { http }),
    };
    return {
      evidence,
      body: outcome === 'response' ? body : NO_BYTES,
      ...(this.#headers && { headers: this.#headers }),
    };
  }

  #http(response: IncomingMessage, bodyBytes: number, body: BodyKind): HttpEvidence {
    const status = response.statusCode ?? 0;
    const location = status >= 300 && status < 400 ? response.headers.location : undefined;
    return {
      status,
      ...(location !== undefined && { location: escapeLocation(location, this.#url.href) }),
      bodyBytes,
      body,
    };
  }

  /** Milliseconds since the attempt began, to the microsecond. */
  #elapsed(): number {
    return Math.round((this.#clock.monotonic() - this.#began) * 1000) / 1000;
  }

  #sinceThen(): number {
    return Math.round((this.#elapsed() - this.#phaseBegan) * 1000) / 1000;
  }

  #port(): number {
    return this.#url.port !== '' ? Number(this.#url.port) : this.#url.protocol === 'https:' ? 443 : 80;
  }

  #hostname(): string {
    return this.#url.hostname.replace(/^\[|\]$/g, '');
  }
}

/** What the kernel's ETIMEDOUT means after the connection stood. */
const LATE: Readonly<Partial<Record<Phase, Outcome>>> = {
  request: 'first-byte-timeout',
  'first-byte': 'first-byte-timeout',
  headers: 'header-timeout',
  body: 'body-timeout',
};

function inflate(bytes: Uint8Array, limit: number): Uint8Array | 'too-long' | 'malformed' {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-long' : 'malformed';
  }
}

function ignore(): void {}
