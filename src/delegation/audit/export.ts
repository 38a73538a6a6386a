import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import type { AuditCheckpoint, AuditEntry } from '../../store/index.ts';
import { type ChainVerdict, walkChain } from './chain.ts';
import { EXPORT_LINE_CHARS_MAX } from './limits.ts';

/** One line of an export (JSON Lines). */
export type AuditLine =
  | ({ readonly type: 'entry' } & AuditEntry)
  | ({ readonly type: 'checkpoint' } & AuditCheckpoint);

/** Entries in their sequence, each with the checkpoint that is about it behind it. */
export function exportLines(
  entries: readonly AuditEntry[],
  checkpoints: readonly AuditCheckpoint[],
): AuditLine[] {
  const bySequence = new Map(checkpoints.map((one) => [one.sequence, one]));
  return entries.flatMap((entry): AuditLine[] => {
    const checkpoint = bySequence.get(entry.sequence);
    return [
      { type: 'entry', ...entry },
      ...(checkpoint === undefined ? [] : [{ type: 'checkpoint' as const, ...checkpoint }]),
    ];
  });
}

/** A public key in PEM. Fault `auditKeyUnreadable`. */
export function readPublicKey(pem: string, file: string): Result<KeyObject> {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return ok(key);
  } catch {
    // told below
  }
  return fail(fault('auditKeyUnreadable', { file }));
}

/** Verifies an export with the public key alone. Fault `auditLineUnreadable` for what is none. */
export async function verifyExport(
  lines: AsyncIterable<string>,
  publicKey: KeyObject,
): Promise<Result<ChainVerdict>> {
  const walk = walkChain(publicKey);
  let number = 0;
  for await (const text of lines) {
    number++;
    if (text === '') continue;
    const line = readLine(text);
    if (line === undefined) return fail(fault('auditLineUnreadable', { line: number }));
    const { type, ...rest } = line;
    const fits = type === 'entry' ? walk.entry(rest as AuditEntry) : walk.checkpoint(rest as AuditCheckpoint);
    if (!fits) break;
  }
  const verdict = walk.end();
  const unsigned = verdict.problem === null && verdict.signed === null;
  return ok(unsigned ? { ...verdict, problem: { sequence: verdict.first, problem: 'unsigned' } } : verdict);
}

const number = z.int().min(0);
const HASH = z.string().regex(/^[0-9a-f]{64}$/);
const LINE = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('entry'),
    sequence: number,
    at: number,
    actor: z.string(),
    action: z.string(),
    object: z.string(),
    details: z.string(),
    previous: z.union([HASH, z.literal('')]),
    hash: HASH,
  }),
  z.strictObject({
    type: z.literal('checkpoint'),
    sequence: number,
    at: number,
    hash: HASH,
    signature: z.base64(),
  }),
]);

function readLine(text: string): AuditLine | undefined {
  if (text.length > EXPORT_LINE_CHARS_MAX) return undefined;
  try {
    return LINE.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
