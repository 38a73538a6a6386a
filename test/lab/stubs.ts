// What no real server does on purpose, as data: stub-server.ts plays it inside a node.
import { gzipSync } from 'node:zlib';

/** One address and port, and its misbehaviour. */
export type StubServer = { readonly address: string; readonly port: number } & (
  | {
      /** `silent` accepts and says nothing; `reset` resets when the request arrives; `h2` answers in HTTP/2. */
      readonly mode: 'silent' | 'reset' | 'h2';
    }
  /** Raw answers by the request's path; 404 for any other. */
  | { readonly mode: 'http'; readonly answers: Readonly<Record<string, Answer>> }
  /** A TLS server that speaks these protocols only, with a certificate and its key in PEM. */
  | {
      readonly mode: 'tls';
      readonly protocols: readonly string[];
      readonly cert: string;
      readonly key: string;
    }
);

/** The bytes of a response in base64; `hang` leaves the connection open behind them. */
export type Answer = { readonly raw: string; readonly hang?: true };

type Parts = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** A response with its length. */
export function answer({ status = 200, headers = {}, body = '' }: Parts): Answer {
  const bytes = Buffer.from(body);
  return raw(head(status, { 'Content-Length': String(bytes.length), ...headers }), bytes);
}

export function redirectTo(location: string, status = 302): Answer {
  return answer({ status, headers: { Location: location } });
}

export function gzipped(body: string): Answer {
  return answer({ headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(body) });
}

/** A chunked response: with its last chunk; cut off before it (`closed`); or waiting for it for ever (`hanging`). */
export function chunked(body: string, end: 'whole' | 'closed' | 'hanging'): Answer {
  const chunk = `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n${end === 'whole' ? '0\r\n\r\n' : ''}`;
  const made = raw(head(200, { 'Transfer-Encoding': 'chunked' }), Buffer.from(chunk));
  return end === 'hanging' ? { ...made, hang: true } : made;
}

function head(status: number, headers: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`HTTP/1.1 ${status} Status\r\nConnection: close\r\n${lines.join('')}\r\n`, 'latin1');
}

function raw(...parts: readonly Buffer[]): Answer {
  return { raw: Buffer.concat(parts).toString('base64') };
}
