import { X509Certificate } from 'node:crypto';
import { CA_CERTIFICATES_MAX } from './limits.ts';

/** The certificates of a CA file, in PEM; what stands between them does not matter. Undefined where there is none, or a broken one. */
export function readCaCertificates(text: string): readonly string[] | undefined {
  const blocks = text.match(BLOCK) ?? [];
  if (blocks.length === 0 || blocks.length > CA_CERTIFICATES_MAX) return undefined;
  try {
    return blocks.map((block) => new X509Certificate(block).toString());
  } catch {
    return undefined;
  }
}

const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
