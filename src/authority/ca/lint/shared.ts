import type { CertificateView } from './types.ts';

export const DAY_MS = 86_400_000;
export const YEAR_MS = 365.25 * DAY_MS;

/** Country, organization and common name, all three, and nothing else (other lints see to order and kind). */
export function caSubject({ subject }: CertificateView): string | undefined {
  const { dn, attributes } = subject();
  const complete = dn.country !== undefined && dn.organization !== undefined && dn.commonName !== undefined;
  return complete && attributes.length === 3 ? undefined : 'not country, organization and common name';
}
