import { type ProfileName, checkPublicKey } from '../ca/index.ts';
import type { Settings } from './acme.ts';
import {
  AUTHORIZATION_LIFETIME_MS,
  AUTHORIZATION_REUSE_MS,
  CHALLENGE_HOLD_MS,
  FINALIZE_HOLD_MS,
  IDENTIFIERS_MAX,
  ORDER_LIFETIME_MS,
  OWN_AUTHORITIES_KEPT,
  RATE_LIMITS,
} from './limits.ts';
import { directoryPaths, hostOf } from './paths.ts';
import type { AcmeOptions, Directory } from './types.ts';

const PROFILES: readonly ProfileName[] = ['default', 'short'];
const DIRECTORIES: readonly Directory[] = [
  { name: 'default', profile: 'default', profiles: PROFILES },
  { name: 'short', profile: 'short', profiles: ['short'] },
];
const PROFILE_TEXTS = {
  default: 'server certificates of 45 days',
  short: 'server certificates of 160 hours',
};

/** The options with every default filled in. */
export function settingsOf(options: AcmeOptions): Settings {
  const directories = (options.directories ?? DIRECTORIES).map(directoryPaths);
  for (const { name, challengeTypes = [], caa } of directories)
    if (challengeTypes.includes('dns-persist-01') && !caa?.issuers.length)
      throw new Error(
        `the directory ${name} offers dns-persist-01 without a name by which records mean this CA`,
      );
  const { termsOfService, website, caaIdentities } = options;
  const orderLifetimeMs = options.orderLifetimeMs ?? ORDER_LIFETIME_MS;
  const authorizationLifetimeMs = options.authorizationLifetimeMs ?? AUTHORIZATION_LIFETIME_MS;
  // else an order could be ready for ever without a proof that still holds
  if (authorizationLifetimeMs < orderLifetimeMs) throw new Error('authorizations must outlive their orders');
  return {
    isOwnHost: (host) => options.isOwnHost(host),
    isOwnAuthority: ownAuthorities(options),
    scheme: options.scheme ?? 'https',
    bases: options.bases ?? [],
    dnsPersistVersion: options.dnsPersistVersion ?? '01',
    directories,
    prefixes: new Set(directories.map(({ prefix }) => prefix)),
    profileTexts: { ...PROFILE_TEXTS, ...options.profileTexts },
    meta: {
      ...(termsOfService !== undefined && { termsOfService }),
      ...(website !== undefined && { website }),
      ...(caaIdentities !== undefined && caaIdentities.length > 0 && { caaIdentities }),
    },
    externalAccountRequired: options.externalAccountRequired ?? false,
    openExternalKey: (sealed, id) => options.openExternalKey?.(sealed, id),
    onRevoked: (issuerId) => options.onRevoked?.(issuerId),
    builtInNames: new Set(options.builtInNames ?? ['localhost']),
    documentation: options.documentation ?? 'docs/errors.md',
    checkKey: options.checkKey ?? checkPublicKey,
    pendingOrdersMax: options.rateLimits?.pendingOrdersPerAccount ?? RATE_LIMITS.pendingOrdersPerAccount,
    orderLifetimeMs,
    authorizationLifetimeMs,
    authorizationReuseMs: options.authorizationReuseMs ?? AUTHORIZATION_REUSE_MS,
    challengeHoldMs: options.challengeHoldMs ?? CHALLENGE_HOLD_MS,
    finalizeHoldMs: options.finalizeHoldMs ?? FINALIZE_HOLD_MS,
    identifiersMax: options.identifiersMax ?? IDENTIFIERS_MAX,
    testAddresses: options.testAddresses ?? false,
  };
}

/** Asked with every request, nearly always for the same: what was found to be ours is kept. */
function ownAuthorities(options: AcmeOptions): (authority: string) => boolean {
  const own = new Set<string>();
  return (authority) => {
    if (own.has(authority)) return true;
    const host = hostOf(authority);
    if (host === undefined || !options.isOwnHost(host)) return false;
    if (own.size >= OWN_AUTHORITIES_KEPT) own.clear(); // a host with every port
    own.add(authority);
    return true;
  };
}
