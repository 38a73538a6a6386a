import type { Clock, Log } from '../../core/index.ts';
import type { Store } from '../../store/index.ts';
import type { CertificateAuthority } from '../ca/index.ts';
import type { AccountKeys } from './account-keys.ts';
import type { Hold } from './work/hold.ts';
import type { Issuances } from './work/issuances.ts';
import type { Rechecks } from './work/rechecks.ts';
import type { Validations } from './work/validations.ts';
import type { CheckKey } from './jws/public-key.ts';
import type { RateLimiter } from './rate-limits.ts';
import type { Allowances } from './policy/allowances.ts';
import type { Nonces } from './nonces.ts';
import type { DirectoryPaths } from './paths.ts';
import type { AcmeOptions } from './types.ts';

/** Everything that steps work with: options made whole, and the state that lives as long as the server. */
export type Acme = {
  readonly store: Store;
  readonly ca: CertificateAuthority;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  readonly nonces: Nonces;
  readonly accountKeys: AccountKeys;
  readonly allowances: Allowances;
  readonly validations: Validations;
  readonly rechecks: Rechecks;
  readonly issuances: Issuances;
  readonly hold: Hold;
  /** Requests that failed by our own fault since that was last logged. */
  readonly trouble: { count: number; loggedAt: number };
  readonly limiters: {
    readonly accountsPerNetwork: RateLimiter;
    readonly ordersPerNetwork: RateLimiter;
    readonly ordersPerAccount: RateLimiter;
    readonly failuresPerName: RateLimiter;
  };
};

export type Settings = Required<
  Pick<
    AcmeOptions,
    | 'isOwnHost'
    | 'scheme'
    | 'bases'
    | 'dnsPersistVersion'
    | 'externalAccountRequired'
    | 'openExternalKey'
    | 'onRevoked'
    | 'documentation'
    | 'orderLifetimeMs'
    | 'authorizationLifetimeMs'
    | 'authorizationReuseMs'
    | 'challengeHoldMs'
    | 'finalizeHoldMs'
    | 'identifiersMax'
    | 'testAddresses'
  >
> & {
  /** Is it one of our hosts, with whatever port? */
  readonly isOwnAuthority: (authority: string) => boolean;
  readonly directories: readonly DirectoryPaths[];
  readonly prefixes: ReadonlySet<string>;
  readonly profileTexts: Readonly<Record<string, string>>;
  readonly meta: { termsOfService?: string; website?: string; caaIdentities?: readonly string[] };
  readonly builtInNames: ReadonlySet<string>;
  readonly checkKey: CheckKey;
  readonly pendingOrdersMax: number;
};
