import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../core/index.ts';
import { catalogue } from '../../i18n/index.ts';
import type { Store } from '../../store/index.ts';
import { pemEncode } from '../../wire/x509/index.ts';
import {
  PUBLISH_CERTIFICATE_CACHE_SECONDS,
  PUBLISH_CRL_CACHE_SECONDS,
  PUBLISH_CRL_REFRESH_MS,
} from './limits.ts';
import type { IssuerInfo } from './types.ts';

/**
 * Fastify plugin for the plain HTTP listener: CRLs, CA certificates and the root, at the addresses that stand in the
 * certificates (RFC 5280 sections 4.2.1.13 and 4.2.2.1). Plain http on purpose: everything here is signed, and a client
 * that checks a certificate cannot be asked to check another one first. `rootCrl` reads the root's CRL (it is replaced
 * by a command, while this runs).
 */
export function publishAuthority(parts: {
  readonly issuer: IssuerInfo;
  readonly rootFingerprint: string;
  readonly store: { readonly certificates: Pick<Store['certificates'], 'getCrl'> };
  readonly rootCrl: () => Promise<Uint8Array | undefined>;
  readonly clock: Clock;
}): (app: FastifyInstance) => Promise<void> {
  const { issuer, store, rootCrl, clock } = parts;
  const issuingCrl = refreshed(clock, async () => (await store.certificates.getCrl(issuer.id))?.der);
  const rootList = refreshed(clock, rootCrl);
  const fixed: readonly [path: string, type: string, bytes: Uint8Array][] = [
    [`/ca/${issuer.id}.cer`, CERTIFICATE, issuer.certificate],
    ['/ca/root.cer', CERTIFICATE, issuer.root],
    ['/ca/root.pem', PEM, Buffer.from(pemEncode('CERTIFICATE', issuer.root))],
    ['/', TEXT, Buffer.from(catalogue('en').publish.page(pageFacts(issuer, parts.rootFingerprint)))],
  ];
  const changing: readonly [path: string, read: () => Promise<Entity | undefined>][] = [
    [`/ca/${issuer.id}.crl`, issuingCrl],
    ['/ca/root.crl', rootList],
  ];

  return async (app) => {
    for (const [path, type, bytes] of fixed) {
      const entity = entityOf(bytes, clock.now());
      app.get(path, async (request, reply) =>
        answer(request, reply, entity, type, PUBLISH_CERTIFICATE_CACHE_SECONDS),
      );
    }
    for (const [path, read] of changing) {
      app.get(path, async (request, reply) => {
        const entity = await read();
        if (entity === undefined) return reply.code(503).header('retry-after', '10').send();
        return answer(request, reply, entity, CRL, PUBLISH_CRL_CACHE_SECONDS);
      });
    }
  };
}

const CERTIFICATE = 'application/pkix-cert'; // RFC 2585 section 4.1
const CRL = 'application/pkix-crl'; // RFC 2585 section 4.2
const PEM = 'application/x-pem-file';
const TEXT = 'text/plain; charset=utf-8';

type Entity = { readonly bytes: Buffer; readonly etag: string; readonly modified: string };

function entityOf(bytes: Uint8Array, at: number): Entity {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes: Buffer.from(bytes), etag, modified: new Date(at).toUTCString() };
}

/** Reads again only after a while, and gives a changed file a new ETag and date. */
function refreshed(
  clock: Clock,
  read: () => Promise<Uint8Array | undefined>,
): () => Promise<Entity | undefined> {
  let kept: Entity | undefined;
  let readAt = -Infinity;
  return async () => {
    const now = clock.monotonic();
    if (kept !== undefined && now - readAt < PUBLISH_CRL_REFRESH_MS) return kept;
    const bytes = await read();
    readAt = now;
    if (bytes === undefined) kept = undefined;
    else if (kept === undefined || !kept.bytes.equals(bytes)) kept = entityOf(bytes, clock.now());
    return kept;
  };
}

/** RFC 9110 section 13: a client that has the same bytes already gets 304. */
function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  entity: Entity,
  type: string,
  cacheSeconds: number,
): FastifyReply {
  reply
    .header('etag', entity.etag)
    .header('last-modified', entity.modified)
    .header('cache-control', `public, max-age=${cacheSeconds}`)
    .header('x-content-type-options', 'nosniff');
  if (isUnchanged(request, entity)) return reply.code(304).send();
  return reply.header('content-type', type).send(entity.bytes);
}

/** If-None-Match decides alone where it is sent (RFC 9110 section 13.1.3). */
function isUnchanged({ headers }: FastifyRequest, entity: Entity): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined)
    return tags === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === entity.etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return !Number.isNaN(since) && Date.parse(entity.modified) <= since;
}

function pageFacts(issuer: IssuerInfo, rootFingerprint: string) {
  const { organization, trial, id } = issuer;
  return { organization, trial, id, rootFingerprint };
}
