import type { ChallengeType, Evidence, Fault, FaultCode, Judgement, RetryRule } from '../../core/index.ts';
import { catalogue, describeFault } from '../../i18n/index.ts';
import type {
  Account,
  Allowance,
  Authorization,
  Certificate,
  ExternalKey,
  Order,
  ValidationRecord,
} from '../../store/index.ts';
import { reasonName } from './reasons.ts';

/** The JSON of the control API and of `--json`: a stable shape, documented in docs/commands.md. Times are RFC 3339, UTC. */
export type AccountView = {
  readonly id: string;
  readonly status: Account['status'];
  readonly contacts: readonly string[];
  readonly thumbprint: string;
  readonly externalKeyId: string | null;
  readonly termsAgreedAt: string | null;
  readonly createdAt: string;
  readonly createdFrom: string;
};

export type OrderView = {
  readonly id: string;
  readonly accountId: string;
  readonly status: Order['status'];
  readonly names: readonly string[];
  readonly directory: string;
  readonly profile: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly error: ErrorView | null;
  readonly certificateSerial: string | null;
};
export type OrderDetailView = OrderView & { readonly authorizations: readonly AuthorizationView[] };
export type AuthorizationView = {
  readonly id: string;
  readonly name: string;
  readonly wildcard: boolean;
  readonly status: Authorization['status'];
  readonly attempted: ChallengeType | null;
  readonly validatedAt: string | null;
  readonly expiresAt: string;
  readonly error: ErrorView | null;
  readonly validations: readonly ValidationView[];
};
export type ValidationView = {
  readonly id: string;
  readonly type: ChallengeType;
  readonly valid: boolean;
  readonly rule: RetryRule;
  readonly judgements: Readonly<Record<RetryRule, Judgement>>;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly error: ErrorView | null;
  readonly evidence: readonly Evidence[];
  /** Entries that the record has no place for. */
  readonly evidenceCut: number;
};

export type CertificateView = {
  readonly serial: string;
  readonly names: readonly string[];
  readonly status: 'reserved' | 'abandoned' | 'valid' | 'expired' | 'revoked';
  readonly profile: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly revokedAt: string | null;
  readonly revocationReason: string | null;
  readonly accountId: string;
  readonly orderId: string;
};
export type CertificateDetailView = CertificateView & { readonly pem: string | null };

export type ExternalKeyView = {
  readonly id: string;
  readonly label: string;
  readonly status: 'unused' | 'bound' | 'revoked';
  readonly accountId: string | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
};
export type AllowanceView = {
  readonly kind: Allowance['kind'];
  readonly value: string;
  readonly createdAt: string;
};

export type AuthorityView = {
  readonly trial: boolean;
  readonly organization: string;
  /** Where CRLs and CA certificates are fetched from. */
  readonly baseUrl: string;
  /** Name constraints of the issuing CA; empty: none. */
  readonly permittedNames: readonly string[];
  readonly root: CaCertificateView & {
    readonly key: 'here' | 'moved' | 'missing';
    readonly keyPath: string;
    readonly crl: CrlView;
  };
  readonly issuing: CaCertificateView & { readonly crl: CrlView | null };
};
export type CaCertificateView = {
  readonly subject: string;
  readonly serial: string;
  /** SHA-256, upper-case hex with colons. */
  readonly fingerprint: string;
  readonly notBefore: string;
  readonly notAfter: string;
};
export type CrlView = { readonly number: string; readonly thisUpdate: string; readonly nextUpdate: string };

export type StatusView = {
  readonly version: string;
  readonly running: boolean;
  readonly pid: number | null;
  readonly data: string;
  readonly test: boolean;
  readonly startedAt: string | null;
  readonly directoryUrl: string | null;
  readonly listeners: readonly ListenerView[];
};
export type ListenerView = {
  readonly scheme: 'https' | 'http' | 'perspectives' | 'dns' | 'updates' | 'api';
  readonly family: 6 | 4;
  readonly address: string;
  readonly port: number;
};

export type ErrorView = { readonly code: FaultCode; readonly message: string };

export function errorView(fault: Fault, language: string): ErrorView {
  return { code: fault.code, message: describeFault(fault, catalogue(language)) };
}

export function accountView(account: Account): AccountView {
  const { id, status, contacts, thumbprint, externalKeyId, createdFrom } = account;
  return {
    id,
    status,
    contacts,
    thumbprint,
    externalKeyId,
    termsAgreedAt: timeOrNull(account.termsAgreedAt),
    createdAt: time(account.createdAt),
    createdFrom,
  };
}

export function orderView(order: Order, language: string): OrderView {
  const { id, accountId, status, directory, profile, certificateSerial } = order;
  return {
    id,
    accountId,
    status,
    names: order.identifiers.map((identifier) => identifier.value),
    directory,
    profile,
    createdAt: time(order.createdAt),
    expiresAt: time(order.expiresAt),
    error: order.error === null ? null : errorView(order.error, language),
    certificateSerial,
  };
}

export function authorizationView(
  authorization: Authorization,
  validations: readonly ValidationRecord[],
  language: string,
): AuthorizationView {
  return {
    id: authorization.id,
    name: authorization.identifier.value,
    wildcard: authorization.wildcard,
    status: authorization.status,
    attempted: authorization.attemptedType,
    validatedAt: timeOrNull(authorization.validatedAt),
    expiresAt: time(authorization.expiresAt),
    error: authorization.error === null ? null : errorView(authorization.error, language),
    validations: validations.map((validation) => validationView(validation, language)),
  };
}

function validationView(record: ValidationRecord, language: string): ValidationView {
  const { id, type, valid, rule, judgements, evidence } = record;
  return {
    id,
    type,
    valid,
    rule,
    judgements,
    startedAt: time(record.startedAt),
    finishedAt: time(record.finishedAt),
    error: record.error === null ? null : errorView(record.error, language),
    evidence,
    evidenceCut: record.evidenceCut ?? 0,
  };
}

export function certificateView(certificate: Certificate, now: number): CertificateView {
  return {
    serial: certificate.serial,
    names: certificate.identifiers.map(({ value }) => value),
    status: certificateStatus(certificate, now),
    profile: certificate.profile,
    notBefore: time(certificate.notBefore),
    notAfter: time(certificate.notAfter),
    revokedAt: timeOrNull(certificate.revokedAt),
    revocationReason: certificate.revocationReason === null ? null : reasonName(certificate.revocationReason),
    accountId: certificate.accountId,
    orderId: certificate.orderId,
  };
}

function certificateStatus(certificate: Certificate, now: number): CertificateView['status'] {
  if (certificate.state !== 'issued') return certificate.state;
  if (certificate.revokedAt !== null) return 'revoked';
  return certificate.notAfter < now ? 'expired' : 'valid';
}

export function externalKeyView(key: ExternalKey): ExternalKeyView {
  const status = key.revokedAt !== null ? 'revoked' : key.accountId !== null ? 'bound' : 'unused';
  const { id, label, accountId } = key;
  return {
    id,
    label,
    status,
    accountId,
    createdAt: time(key.createdAt),
    revokedAt: timeOrNull(key.revokedAt),
  };
}

export function allowanceView(allowance: Allowance): AllowanceView {
  return { kind: allowance.kind, value: allowance.value, createdAt: time(allowance.createdAt) };
}

/** Milliseconds since 1970 as RFC 3339 in UTC. */
export function time(ms: number): string {
  return new Date(ms).toISOString();
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : time(ms);
}
