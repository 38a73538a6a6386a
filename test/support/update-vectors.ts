// Messages of clients that speak RFC 2136, as they came over the wire: kept in test/vectors/update, one file for each client.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Listener, Operation } from '../../src/delegation/entrances/update/index.ts';
import { nameFromText, type TsigKey } from '../../src/wire/dns/index.ts';

export type UpdateVector = {
  readonly client: string;
  readonly version: string;
  readonly how: string;
  readonly listener: Listener;
  /** In the order in which they came. `rcode`: of our answer. */
  readonly messages: readonly {
    readonly transport: 'udp' | 'tcp';
    readonly hex: string;
    readonly rcode: number;
  }[];
  /** What all of them together changed. */
  readonly operations: readonly Operation[];
};

/** The key of all vectors; it is nobody's. */
export const VECTOR_KEY = 'client';
export const VECTOR_SECRET = 'c2l4Zm91ciB1cGRhdGUgdmVjdG9ycywgbm8gc2VjcmV0';
export const vectorKey: TsigKey = {
  name: nameFromText(VECTOR_KEY),
  algorithm: 'hmac-sha256',
  secret: Uint8Array.from(Buffer.from(VECTOR_SECRET, 'base64')),
};

export const VECTORS = join(dirname(dirname(fileURLToPath(import.meta.url))), 'vectors', 'update');

export function readUpdateVectors(): readonly UpdateVector[] {
  return readdirSync(VECTORS)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => JSON.parse(readFileSync(join(VECTORS, file), 'utf8')) as UpdateVector);
}
