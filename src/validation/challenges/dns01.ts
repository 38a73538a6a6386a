import { createHash } from 'node:crypto';
import type { Challenge } from './challenge.ts';
import { txtChallenge } from './txt.ts';
import type { ValidationRequest } from '../types.ts';

/**
 * RFC 8555 section 8.4: a TXT record at `_acme-challenge.<name>` holds the base64url SHA-256 of the key authorization. Any
 * record may match; others may be there (base name and wildcard share one place).
 */
export const dns01: Challenge = (job) => {
  const digest = digestOf(job.request);
  const name = `_acme-challenge.${job.request.identifier.value}`;
  return txtChallenge(job, name, (text) => text === digest);
};

/** The value of the TXT record (RFC 8555 section 8.4). */
export function dns01Digest(keyAuthorization: string): string {
  return createHash('sha256').update(keyAuthorization).digest('base64url');
}

/** The same of a request, whether it brings the key authorization or its digest alone. */
export function digestOf({ digest, keyAuthorization }: ValidationRequest): string {
  return digest ?? dns01Digest(keyAuthorization);
}
