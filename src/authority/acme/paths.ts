import type { ChallengeType } from '../../core/index.ts';
import type { Directory } from './types.ts';

/** A directory with the prefix of everything below it. */
export type DirectoryPaths = Directory & { readonly prefix: string };

/** Directory names must not be taken for one of the default directory's resources. */
const RESERVED = /^(new-|revoke-|key-|directory$|account|order|authorization|challenge|certificate|default$)/;
const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** `/acme` for the default directory, `/acme/<name>` for others. Throws for a name that settings should have refused. */
export function directoryPaths(directory: Directory): DirectoryPaths {
  if (directory.name === 'default') return { ...directory, prefix: '/acme' };
  if (!NAME.test(directory.name) || RESERVED.test(directory.name))
    throw new Error(`"${directory.name}" cannot be the name of an ACME directory`);
  return { ...directory, prefix: `/acme/${directory.name}` };
}

type Place = { readonly base: string; readonly directory: DirectoryPaths };

/** Absolute addresses of resources, on the host that the client used. */
export const addressOf = {
  directory: (at: Place) => `${at.base}${at.directory.prefix}/directory`,
  newNonce: (at: Place) => `${at.base}${at.directory.prefix}/new-nonce`,
  newAccount: (at: Place) => `${at.base}${at.directory.prefix}/new-account`,
  newAuthorization: (at: Place) => `${at.base}${at.directory.prefix}/new-authz`,
  newOrder: (at: Place) => `${at.base}${at.directory.prefix}/new-order`,
  revokeCertificate: (at: Place) => `${at.base}${at.directory.prefix}/revoke-cert`,
  keyChange: (at: Place) => `${at.base}${at.directory.prefix}/key-change`,
  account: (at: Place, id: string) => `${at.base}${at.directory.prefix}/account/${id}`,
  /** Where hashed account URIs begin (draft-ietf-acme-dns-persist-02 section 4.1); nothing is there to be read. */
  accountHash: (at: Place) => `${at.base}${at.directory.prefix}/account-hash/`,
  orders: (at: Place, accountId: string) => `${at.base}${at.directory.prefix}/orders/${accountId}`,
  order: (at: Place, id: string) => `${at.base}${at.directory.prefix}/order/${id}`,
  finalize: (at: Place, id: string) => `${at.base}${at.directory.prefix}/order/${id}/finalize`,
  authorization: (at: Place, id: string) => `${at.base}${at.directory.prefix}/authorization/${id}`,
  challenge: (at: Place, id: string, type: ChallengeType) =>
    `${at.base}${at.directory.prefix}/challenge/${id}/${type}`,
  certificate: (at: Place, serial: string, chain = 0) =>
    `${at.base}${at.directory.prefix}/certificate/${serial}${chain === 0 ? '' : `/${chain}`}`,
};

/** The account id in an address that begins as those of this place do; not looked at further. */
export function accountIdBelow({ base, directory: { prefix } }: Place, address: string): string | undefined {
  const at = base.length + prefix.length;
  const begins =
    address.startsWith(base) &&
    address.startsWith(prefix, base.length) &&
    address.startsWith(ACCOUNT_PATH, at);
  return begins ? address.slice(at + ACCOUNT_PATH.length) : undefined;
}
const ACCOUNT_PATH = '/account/';

/** The `accountHash` beside an account's address. */
export function accountHashOf(accountUrl: string): string {
  return accountUrl.replace(/\/account\/[0-9a-z]+$/, '/account-hash/');
}

/** `link("…", 'index')`: one value of a Link header (RFC 8288). */
export function link(address: string, relation: string): string {
  return `<${address}>;rel="${relation}"`;
}

const AUTHORITY = /^(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9._-]{1,253}))(?::([0-9]{1,5}))?$/;

/** The host of a lower-case authority, without port and brackets; undefined when it is none. */
export function hostOf(authority: string): string | undefined {
  const parts = AUTHORITY.exec(authority);
  return parts?.[1] ?? parts?.[2];
}

/** The account id in a `kid`: an account address of this server, on whichever of its hosts (RFC 8555 section 6.2). */
export function accountIdOf(
  kid: string,
  server: { scheme: string; isOwnHost(host: string): boolean; prefixes: ReadonlySet<string> },
): string | undefined {
  const parts = /^(https?):\/\/([^/?#]{1,300})(\/[a-z0-9/-]{1,100})\/account\/([0-9a-z]{1,64})$/.exec(kid);
  if (parts === null) return undefined;
  const [, scheme = '', authority = '', prefix = '', id] = parts;
  const host = hostOf(authority.toLowerCase());
  if (scheme !== server.scheme || host === undefined || !server.isOwnHost(host)) return undefined;
  return server.prefixes.has(prefix) ? id : undefined;
}
