import type { Subscriber } from '../../../validation/index.ts';
import type { ChallengeType } from '../../../core/index.ts';
import type { Store } from '../../../store/index.ts';
import type { Settings } from '../acme.ts';
import { ACCOUNT_URLS_MAX, PAST_KEYS_MAX } from '../limits.ts';

/**
 * An account as DNS records may name it: every directory shows the same account under an address of its own. `kid` is the address that its client signs with; without one (a validation taken up again
 * after a restart) there are only the addresses under the server's own names.
 */
export function subscriberOf(
  account: { readonly id: string; readonly thumbprint: string },
  directory: string,
  { bases, directories }: Pick<Settings, 'bases' | 'directories'>,
  kid?: string,
): Subscriber {
  const own = directories.filter(({ name }) => name === directory);
  const urls = new Set(kid === undefined ? [] : [kid]);
  for (const { prefix } of [...own, ...directories])
    for (const base of bases) urls.add(`${base}${prefix}/account/${account.id}`);
  return { accountUrls: [...urls].slice(0, ACCOUNT_URLS_MAX), thumbprint: account.thumbprint };
}

/** The same with what one challenge type alone needs: the draft 02 of dns-persist-01 accepts the account's past keys. */
export async function proverOf(
  subscriber: Subscriber,
  { type, accountId }: { readonly type: ChallengeType; readonly accountId: string },
  accounts: Store['accounts'],
  { dnsPersistVersion }: Pick<Settings, 'dnsPersistVersion'>,
): Promise<Subscriber> {
  if (type !== 'dns-persist-01' || dnsPersistVersion !== '02') return subscriber;
  return { ...subscriber, pastThumbprints: await accounts.pastThumbprints(accountId, PAST_KEYS_MAX) };
}
