import type { IncomingMessage } from 'node:http';
import { fail, fault, ok, type Result } from '../../core/index.ts';

const EMPTY = Buffer.alloc(0);

/**
 * The whole body of a request; `bodyTooLarge` as soon as it is known to have more than `max` bytes, and the rest is not looked at.
 * `bodyUnreadable`: the connection ended within it. GET and HEAD have none (RFC 9110 section 9.3.1): what is sent with them is passed
 * over by Node.
 */
export function readBody(request: IncomingMessage, max: number): Promise<Result<Uint8Array>> {
  const { method, headers } = request;
  if (method === 'GET' || method === 'HEAD') return Promise.resolve(ok(EMPTY));
  if (Number(headers['content-length']) > max) return Promise.resolve(fail(fault('bodyTooLarge', { max })));
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= max) chunks.push(chunk);
      else resolve(fail(fault('bodyTooLarge', { max })));
    });
    request.on('end', () => {
      const [first = EMPTY] = chunks;
      resolve(ok(chunks.length < 2 ? first : Buffer.concat(chunks, length)));
    });
    request.on('error', () => resolve(fail(fault('bodyUnreadable', {}))));
  });
}
