import type { ChallengeType, Fault, Identifier } from '../core/index.ts';
import type { ApprovalStore } from './approvals.ts';
import type { AuditStore, By } from './audit-types.ts';
import type { ChallengeChangeStore } from './challenge-changes.ts';
import type { ClientIdentityStore } from './client-identities.ts';
import type { ChallengeStore, ClientStore, RuleStore } from './delegation-types.ts';
import type { ImportedAccountStore } from './imported-accounts.ts';
import type { JobStore } from './job-types.ts';
import type { OwnValueStore } from './own-values.ts';
import type { PersistStore } from './persist.ts';
import type { PerspectiveStore } from './perspective-types.ts';
import type { ProviderRecordStore, ProviderStore } from './provider-types.ts';
import type { TsigKeyStore } from './tsig-keys.ts';
import type { ValidationRecord, ValidationStore } from './validation-types.ts';
import type { SecondaryLagStore } from './secondary-lags.ts';
import type { ZoneKeyStore } from './zone-keys.ts';

export type * from './job-types.ts';
export type * from './validation-types.ts';

/**
 * All durable state. Asynchronous and dialect-neutral; implemented by SQLite (`sqlite/`), PostgreSQL later; every
 * implementation passes `test/contract/store.ts`. The contract:
 * - A promise of a writing method resolves only after its change is durable (group commit: many changes, one commit).
 * - A change is one conditional statement or an all-or-nothing unit of them; ownership and status are in the WHERE; a
 *   method whose condition does not hold changes nothing and says so in its return value. Nothing is read, then written.
 * - A read that starts after a write's promise resolved sees that write.
 * - Times are milliseconds since 1970 and always passed in (virtual clock). Ids are `newId()` of `core/id.ts`: unique and
 *   growing with time, so that indexes grow at one end.
 */
export type Store = {
  readonly accounts: AccountStore;
  readonly externalKeys: ExternalKeyStore;
  readonly orders: OrderStore;
  readonly authorizations: AuthorizationStore;
  readonly certificates: CertificateStore;
  readonly validations: ValidationStore;
  readonly allowances: AllowanceStore;
  readonly perspectives: PerspectiveStore;
  readonly clients: ClientStore;
  readonly clientIdentities: ClientIdentityStore;
  readonly rules: RuleStore;
  readonly approvals: ApprovalStore;
  readonly audit: AuditStore;
  readonly challenges: ChallengeStore;
  readonly challengeChanges: ChallengeChangeStore;
  readonly ownValues: OwnValueStore;
  readonly tsigKeys: TsigKeyStore;
  readonly zoneKeys: ZoneKeyStore;
  readonly secondaryLags: SecondaryLagStore;
  readonly importedAccounts: ImportedAccountStore;
  readonly persist: PersistStore;
  readonly providers: ProviderStore;
  readonly providerRecords: ProviderRecordStore;
  readonly jobs: JobStore;
  close(): Promise<void>;
};

export type AccountStatus = 'valid' | 'deactivated' | 'revoked';
export type Account = {
  readonly id: string;
  /** RFC 7638, base64url; unique over all accounts. */
  readonly thumbprint: string;
  /** Canonical public JWK as JSON. */
  readonly jwk: string;
  readonly status: AccountStatus;
  readonly contacts: readonly string[];
  readonly termsAgreedAt: number | null;
  readonly externalKeyId: string | null;
  readonly createdAt: number;
  /** Address it was created from. */
  readonly createdFrom: string;
};
export type AccountStore = {
  /**
   * `exists`: the key has an account already (RFC 8555 section 7.3.1). `external-key-spent`: the external key is unknown,
   * revoked or bound to another account; nothing was written.
   */
  create(
    account: Account,
  ): Promise<{ outcome: 'created' | 'external-key-spent' } | { outcome: 'exists'; account: Account }>;
  get(id: string): Promise<Account | undefined>;
  findByThumbprint(thumbprint: string): Promise<Account | undefined>;
  /** Only while valid. */
  setContacts(id: string, contacts: readonly string[]): Promise<boolean>;
  /** Only while valid; pending authorizations are deactivated and unfinished orders made invalid in the same unit. */
  deactivate(id: string, status: 'deactivated' | 'revoked', now: number): Promise<boolean>;
  /** Thumbprints of the keys that the account had before, the latest first, `limit` of them. */
  pastThumbprints(id: string, limit: number): Promise<readonly string[]>;
  /** RFC 8555 section 7.3.5: compare-and-set on the old thumbprint, which is kept among those of the past. `key-in-use` names the account that has the new key. */
  replaceKey(change: {
    id: string;
    oldThumbprint: string;
    thumbprint: string;
    jwk: string;
    at: number;
  }): Promise<{ outcome: 'replaced' | 'stale' } | { outcome: 'key-in-use'; accountId: string }>;
  list(page: Page): Promise<readonly Account[]>;
};

/** Newest first; `before` is the id (or serial) of the last row of the page before. */
export type Page = { readonly limit: number; readonly before?: string };

/** RFC 8555 section 7.3.4: a MAC key handed out by the administrator; it binds one account. */
export type ExternalKey = {
  readonly id: string;
  /** Encrypted with the key at rest: the store never sees it in clear. */
  readonly sealedKey: Uint8Array;
  readonly label: string;
  readonly createdAt: number;
  readonly accountId: string | null;
  readonly revokedAt: number | null;
};
export type ExternalKeyStore = {
  add(key: ExternalKey): Promise<void>;
  get(id: string): Promise<ExternalKey | undefined>;
  list(): Promise<readonly ExternalKey[]>;
  revoke(id: string, now: number): Promise<boolean>;
};

export type OrderStatus = 'pending' | 'ready' | 'processing' | 'valid' | 'invalid';
export type Order = {
  readonly id: string;
  readonly accountId: string;
  readonly directory: string;
  readonly profile: string;
  readonly status: OrderStatus;
  /** As ordered; `*.` kept. */
  readonly identifiers: readonly Identifier[];
  readonly authorizationIds: readonly string[];
  readonly notBefore: number | null;
  readonly notAfter: number | null;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly error: Fault | null;
  readonly certificateSerial: string | null;
};
export type NewOrder = Omit<Order, 'status' | 'error' | 'certificateSerial' | 'authorizationIds'> & {
  /**
   * In the order of `identifiers`; one that serves several of them stands there as often. `reuse`: linked only if it is still valid
   * and proves the very identifier (else the whole unit is refused).
   */
  readonly authorizations: readonly ({ reuse: string } | { create: NewAuthorization })[];
  /** The ancestors that the client offered to prove instead (RFC 9444 section 4.2), by name: another offer is another order. */
  readonly ancestorDomains?: ReadonlyMap<string, string>;
  /** At most so many of the account's orders may be pending; the count is part of the condition. */
  readonly pendingMax: number;
};
export type OrderStore = {
  /**
   * The order is `ready` at once when all authorizations are reused. `exists`: the account has an unexpired pending or ready
   * order for the same names, directory, profile and dates; of two such at once one is created. `stale-authorization`: a
   * reused one is no longer valid, plan again.
   */
  create(
    order: NewOrder,
  ): Promise<
    { outcome: 'created' | 'exists'; order: Order } | { outcome: 'stale-authorization' | 'too-many-pending' }
  >;
  /** Only if it belongs to the account. */
  get(id: string, accountId: string): Promise<Order | undefined>;
  /** For the administrator. */
  find(id: string): Promise<Order | undefined>;
  list(filter: { accountId?: string; status?: OrderStatus }, page: Page): Promise<readonly Order[]>;
  /** RFC 8555 section 7.1.2.1: ids of the account's orders, newest first. */
  listIds(accountId: string, page: Page): Promise<readonly string[]>;
  /**
   * ready -> processing, together with the certificate's reserved row: durable before anything is signed. `keyThumbprint` is that of
   * the certificate's key. False when it is the key of an account, or known to be compromised (`isKeyCompromised`), when the order is not the account's, not ready, or expired, when the account is not valid, or when not every name of
   * the certificate has its own authorization among the order's (in the same sequence), valid and unexpired at `now`: asked of
   * the rows themselves in the same unit, whatever was read before.
   */
  reserveCertificate(
    order: Pick<Order, 'id' | 'authorizationIds'>,
    accountId: string,
    certificate: ReservedCertificate,
    keyThumbprint: string,
    now: number,
  ): Promise<boolean>;
  /** processing -> valid, with the signed certificate. */
  complete(orderId: string, serial: string, der: Uint8Array): Promise<boolean>;
  /** ready -> invalid, only if it is the account's: what was proven does not hold any more. */
  refuse(id: string, accountId: string, error: Fault): Promise<boolean>;
  /** processing -> invalid; the reserved row stays, marked abandoned. */
  abandon(orderId: string, serial: string, error: Fault): Promise<boolean>;
  /** Orders in processing: what a restarted server has to finish. */
  listProcessing(limit: number): Promise<readonly { order: Order; certificate: ReservedCertificate }[]>;
  /** Makes overdue pending and ready orders invalid, and overdue pending and valid authorizations expired; returns how many. */
  expire(now: number, limit: number): Promise<number>;
};

export type AuthorizationStatus = 'pending' | 'valid' | 'invalid' | 'deactivated' | 'expired' | 'revoked';
/** An authorization with its challenges: one token, one row; at most one challenge type is ever attempted. */
export type Authorization = {
  readonly id: string;
  readonly accountId: string;
  /** ACME directory of its order: a proof under one directory's terms (CAA, networks) is none under another's. */
  readonly directory: string;
  readonly identifier: Identifier;
  readonly wildcard: boolean;
  /** Null: it serves the order that it was made for, and others only as far as the reuse of authorizations is set. */
  readonly standing: Standing | null;
  readonly status: AuthorizationStatus;
  readonly token: string;
  readonly challengeTypes: readonly ChallengeType[];
  /** The challenge that was answered by the client, and when; `status` pending + attempted = challenge `processing`. */
  readonly attemptedType: ChallengeType | null;
  readonly attemptedAt: number | null;
  readonly validatedAt: number | null;
  readonly error: Fault | null;
  readonly createdAt: number;
  readonly expiresAt: number;
};
/**
 * Serves later orders of its account while it is valid. `name`: for its own identifier (RFC 8555 section 7.4.1). `subdomains`: for
 * its name and every name below it, wildcards too (RFC 9444 section 4.1).
 */
export type Standing = 'name' | 'subdomains';
export type NewAuthorization = Pick<
  Authorization,
  'id' | 'identifier' | 'wildcard' | 'standing' | 'token' | 'challengeTypes' | 'expiresAt'
>;
/** RFC 8555 section 7.4.1: without an order. `standingMax`: so many of the account's may be pending or valid at a time. */
export type PreAuthorization = NewAuthorization &
  Pick<Authorization, 'accountId' | 'directory' | 'createdAt'> & {
    readonly standing: Standing;
    readonly standingMax: number;
  };
export type AuthorizationStore = {
  /** Only if it belongs to the account. */
  get(id: string, accountId: string): Promise<Authorization | undefined>;
  find(id: string): Promise<Authorization | undefined>;
  /** Each once. */
  listByOrder(orderId: string): Promise<readonly Authorization[]>;
  /** `exists`: the account has a pending or valid one of this directory, for the same and with the same standing. */
  create(
    authorization: PreAuthorization,
  ): Promise<{ outcome: 'created' | 'exists'; authorization: Authorization } | { outcome: 'too-many' }>;
  /** The account's valid standing authorizations of this directory that live beyond `until`, the longest-lived first, `limit` of them. */
  listStanding(
    accountId: string,
    directory: string,
    until: number,
    limit: number,
  ): Promise<readonly Authorization[]>;
  /** For each identifier (with its wildcard flag) the account's valid authorization of this directory that lives longest beyond `until`, if any. */
  findValid(
    accountId: string,
    directory: string,
    identifiers: readonly { identifier: Identifier; wildcard: boolean }[],
    until: number,
  ): Promise<readonly (Authorization | undefined)[]>;
  /** pending and unattempted -> attempted, as one statement. False for anything else: a second POST changes nothing. */
  claim(id: string, accountId: string, type: ChallengeType, now: number): Promise<boolean>;
  /**
   * The end of an attempt, in one unit: the authorization valid (until `expiresAt`) or invalid (with `error`), its pending
   * orders ready or invalid, the validation's record written. False when it is no longer pending with this attempt. With `claim`
   * the attempt was not claimed before, and is in the same unit, under the conditions of `claim`.
   */
  conclude(id: string, conclusion: Conclusion, claim?: { accountId: string; at: number }): Promise<boolean>;
  /** By the client (RFC 8555 section 7.5.2): pending or valid -> deactivated, its unfinished orders invalid. */
  deactivate(id: string, accountId: string): Promise<boolean>;
  /** Attempted but not concluded: what a restarted server has to validate again. */
  listAttempted(limit: number): Promise<readonly Authorization[]>;
};
export type Conclusion = {
  readonly valid: boolean;
  readonly error: Fault | null;
  readonly expiresAt: number;
  readonly validation: ValidationRecord;
};

export type ReservedCertificate = {
  /** Lower-case hex; unique. */
  readonly serial: string;
  readonly issuerId: string;
  readonly accountId: string;
  readonly orderId: string;
  readonly profile: string;
  readonly identifiers: readonly Identifier[];
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex. */
  readonly spkiSha256: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** What will be signed. */
  readonly tbs: Uint8Array;
  readonly createdAt: number;
};
export type Certificate = Omit<ReservedCertificate, 'tbs'> & {
  readonly state: 'reserved' | 'issued' | 'abandoned';
  readonly der: Uint8Array | null;
  readonly revokedAt: number | null;
  readonly revocationReason: number | null;
};
export type CertificateStore = {
  get(serial: string): Promise<Certificate | undefined>;
  /** With `expiresBefore`: only those whose bytes are still kept (`PurgeLimits`), the latest end first. */
  list(
    filter: {
      accountId?: string;
      identifier?: Identifier;
      state?: Certificate['state'];
      revoked?: boolean;
      expiresBefore?: number;
    },
    page: Page,
  ): Promise<readonly Certificate[]>;
  /** Issued and not yet revoked -> revoked. */
  revoke(serial: string, reason: number, now: number): Promise<'revoked' | 'already-revoked' | 'unknown'>;
  /** RFC 8555 section 7.6: does the account hold a valid authorization for each of these identifiers of a certificate? */
  accountHolds(accountId: string, identifiers: readonly Identifier[], now: number): Promise<boolean>;
  /** Revoked entries that a CRL of this issuer has to carry: unexpired, or expired after `expiredAfter`. */
  listRevoked(
    issuerId: string,
    expiredAfter: number,
  ): Promise<readonly { serial: string; revokedAt: number; reason: number }[]>;
  /** The next number of the issuer's CRL: durable before the CRL is signed, so that numbers only grow. */
  nextCrlNumber(issuerId: string): Promise<bigint>;
  saveCrl(crl: Crl): Promise<void>;
  /** The newest CRL of this issuer. */
  getCrl(issuerId: string): Promise<Crl | undefined>;
  /** Serials by whose key a certificate was issued: `spkiSha256` known to be revoked for key compromise (reason 1). */
  isKeyCompromised(spkiSha256: string): Promise<boolean>;
};
export type Crl = {
  readonly issuerId: string;
  readonly number: bigint;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly der: Uint8Array;
};

/**
 * What the administrator permits: names (as X.509 name constraints: the name and all below it, or `exact`), addresses to certify
 * (prefixes), networks to validate in.
 */
export type Allowance = {
  readonly kind: 'name' | 'exact' | 'address' | 'network';
  readonly value: string;
  readonly createdAt: number;
};
export type AllowanceStore = {
  /** False when it is there already. */
  add(allowance: Allowance, by?: By): Promise<boolean>;
  remove(kind: Allowance['kind'], value: string, by: By): Promise<boolean>;
  list(): Promise<readonly Allowance[]>;
};
