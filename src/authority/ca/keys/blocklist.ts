import { readFile, stat } from 'node:fs/promises';
import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { BLOCKLIST_BYTES_MAX } from '../limits.ts';
import type { KeyBlocklist } from './public-key.ts';

/**
 * Reads a list of weak or leaked keys: on each line the SHA-256 of a SubjectPublicKeyInfo in hex (64 digits); empty lines
 * and lines that begin with `#` are passed over. This is how Debian's weak keys (CVE-2008-0166) are refused where a site
 * wants it: the list is long and is not shipped. Faults: `keyListUnreadable`.
 */
export async function readKeyBlocklist(path: string): Promise<Result<KeyBlocklist>> {
  const unreadable = (line: number) => fail(fault('keyListUnreadable', { path, line }));
  let text: string;
  try {
    if ((await stat(path)).size > BLOCKLIST_BYTES_MAX) return unreadable(0);
    text = await readFile(path, 'utf8');
  } catch {
    return unreadable(0);
  }
  const hashes = new Set<string>();
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim().toLowerCase();
    if (line === '' || line.startsWith('#')) continue;
    if (!/^[0-9a-f]{64}$/.test(line)) return unreadable(index + 1);
    hashes.add(line);
  }
  return ok(hashes);
}
