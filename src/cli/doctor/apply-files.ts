import { randomBytes } from 'node:crypto';
import { chmod, chown, copyFile, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { patched, type Step } from '../../doctor/remedies/index.ts';

type Edit = Extract<Step, { do: 'edit' }>;

/** A file that will be changed: how it was, and where that is kept; `backup` is absent where there was none. */
export type Planned = { readonly path: string; readonly text: string; readonly backup: string | undefined };

/**
 * Reads the files of all edits, and keeps a copy of each; undefined with the file's name where one is no longer what the diff was
 * made for. Nothing is changed.
 */
export async function planEdits(
  edits: readonly Edit[],
  folder: string,
): Promise<
  { readonly ok: true; readonly plans: readonly Planned[] } | { readonly ok: false; readonly file: string }
> {
  const plans: Planned[] = [];
  for (const [index, { file, diff }] of edits.entries()) {
    const path = await realpath(file).catch(() => file);
    const old = await readFile(path, 'utf8').catch(() => undefined);
    const text = patched(old, diff);
    if (text === undefined) return { ok: false, file };
    const backup = old === undefined ? undefined : join(folder, `backup-${index}`);
    if (backup !== undefined) await copyWhole(path, backup);
    plans.push({ path, text, backup });
  }
  return { ok: true, plans };
}

/** With its owner and mode: the copy takes its place again where the change is taken back. */
async function copyWhole(path: string, backup: string): Promise<void> {
  await copyFile(path, backup);
  const { mode, uid, gid } = await stat(path);
  await chmod(backup, mode);
  await chown(backup, uid, gid);
}

/** Whole or not at all: written beside, synced, and put in its place with the owner and mode of the one before. */
export async function writeFileWhole({ path, text, backup }: Planned): Promise<void> {
  const beside = join(dirname(path), `.sixfour-${randomBytes(6).toString('hex')}`);
  await mkdir(dirname(path), { recursive: true });
  const file = await open(beside, 'wx', 0o600); // the one before may hold what others must not read
  try {
    await file.writeFile(text);
    const before = backup === undefined ? undefined : await stat(path);
    if (before !== undefined) await file.chown(before.uid, before.gid); // which takes set-id bits away
    await file.chmod(before?.mode ?? 0o644);
    await file.sync();
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw cause;
  } finally {
    await file.close();
  }
}
