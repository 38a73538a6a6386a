import type { Account, AccountStore } from '../../store/index.ts';
import { importStoredKey, type PublicKey } from './jws/public-key.ts';
import { ACCOUNT_CACHE_MAX } from './limits.ts';

/** Accounts with their keys ready to verify with, by account id. */
export type AccountKeys = {
  get(id: string): Promise<KnownAccount | undefined>;
  /** The account changed, or will within this turn: forget it. */
  forget(id: string): void;
};
type KnownAccount = { readonly account: Account; readonly key: PublicKey };

/**
 * A bounded cache, least recently used out first. A read that began before a change is not kept, so that no stale status
 * or key can enter it.
 */
export function createAccountKeys(store: AccountStore): AccountKeys {
  const known = new Map<string, KnownAccount>();
  let changes = 0;

  async function load(id: string): Promise<KnownAccount | undefined> {
    const before = changes;
    const account = await store.get(id);
    if (account === undefined) return undefined;
    const entry = { account, key: importStoredKey(account.jwk) };
    if (before !== changes) return entry;
    known.set(id, entry);
    if (known.size > ACCOUNT_CACHE_MAX)
      for (const oldest of known.keys()) {
        known.delete(oldest);
        break;
      }
    return entry;
  }
  return {
    async get(id) {
      const entry = known.get(id);
      if (entry === undefined) return load(id);
      known.delete(id); // to the end: the map's order is the order of last use
      known.set(id, entry);
      return entry;
    },
    forget(id) {
      changes++;
      known.delete(id);
    },
  };
}
