import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChallengeType, Clock, Log } from '../../core/index.ts';
import type { Store } from '../../store/index.ts';
import type { CaaTerms, PersistTerms, Validator } from '../../validation/index.ts';
import type { CertificateAuthority, ProfileName } from '../ca/index.ts';
import type { CheckKey } from './jws/public-key.ts';
import type { RateLimits } from './limits.ts';

/** One ACME directory: `default` is at `/acme/directory`, any other at `/acme/<name>/directory`. */
export type Directory = {
  readonly name: string;
  /** Profile of orders that name none. */
  readonly profile: ProfileName;
  /** Profiles that an order may name; the directory's meta lists them. */
  readonly profiles: readonly ProfileName[];
  /** How CAA records count; not at all where absent. */
  readonly caa?: CaaTerms;
  /** What is offered, as far as it suits the identifier. */
  readonly challengeTypes?: readonly ChallengeType[];
  /** RFC 9444: may one authorization of a domain serve all names below it, and be made before an order? Not where absent. */
  readonly subdomainAuthorizations?: boolean;
};

/** What the ACME server needs, and what can be set. Times in milliseconds. */
export type AcmeOptions = {
  readonly store: Store;
  readonly ca: CertificateAuthority;
  readonly validator: Validator;
  readonly clock: Clock;
  readonly log: Log;
  /** Is this host (lower-case name or IP literal, no port, no brackets) one of this server's? Others get 421. */
  isOwnHost(host: string): boolean;
  /**
   * Scheme and authority of each address by which accounts are known, e.g. `https://ca.example:6464`: what DNS records that name an
   * account may say beside the address that the client itself uses.
   */
  readonly bases?: readonly string[];
  /** Scheme of every address the server writes and expects in `url`; `https` unless a test says otherwise. */
  readonly scheme?: 'https' | 'http';
  readonly directories?: readonly Directory[];
  /** One line for each profile, shown in the directory. */
  readonly profileTexts?: Readonly<Partial<Record<ProfileName, string>>>;
  readonly termsOfService?: string;
  readonly website?: string;
  readonly caaIdentities?: readonly string[];
  /** The draft of dns-persist-01 that is spoken, where a directory offers it; the issuer names are those of its CAA terms. */
  readonly dnsPersistVersion?: PersistTerms['version'];
  readonly externalAccountRequired?: boolean;
  /** Opens the MAC key of this id, which the store holds encrypted; undefined when it cannot be opened. */
  openExternalKey?(sealed: Uint8Array, id: string): Uint8Array | undefined;
  /** Called after a certificate was revoked, durably: a new CRL is due. */
  onRevoked?(issuerId: string): void;
  /** Names that every account may order and that are proven on the server itself; `localhost` alone. */
  readonly builtInNames?: readonly string[];
  /** Where the documentation of refusals is; problem documents carry it with an anchor. */
  readonly documentation?: string;
  /** The check of account keys; the CA's unless a test says otherwise. */
  readonly checkKey?: CheckKey;
  readonly rateLimits?: Partial<RateLimits>;
  readonly orderLifetimeMs?: number;
  readonly authorizationLifetimeMs?: number;
  readonly authorizationReuseMs?: number;
  readonly challengeHoldMs?: number;
  readonly finalizeHoldMs?: number;
  readonly identifiersMax?: number;
  /** Test setting: loopback and documentation addresses are issued like others. */
  readonly testAddresses?: boolean;
};

/** The running ACME server. */
export type AcmeServer = {
  /** Takes every request: `http.createServer(routing)`. */
  routing(request: IncomingMessage, response: ServerResponse): void;
  /** Takes up validations and issuances that a stop or crash left unfinished. Resolves when those are started. */
  resume(): Promise<void>;
  /** Someone else changed this account (status, contacts, key): forget what is cached of it. */
  accountChanged(id: string): void;
  /** Someone changed the allowances: read them again. */
  allowancesChanged(): void;
  /** Stops taking work, waits for running issuances (not for validations). */
  close(): Promise<void>;
};
