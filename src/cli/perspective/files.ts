import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readPrivateFile, writeFileDurably } from '../../authority/signer/index.ts';
import { fail, fault, ok, type Region, REGIONS, type Result } from '../../core/index.ts';
import { type Credentials, PEER_NAME, PIN } from '../../validation/index.ts';

/** What a perspective knows of itself, beside its key and certificates. */
type AgentRecord = z.infer<typeof RECORD>;
const RECORD = z.strictObject({
  version: z.literal(1),
  name: z.string().regex(PEER_NAME),
  role: z.enum(['perspective', 'client']),
  region: z.enum(REGIONS as readonly [Region, ...Region[]]).nullable(),
  /** Where it listens; null where it dials out. */
  url: z.string().nullable(),
  /** Where the server listens for perspectives. */
  server: z.string(),
  pin: z.string().regex(PIN),
});

export type AgentFiles = { readonly record: AgentRecord; readonly credentials: Credentials };

/** Everything that a perspective keeps: four small files, for their owner alone. */
function paths(directory: string) {
  const at = (name: string) => join(directory, name);
  return {
    record: at('perspective.json'),
    key: at('perspective.key'),
    certificate: at('perspective.pem'),
    root: at('root.pem'),
  };
}

/** The name of whoever is there already, which a join must not overwrite; undefined where nobody is. */
export async function holdsAgent(directory: string): Promise<string | undefined> {
  if (!existsSync(paths(directory).record)) return undefined;
  const files = await readAgent(directory);
  return files.ok ? files.value.record.name : '?';
}

/** Makes the directory, or says why it cannot be used, before a token is spent on it. Fault `dataDirectoryUnusable`. */
export function prepareAgentDirectory(directory: string): Result<void> {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK | constants.X_OK);
    return ok(undefined);
  } catch (error) {
    const { code: cause = 'error' } = error as NodeJS.ErrnoException;
    return fail(fault('dataDirectoryUnusable', { directory, cause }));
  }
}

/** The record last: without it there is nothing, and joining may begin again. */
export async function writeAgent(directory: string, { record, credentials }: AgentFiles): Promise<void> {
  const to = paths(directory);
  await writeFileDurably(to.key, Buffer.from(credentials.key));
  await writeFileDurably(to.certificate, Buffer.from(credentials.certificate));
  await writeFileDurably(to.root, Buffer.from(credentials.root));
  await writeFileDurably(to.record, Buffer.from(`${JSON.stringify(RECORD.parse(record), null, 2)}\n`));
}

/** The certificate alone, after a renewal. */
export async function writeAgentCertificate(directory: string, certificate: string): Promise<void> {
  await writeFileDurably(paths(directory).certificate, Buffer.from(certificate));
}

/** Faults: `agentNotJoined`, `agentFileBroken`, `keyFile*`. */
export async function readAgent(directory: string): Promise<Result<AgentFiles>> {
  const from = paths(directory);
  if (!existsSync(from.record)) return fail(fault('agentNotJoined', { directory }));
  const texts: string[] = [];
  for (const path of [from.record, from.key, from.certificate, from.root]) {
    const bytes = await readPrivateFile(path);
    if (!bytes.ok) return bytes;
    texts.push(Buffer.from(bytes.value).toString());
  }
  const [text = '', key = '', certificate = '', root = ''] = texts;
  try {
    return ok({ record: RECORD.parse(JSON.parse(text)), credentials: { key, certificate, root } });
  } catch {
    return fail(fault('agentFileBroken', { path: from.record }));
  }
}
