import type { Clock, Log } from '../../core/index.ts';
import { USE_EVERY_MS, USED_KEYS_MAX } from './limits.ts';

/**
 * Writes down that a key, or whatever proves a client, was used: once an hour for each, without anybody waiting for it. `write`: as
 * `ClientStore.keyUsed`, which keeps to the hour too, whatever is forgotten here.
 */
export function recordUses(
  write: (id: string, at: number, before: number) => Promise<void>,
  { clock, log }: { readonly clock: Pick<Clock, 'now'>; readonly log: Log },
): (id: string) => void {
  const written = new Map<string, number>();
  return (id) => {
    const now = clock.now();
    const before = now - USE_EVERY_MS;
    if ((written.get(id) ?? -Infinity) > before) return;
    written.delete(id); // to the end: the order is that of writing
    written.set(id, now);
    const [oldest] = written.keys();
    if (written.size > USED_KEYS_MAX && oldest !== undefined) written.delete(oldest);
    write(id, now, before).catch((error: unknown) => {
      log.warn({ cause: String(error) }, 'the use of a key could not be written down');
    });
  };
}
