import { z } from 'zod';
import type { Remembered } from './chain.ts';
import type { AuditMemory, Sealing } from './types.ts';

/** The last signed entry, as the file beside the database remembers it; sealed, so that nobody without the key at rest can write another. */
export async function readMemory(
  memory: AuditMemory,
  atRest: Sealing,
): Promise<
  { readonly outcome: 'read'; readonly remembered: Remembered } | { readonly outcome: 'missing' | 'broken' }
> {
  const sealed = await memory.read();
  if (sealed === undefined) return { outcome: 'missing' };
  const opened = atRest.open(sealed, CONTEXT);
  const read = opened.ok ? FORM.safeParse(parse(opened.value)) : undefined;
  return read?.success === true ? { outcome: 'read', remembered: read.data } : { outcome: 'broken' };
}

export async function writeMemory(
  memory: AuditMemory,
  remembered: Remembered,
  atRest: Sealing,
): Promise<void> {
  await memory.write(atRest.seal(Buffer.from(JSON.stringify(remembered)), CONTEXT));
}

const CONTEXT = 'audit/memory';
const FORM = z.strictObject({ sequence: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) });

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}
