import type { Subscriber } from '../../../validation/index.ts';
import type { Settings } from '../acme.ts';

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
  const known = [...own, ...directories].flatMap(({ prefix }) =>
    bases.map((base) => `${base}${prefix}/account/${account.id}`),
  );
  return {
    accountUrls: [...new Set(kid === undefined ? known : [kid, ...known])],
    thumbprint: account.thumbprint,
  };
}
