import { hash } from 'node:crypto';

/** What an entry's digest is about. `details` is JSON text, kept as it was written. */
export type HashedEntry = {
  readonly previous: string;
  readonly sequence: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly object: string;
  readonly details: string;
};

/**
 * SHA-256, lower-case hex, over the entry's fields in this sequence, each as a netstring (its length in bytes, a colon, its UTF-8, a comma),
 * so that nothing can be moved from one field to another. `previous` is the digest of the entry before.
 */
export function auditHash(entry: HashedEntry): string {
  const { previous, sequence, at, actor, action, object, details } = entry;
  const fields = [previous, String(sequence), String(at), actor, action, object, details];
  const text = fields.map((field) => `${Buffer.byteLength(field)}:${field},`).join('');
  return hash('sha256', text, 'hex');
}
