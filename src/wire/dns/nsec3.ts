import { createHash } from 'node:crypto';
import { NAME_BYTES_MAX } from './limits.ts';
import { lowerCaseName } from './name.ts';
import type { Name } from './types.ts';
import { writeNameAsIs } from './writer.ts';
import type { Writer } from './writer.ts';

/**
 * The hashed owner name (RFC 5155 section 5) with SHA-1, the only hash that there is. Costs `iterations` + 1 hashes: whoever
 * reads records of strangers bounds them first.
 */
export function hashName(name: Name, salt: Uint8Array, iterations: number): Uint8Array {
  const writer: Writer = { bytes: new Uint8Array(NAME_BYTES_MAX), at: 0, targets: [] };
  writeNameAsIs(writer, lowerCaseName(name));
  let digest = createHash('sha1').update(writer.bytes.subarray(0, writer.at)).update(salt).digest();
  for (let i = 0; i < iterations; i++) digest = createHash('sha1').update(digest).update(salt).digest();
  return Uint8Array.from(digest);
}
