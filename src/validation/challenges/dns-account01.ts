import { createHash } from 'node:crypto';
import { base32 } from '../../core/index.ts';
import type { Challenge } from './challenge.ts';
import { digestOf } from './dns01.ts';
import { txtChallenge } from './txt.ts';

/**
 * draft-ietf-acme-dns-account-label section 3.2: as dns-01, below a label of the account, so that several clients can prove one
 * name without a common place.
 */
export const dnsAccount01: Challenge = (job) => {
  const { identifier, subscriber } = job.request;
  const digest = digestOf(job.request);
  const name = `${accountLabel(subscriber.accountUrls[0] ?? '')}._acme-challenge.${identifier.value}`;
  return txtChallenge(job, name, (text) => text === digest);
};

/** `_` and the base32 (RFC 4648 section 6, lower-case) of the first ten bytes of the SHA-256 of the account URL. */
export function accountLabel(url: string): string {
  return `_${base32(createHash('sha256').update(url).digest().subarray(0, LABEL_BYTES))}`;
}
const LABEL_BYTES = 10;
