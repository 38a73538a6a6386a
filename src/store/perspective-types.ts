import type { Region } from '../core/index.ts';

/**
 * A perspective, or a client that may ask perspectives: from the moment when the administrator names it. Until it joins it has a
 * token; then it has a key, and the key alone is who it is.
 */
export type PerspectiveRow = {
  readonly name: string;
  readonly role: 'perspective' | 'client';
  /** Null for clients. */
  readonly region: Region | null;
  /** Where it listens; null where it dials out. */
  readonly url: string | null;
  readonly createdAt: number;
  /** SHA-256 of the one-time token, lower-case hex; null once it was used. */
  readonly tokenSha256: string | null;
  readonly tokenExpiresAt: number;
  /** SHA-256 of its SubjectPublicKeyInfo, lower-case hex; null until it joins. */
  readonly spkiSha256: string | null;
  readonly joinedAt: number | null;
};

/** A certificate of the perspectives' authority, of whatever role; the server's own too. Rows stay. */
export type PerspectiveCertificate = {
  readonly serial: string;
  readonly name: string;
  readonly role: PerspectiveRow['role'] | 'coordinator';
  readonly spkiSha256: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly state: 'reserved' | 'issued' | 'abandoned';
  readonly createdAt: number;
  readonly revokedAt: number | null;
};
export type NewPerspectiveCertificate = Omit<PerspectiveCertificate, 'state' | 'revokedAt'>;

export type PerspectiveStore = {
  /** False when the name is taken. */
  add(row: Omit<PerspectiveRow, 'spkiSha256' | 'joinedAt'>): Promise<boolean>;
  get(name: string): Promise<PerspectiveRow | undefined>;
  list(): Promise<readonly PerspectiveRow[]>;
  /**
   * Uses the token up and reserves the certificate, in one unit, before anything is signed. False when the token is another, was used,
   * or has expired: of two that come at once with the same token one gets through.
   */
  join(certificate: NewPerspectiveCertificate, tokenSha256: string, now: number): Promise<boolean>;
  /** Reserves another certificate for the same key; false when the name is gone or has another key. */
  renew(certificate: NewPerspectiveCertificate): Promise<boolean>;
  /** Reserves one of the server's own. */
  reserveOwn(certificate: NewPerspectiveCertificate): Promise<void>;
  /** reserved -> issued, before the certificate leaves this server. */
  complete(serial: string, now: number): Promise<boolean>;
  /** Those that an earlier process reserved and never handed out; returns how many. */
  abandonReserved(): Promise<number>;
  /** The name is free again, its key is nobody's, its certificates are revoked. False when there is none. */
  remove(name: string, now: number): Promise<boolean>;
  /** Newest first. */
  listCertificates(name: string, limit: number): Promise<readonly PerspectiveCertificate[]>;
};
