import { createHash } from 'node:crypto';
import { canonicalData } from './canonical.ts';
import { TYPE } from './constants.ts';
import { MESSAGE_BYTES_MAX } from './limits.ts';
import { lowerCaseName } from './name.ts';
import type { Dnskey, Name } from './types.ts';
import { writeNameAsIs } from './writer.ts';
import type { Writer } from './writer.ts';

/** IANA "Digest Algorithms" of DS records. */
export const DIGEST_TYPE = { SHA1: 1, SHA256: 2, SHA384: 4 } as const;

const HASHES: Readonly<Record<number, string>> = { 1: 'sha1', 2: 'sha256', 4: 'sha384' };

/** The digest of a DS record for a key (RFC 4034 section 5.1.4); undefined for a digest type that is not known. */
export function digestKey(owner: Name, key: Dnskey, digestType: number): Uint8Array | undefined {
  const hash = HASHES[digestType];
  if (hash === undefined) return undefined;
  const writer: Writer = { bytes: new Uint8Array(MESSAGE_BYTES_MAX), at: 0, targets: [] };
  writeNameAsIs(writer, lowerCaseName(owner));
  const digest = createHash(hash)
    .update(writer.bytes.subarray(0, writer.at))
    .update(canonicalData(TYPE.DNSKEY, key));
  return Uint8Array.from(digest.digest());
}

/** The key tag (RFC 4034 appendix B): a hint which key made a signature, not a name of it. Algorithm 1 is not known here. */
export function keyTag(key: Dnskey): number {
  const data = canonicalData(TYPE.DNSKEY, key);
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += (i & 1) === 0 ? (data[i] ?? 0) << 8 : (data[i] ?? 0);
  return (sum + (sum >>> 16)) & 0xffff;
}
