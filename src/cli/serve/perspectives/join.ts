import type { Log } from '../../../core/index.ts';
import {
  isToken,
  joinAsk,
  PROTOCOL_VERSION,
  readBody,
  type Refusal,
  type Reply,
  tokenHash,
  tokenName,
  versionShape,
} from '../../../validation/index.ts';
import { certify, type CertifyParts } from './certify.ts';

/**
 * `POST /sixfour/join`, the one thing that somebody without a certificate may ask. The steps, in this order: version, token, CSR, then
 * the token is used up together with the row of the certificate. Whatever is wrong with a token has one answer.
 */
export async function answerJoin(
  body: Uint8Array,
  parts: CertifyParts & { readonly log: Log; joined(name: string): Promise<void> },
): Promise<Reply> {
  const { authority, store, clock, log } = parts;
  const spoken = readBody(versionShape, body);
  if (spoken === undefined) return refusal(400, 'malformed');
  if (spoken.protocol !== PROTOCOL_VERSION) return refusal(409, 'version');
  const ask = readBody(joinAsk, body);
  if (ask === undefined) return refusal(400, 'malformed');

  const name = tokenName(ask.token);
  const row = name === undefined ? undefined : await store.get(name);
  const hash = row?.tokenSha256 ?? tokenHash(''); // an unknown name takes the same way
  if (!isToken(ask.token, hash) || row === undefined || row.tokenExpiresAt <= clock.now()) {
    return refusal(403, 'token');
  }
  const csr = authority.checkCsr(Buffer.from(ask.csr, 'base64url'));
  if (!csr.ok) return refusal(400, 'csr');
  const { spki, identifiers } = csr.value;
  if (identifiers.length !== 1 || identifiers[0]?.value !== row.name) return refusal(400, 'csr');

  const holder = { role: row.role, name: row.name, spki };
  const made = await certify(parts, holder, (certificate) =>
    store.join(certificate, tokenHash(ask.token), clock.now()),
  );
  if (made === 'refused') return refusal(403, 'token');
  if (made === 'failed') return refusal(500, 'internal');
  log.info({ perspective: row.name, role: row.role }, 'joined');
  await parts.joined(row.name);
  return {
    status: 200,
    body: JSON.stringify({
      protocol: PROTOCOL_VERSION,
      name: row.name,
      role: row.role,
      region: row.region,
      url: row.url,
      certificate: made.certificate,
    }),
  };
}

export function refusal(status: number, error: Refusal): Reply {
  return { status, body: JSON.stringify({ error, protocol: PROTOCOL_VERSION }) };
}
