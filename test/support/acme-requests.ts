// The requests of the small quick ACME clients: what they sign, and how it travels. No check beyond what they need.
import { type KeyObject, sign } from 'node:crypto';
import { type Agent, request } from 'node:https';

export type Reply = { readonly status: number; readonly location: string | undefined; readonly body: Buffer };

/** One request over the agent's connections; every nonce that a reply brings is handed on. */
export type Send = (method: string, url: string, body?: string) => Promise<Reply>;

export function createSend(agent: Agent, userAgent: string, onNonce: (nonce: string) => void): Send {
  return (method, url, body) =>
    new Promise((resolve, reject) => {
      const headers: Record<string, string | number> = { 'user-agent': userAgent };
      if (body !== undefined) {
        headers['content-type'] = 'application/jose+json';
        headers['content-length'] = Buffer.byteLength(body);
      }
      const outgoing = request(url, { method, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        const fresh = response.headers['replay-nonce'];
        if (typeof fresh === 'string') onNonce(fresh);
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location,
            body: Buffer.concat(chunks),
          }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
}

/** A flattened JWS (RFC 7515 section 7.2.2) by a P-256 key; the payload '' is that of POST-as-GET. */
export function seal(key: KeyObject, header: object, payload: object | ''): string {
  const protectedHeader = Buffer.from(JSON.stringify(header)).toString('base64url');
  const text = payload === '' ? '' : Buffer.from(JSON.stringify(payload)).toString('base64url');
  const input = Buffer.from(`${protectedHeader}.${text}`);
  const signature = sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return JSON.stringify({ protected: protectedHeader, payload: text, signature });
}
