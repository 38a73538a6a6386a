import type { Generated } from 'kysely';
import type { Identifier } from '../core/index.ts';
import type { ApprovalRow } from './approvals.ts';
import type { AuditEntryRow } from './audit.ts';
import type { AuditCheckpoint } from './audit-types.ts';
import type { ClientIdentityRow } from './client-identities.ts';
import type { ChallengeEvent, RuleScope } from './delegation-types.ts';
import type { PerspectiveCertificate, PerspectiveRow } from './perspective-types.ts';
import type {
  AccountStatus,
  Allowance,
  AuthorizationStatus,
  Certificate,
  OrderStatus,
  Standing,
} from './types.ts';
import type { ImportedKeyRow } from './imported-accounts.ts';
import type { PersistCheckRow, PersistRecordRow } from './persist.ts';
import type { ProviderRecordRow } from './provider-records.ts';
import type { ProviderRow, ProviderZoneRow } from './providers.ts';
import type { TsigKeyRow } from './tsig-keys.ts';
import type { SecondaryLagRow } from './secondary-lags.ts';
import type { ZoneKeyRow, ZoneRolloverRow } from './zone-keys.ts';

/** The tables as Kysely sees them. Times are milliseconds since 1970; `*_json` holds JSON text; truth is 0 or 1. */
export type Schema = {
  accounts: AccountRow;
  past_account_keys: { account_id: string; thumbprint: string; replaced_at: number };
  external_keys: ExternalKeyRow;
  orders: OrderRow;
  authorizations: AuthorizationRow;
  order_authorizations: { authorization_id: string; order_id: string };
  validations: ValidationRow & Numbered;
  certificates: CertificateRow & Numbered;
  /** Names as `identifierText` writes them: an address is never taken for a name that is spelled like it. */
  certificate_names: { name: string; number: number };
  crl_numbers: { issuer_id: string; number: number };
  crls: CrlRow;
  perspectives: PerspectiveTableRow;
  perspective_certificates: PerspectiveCertificateTableRow & Numbered;
  allowances: { kind: Allowance['kind']; value: string; created_at: number };
  clients: { id: string; name: string; created_at: number };
  client_keys: ClientKeyRow;
  client_identities: ClientIdentityRow;
  tsig_keys: TsigKeyRow;
  zone_keys: ZoneKeyRow;
  zone_rollovers: ZoneRolloverRow;
  secondary_lags: SecondaryLagRow & Numbered;
  rules: RuleRow;
  rule_presents: { rule_id: string; at: number } & Numbered;
  rule_names: { rule_id: string; name: string; last_at: number };
  approvals: ApprovalRow;
  audit_entries: AuditEntryRow;
  audit_checkpoints: AuditCheckpoint;
  audit_keys: { id: number; sealed_key: Uint8Array; created_at: number };
  delegated_names: DelegatedNameRow;
  challenge_values: ChallengeValueRow;
  challenge_events: ChallengeEventRow & Numbered;
  zone_sequence: { id: number; value: number };
  imported_keys: ImportedKeyRow;
  persist_records: PersistRecordRow;
  persist_checks: PersistCheckRow;
  providers: ProviderRow;
  provider_zones: ProviderZoneRow;
  provider_records: ProviderRecordRow;
  jobs: JobRow;
};

/** Given by the database, growing: keeps secondary indexes small and in order. */
type Numbered = { number: Generated<number> };

export type AccountRow = {
  id: string;
  thumbprint: string;
  jwk: string;
  status: AccountStatus;
  contacts_json: string;
  terms_agreed_at: number | null;
  external_key_id: string | null;
  created_at: number;
  created_from: string;
  closed_at: number | null;
};

export type ExternalKeyRow = {
  id: string;
  sealed_key: Uint8Array;
  label: string;
  created_at: number;
  account_id: string | null;
  revoked_at: number | null;
};

export type OrderRow = {
  id: string;
  account_id: string;
  directory: string;
  profile: string;
  status: OrderStatus;
  /** Digest of what was ordered: finds an open order for the same thing. */
  plan: string;
  identifiers_json: string;
  authorization_ids_json: string;
  /** How many of its authorizations are not yet valid; ready at 0. */
  unproven: number;
  not_before: number | null;
  not_after: number | null;
  created_at: number;
  expires_at: number;
  error_json: string | null;
  certificate_serial: string | null;
};

export type AuthorizationRow = {
  id: string;
  account_id: string;
  directory: string;
  identifier_type: Identifier['type'];
  name: string;
  wildcard: number;
  standing: Standing | null;
  status: AuthorizationStatus;
  token: string;
  challenge_types_json: string;
  attempted_type: string | null;
  attempted_at: number | null;
  validated_at: number | null;
  error_json: string | null;
  created_at: number;
  expires_at: number;
};

export type ValidationRow = {
  id: string;
  authorization_id: string;
  type: string;
  valid: number;
  rule: string;
  judgements_json: string;
  evidence_json: string;
  /** Entries that did not fit. */
  evidence_cut: number;
  error_json: string | null;
  started_at: number;
  finished_at: number;
};

export type CertificateRow = {
  serial: string;
  issuer_id: string;
  account_id: string;
  order_id: string;
  profile: string;
  /** As `identifierText` writes them. */
  names_json: string;
  spki_sha256: string;
  not_before: number;
  not_after: number;
  state: Certificate['state'];
  tbs: Uint8Array | null;
  der: Uint8Array | null;
  created_at: number;
  revoked_at: number | null;
  revocation_reason: number | null;
};

type CrlRow = {
  issuer_id: string;
  number: number;
  this_update: number;
  next_update: number;
  der: Uint8Array;
};

type JobRow = {
  key: string;
  kind: string;
  due_at: number;
  attempts: number;
  /** Set while a runner has it; a lease that has passed counts as none. */
  lease_until: number | null;
  /** Asked for again while it was leased. */
  again_at: number | null;
};

export type PerspectiveTableRow = {
  name: string;
  role: PerspectiveRow['role'];
  region: PerspectiveRow['region'];
  url: string | null;
  created_at: number;
  token_sha256: string | null;
  token_expires_at: number;
  spki_sha256: string | null;
  joined_at: number | null;
};

export type PerspectiveCertificateTableRow = {
  serial: string;
  name: string;
  role: PerspectiveCertificate['role'];
  spki_sha256: string;
  not_before: number;
  not_after: number;
  state: PerspectiveCertificate['state'];
  created_at: number;
  revoked_at: number | null;
};

export type ClientKeyRow = {
  sha256: string;
  user: string;
  client_id: string;
  challenge: string | null;
  networks_json: string;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
};

export type RuleRow = {
  id: string;
  client_id: string;
  name: string;
  scope: RuleScope;
  types_json: string;
  networks_json: string;
  thumbprints_json: string;
  conditions_json: string;
  created_at: number;
};

export type DelegatedNameRow = {
  zone: string;
  label: string;
  challenge: string;
  client_id: string | null;
  created_at: number;
};

type ChallengeValueRow = {
  /** Growing, never given twice: the order in which values came. */
  sequence: Generated<number>;
  challenge: string;
  client_id: string;
  rule_id: string;
  value: string;
  reference_count: number;
  expires_at: number;
};

export type ChallengeEventRow = {
  at: number;
  client_id: string | null;
  challenge: string;
  event: ChallengeEvent['event'];
  source: string;
  reason: string | null;
};
