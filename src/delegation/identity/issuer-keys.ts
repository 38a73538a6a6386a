import { createHash } from 'node:crypto';
import type { Clock } from '../../core/index.ts';
import {
  ISSUER_AGAIN_MS,
  ISSUER_KEYS_MS,
  ISSUER_RETRY_MS,
  ISSUER_WAITING_MAX,
  ISSUERS_KEPT,
} from './limits.ts';
import type { PublicKeys } from './public-keys.ts';

/**
 * The keys of issuers, kept for a while. Each issuer has a look of its own at a time, which all who need it wait for: one that does not
 * answer holds up nobody but those who came with its tokens, and those for a bounded time.
 */
export type IssuerKeys = {
  /** Undefined while they cannot be had. */
  of(issuer: string, ca: string | null): Promise<PublicKeys | undefined>;
  /** After a token with a key that is not among them: those of another look, where the last was long enough ago. */
  newer(issuer: string, ca: string | null): Promise<PublicKeys | undefined>;
};

type Entry = {
  keys: PublicKeys | undefined;
  fetchedAt: number;
  failedAt: number;
  looking: Promise<PublicKeys | undefined> | undefined;
  waiting: number;
};

export function createIssuerKeys(
  fetch: (issuer: string, ca: string | null) => Promise<PublicKeys | undefined>,
  clock: Pick<Clock, 'monotonic'>,
): IssuerKeys {
  const entries = new Map<string, Entry>();

  return {
    async of(issuer, ca) {
      const entry = entryOf(issuer, ca);
      const age = clock.monotonic() - entry.fetchedAt;
      if (entry.keys === undefined || age >= ISSUER_KEYS_MS) return waitFor(entry, issuer, ca);
      if (age >= ISSUER_KEYS_MS / 2) void look(entry, issuer, ca);
      return entry.keys;
    },
    async newer(issuer, ca) {
      const entry = entryOf(issuer, ca);
      const recent = clock.monotonic() - entry.fetchedAt < ISSUER_AGAIN_MS;
      return recent && entry.looking === undefined ? entry.keys : waitFor(entry, issuer, ca);
    },
  };

  async function waitFor(entry: Entry, issuer: string, ca: string | null): Promise<PublicKeys | undefined> {
    if (entry.waiting >= ISSUER_WAITING_MAX) return undefined;
    entry.waiting++;
    try {
      return await look(entry, issuer, ca);
    } finally {
      entry.waiting--;
    }
  }

  /** The look under way, or a new one; none so soon after one that failed. */
  function look(entry: Entry, issuer: string, ca: string | null): Promise<PublicKeys | undefined> {
    if (entry.looking !== undefined) return entry.looking;
    if (clock.monotonic() - entry.failedAt < ISSUER_RETRY_MS) return Promise.resolve(undefined);
    entry.looking = fetch(issuer, ca).then((keys) => {
      entry.looking = undefined;
      if (keys === undefined) entry.failedAt = clock.monotonic();
      else {
        entry.keys = keys;
        entry.fetchedAt = clock.monotonic();
      }
      return keys;
    });
    return entry.looking;
  }

  /** Another CA file is another issuer: nothing that was believed by the old one is by the new. */
  function entryOf(issuer: string, ca: string | null): Entry {
    const id = `${issuer} ${ca === null ? '' : createHash('sha256').update(ca).digest('hex')}`;
    const entry = entries.get(id) ?? {
      keys: undefined,
      fetchedAt: -Infinity,
      failedAt: -Infinity,
      looking: undefined,
      waiting: 0,
    };
    entries.delete(id); // to the end: the order is that of the last use
    entries.set(id, entry);
    const [oldest] = entries.keys();
    if (entries.size > ISSUERS_KEPT && oldest !== undefined) entries.delete(oldest);
    return entry;
  }
}
