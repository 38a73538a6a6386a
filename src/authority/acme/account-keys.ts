import type { Account, AccountStore } from '../../store/index.ts';
import { importStoredKey, type PublicKey } from './jws/public-key.ts';
import { ACCOUNT_CACHE_MAX } from './limits.ts';

/** Accounts with their keys ready to verify with, by account id. */
export type AccountKeys = {
  /** What is kept ready, at once. */
  known(id: string): KnownAccount | undefined;
  /** The same, or what the store has. */
  get(id: string): Promise<KnownAccount | undefined>;
  /** The account changed, or will within this turn: forget it. */
  forget(id: string): void;
};
export type KnownAccount = { readonly account: Account; readonly key: PublicKey };

/**
 * A bounded cache, least recently used out first. A read that began before a change is not kept, so that no stale status
 * or key can enter it.
 */
export function createAccountKeys(store: AccountStore): AccountKeys {
  const kept = new Map<string, KnownAccount>();
  let changes = 0;

  function known(id: string): KnownAccount | undefined {
    const entry = kept.get(id);
    if (entry === undefined) return undefined;
    kept.delete(id); // to the end: the map's order is the order of last use
    kept.set(id, entry);
    return entry;
  }

  async function load(id: string): Promise<KnownAccount | undefined> {
    const before = changes;
    const account = await store.get(id);
    if (account === undefined) return undefined;
    const entry = { account, key: importStoredKey(account.jwk) };
    if (before !== changes) return entry;
    kept.set(id, entry);
    if (kept.size > ACCOUNT_CACHE_MAX)
      for (const oldest of kept.keys()) {
        kept.delete(oldest);
        break;
      }
    return entry;
  }
  return {
    known,
    get: async (id) => known(id) ?? load(id),
    forget(id) {
      changes++;
      kept.delete(id);
    },
  };
}
