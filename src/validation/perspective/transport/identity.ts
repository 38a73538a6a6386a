import { createHash } from 'node:crypto';
import {
  attempt,
  decodeCertificate,
  decodeSubjectAltName,
  findExtension,
  OID,
} from '../../../wire/x509/index.ts';
import type { Peer, PeerRole } from './types.ts';

/**
 * The one name in a perspective's certificate (RFC 5280 section 4.2.1.6): a URI of a scheme of our own, which no web client looks
 * at and no ACME identifier can be. `perspective` and `client` have a name of the administrator's choice, the server has `server`.
 */
export function peerUri(role: PeerRole, name: string): string {
  return `${SCHEME}${role}:${name}`;
}

/** The names that an administrator may give: one label, so that it can stand in a URI, a file name and a metric as it is. */
export const PEER_NAME = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
/** The server's own, as coordinator. */
export const COORDINATOR_NAME = 'server';

/** What a certificate (DER) says; undefined where it says anything else than exactly one such URI. Its chain is TLS's business. */
export function readPeer(der: Uint8Array): Peer | undefined {
  const read = attempt(() => {
    const { extensions, spki } = decodeCertificate(der);
    const names = findExtension(extensions, OID.subjectAltName);
    return { names: names === undefined ? [] : decodeSubjectAltName(names.value), spki };
  });
  if (!read.ok) return undefined;
  const [only, ...more] = read.value.names;
  if (only?.kind !== 'uri' || more.length > 0) return undefined;
  const [role = '', name = '', ...rest] = only.value.startsWith(SCHEME)
    ? only.value.slice(SCHEME.length).split(':')
    : [];
  if (!isRole(role) || !PEER_NAME.test(name) || rest.length > 0) return undefined;
  return { role, name, spkiSha256: createHash('sha256').update(read.value.spki).digest('hex') };
}

const SCHEME = 'sixfour:';

function isRole(text: string): text is PeerRole {
  return text === 'coordinator' || text === 'perspective' || text === 'client';
}
