import type { ChallengeType, Clock, Family, Identifier, Log, RetryRule } from '../core/index.ts';
import type { AddressPolicy, Fetcher, Resolver, TlsProber } from '../net/index.ts';
import type { ValidationLimits } from './limits.ts';

export type ValidatorSettings = {
  /** Who answers for a name: servers of its zone, iterative or the stub. Not asked for built-in names. */
  readonly resolverFor: (identifier: Identifier, purpose: ChallengeType | 'caa') => Resolver;
  readonly fetcher: Fetcher;
  readonly tlsProber: TlsProber;
  /** What may be connected to, for one ACME directory. */
  readonly policyFor: (directory: string) => AddressPolicy;
  readonly rule: RetryRule;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<ValidationLimits>;
  /** Files that this process may have open (RLIMIT_NOFILE); validations keep to their share. Without it, to `limits` alone. */
  readonly openFiles?: number;
  /** Factor on every time limit (test setting `validation.time_scale`); 1 by default. */
  readonly timeScale?: number;
  /** Where http-01 begins: 80, or the test setting `validation.http01_port`. */
  readonly http01Port?: number;
  /** Where tls-alpn-01 connects: 443, or the test setting `validation.tls_alpn01_port`. */
  readonly tlsAlpn01Port?: number;
  /** The server's own HTTP listener, which proves `builtIn` requests. */
  readonly builtIn?: { readonly port: number; readonly families: readonly Family[] };
};
