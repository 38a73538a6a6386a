import type { ProfileName } from './types.ts';

const HOUR = 3_600_000;

/** A certificate profile: what the client may choose by name, and nothing about the certificate that it may choose itself. */
export type Profile = {
  readonly name: ProfileName;
  /**
   * Lifetime in ms, counted as RFC 5280 section 4.1.2.5 does: from notBefore to notAfter, both seconds included, the
   * backdated hour too. So notAfter = notBefore + lifetime - 1 s.
   */
  readonly lifetimeMs: number;
  /** A CRL address: required above 7 days (BR 7.1.2.11.2); a short certificate ends before a CRL would help. */
  readonly crlAddress: boolean;
};

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  default: { name: 'default', lifetimeMs: 45 * 24 * HOUR, crlAddress: true },
  short: { name: 'short', lifetimeMs: 160 * HOUR, crlAddress: false },
};
