import { request as httpRequest } from 'node:http';
import type { Outcome } from '../../core/index.ts';
import type { Address } from '../../net/index.ts';
import { ANSWER_MS, CONNECT_MS, HEADER_BYTES, HEADER_CHARS } from './limits.ts';
import type { Tools } from './net.ts';

export type Reply =
  | {
      readonly ok: true;
      readonly status: number;
      /** Of a redirect, as it stands in the answer. */
      readonly location: string | undefined;
      readonly headers: Readonly<Partial<Record<'server' | 'via' | 'cf-ray' | 'x-cache', string>>>;
    }
  | { readonly ok: false; readonly outcome: Outcome };

/**
 * One request by plain HTTP to one address; the headers of its answer, of the body nothing. Never rejects for what a server does, and
 * ends within the two limits.
 */
export async function request(
  { dialer, clock, ports }: Tools,
  address: Address,
  asked: { readonly host: string; readonly method: string; readonly path: string },
): Promise<Reply> {
  const dialled = await dialer.dial({ address, port: ports.http, timeoutMs: CONNECT_MS });
  if (!dialled.ok) return { ok: false, outcome: dialled.outcome };
  const { socket } = dialled;
  return new Promise((resolve) => {
    let settled = false;
    const settle = (reply: Reply) => {
      if (settled) return;
      settled = true;
      cancel();
      socket.destroy(); // keeps its error listener: a late error must not be thrown
      resolve(reply);
    };
    const failed = (outcome: Outcome) => settle({ ok: false, outcome });
    const cancel = clock.after(ANSWER_MS, () => failed('first-byte-timeout'));
    socket.on('error', () => failed('reset'));
    const client = httpRequest({
      createConnection: () => socket,
      method: asked.method,
      path: asked.path,
      host: asked.host,
      setHost: false,
      headers: { Host: asked.host, 'User-Agent': USER_AGENT, Accept: '*/*', Connection: 'close' },
      maxHeaderSize: HEADER_BYTES,
    });
    client.on('error', (error: NodeJS.ErrnoException) =>
      failed(error.code?.startsWith('HPE_') ? 'malformed' : 'closed'),
    );
    client.on('upgrade', () => failed('malformed'));
    client.on('response', ({ statusCode = 0, headers }) => {
      const read = (name: string) => String(headers[name] ?? '').slice(0, HEADER_CHARS) || undefined;
      const kept = NAMES.flatMap((name) => {
        const value = read(name);
        return value === undefined ? [] : [[name, value] as const];
      });
      settle({
        ok: true,
        status: statusCode,
        location: headers.location,
        headers: Object.fromEntries(kept),
      });
    });
    client.end();
  });
}
const NAMES = ['server', 'via', 'cf-ray', 'x-cache'] as const;
const USER_AGENT =
  'Mozilla/5.0 (compatible; sixfour doctor; it tests a rule for the path of ACME challenges)';
