import { z } from 'zod';
import { createApi } from '../http/api.ts';
import { baseUrl, secret, trustedRoots } from '../http/fields.ts';
import type { ProviderFailure, ProviderKind } from '../types.ts';

type Options = { readonly url: string; readonly ca?: string | undefined };
type Account = { readonly username: string; readonly password: string; readonly subdomain: string };
type Credentials = { readonly accounts: Readonly<Record<string, Account>> };

/**
 * An acme-dns server, or ours: a name to which a challenge is delegated there has an account, and two values at a time, of which an
 * update displaces the older one. Nothing can be taken away, and nothing be read. https://github.com/acme-dns/acme-dns#api
 */
export const acmeDns: ProviderKind<Options, Credentials> = {
  options: z.strictObject({
    url: baseUrl('URL of the acme-dns server, as clients have it: https://auth.example.org'),
    ca: trustedRoots(),
  }),
  credentials: z.strictObject({
    accounts: z
      .record(
        z.string().transform((name) => name.toLowerCase().replace(/\.$/, '')),
        // an account file of lego or acme-dns-client fits as it is, with what else it says of an account
        z.object({
          username: secret('What it answered to the registration'),
          password: secret('What it answered to the registration'),
          subdomain: secret('What it answered to the registration'),
        }),
      )
      .describe(
        'The account of each name: by the domain (example.com) or by the whole name (_acme-challenge.example.com)',
      ),
  }),

  open({ options, credentials, clock }) {
    const api = createApi({
      base: options.url,
      ca: options.ca,
      clock,
      secrets: Object.values(credentials.accounts).map(({ password }) => password),
      headers: () => ({}),
      error: z.object({ error: z.string() }).transform(({ error }) => error),
    });
    const accountOf = (name: string) =>
      credentials.accounts[name] ?? credentials.accounts[name.replace(/^_acme-challenge\./, '')];

    return Promise.resolve({
      async add({ name, value }, until) {
        const account = accountOf(name);
        if (account === undefined) return NO_ACCOUNT;
        const { username, password, subdomain } = account;
        const headers = { 'x-api-user': username, 'x-api-key': password };
        const body = { subdomain, txt: value };
        const done = await api.call(
          { method: 'POST', path: '/update', headers, body, answer: z.object({ txt: z.literal(value) }) },
          until,
        );
        return done.ok ? { ok: true, value: {} } : done;
      },
      /** Stays until two others have come: the protocol has no word for it, and a value that has been used proves nothing. */
      remove: ({ name }) =>
        Promise.resolve(accountOf(name) === undefined ? NO_ACCOUNT : { ok: true, value: {} }),
      close: () => api.close(),
    });
  },
};

const NO_ACCOUNT: ProviderFailure = { ok: false, outcome: 'no-zone', code: 'no account' };
