import { X509Certificate } from 'node:crypto';
import { INSIDE_MAX } from '../limits.ts';
import type { InsideReport, ListenFact } from '../report.ts';
import type { Machine } from '../shell.ts';
import { CERTIFICATE_FILES, CERTIFICATES_OF_A_FILE } from './limits.ts';

type CertificateFact = InsideReport['certificates'][number];

/** The certificates that listens name: of each file its first, and how many it holds. Keys in the same file are not looked at. */
export async function certificatesOf(
  machine: Machine,
  listens: readonly ListenFact[],
): Promise<Pick<InsideReport, 'certificates' | 'unread'>> {
  const paths = [...new Set(listens.flatMap(({ certificate }) => certificate ?? []))].slice(
    0,
    CERTIFICATE_FILES,
  );
  const read = await Promise.all(
    paths.map(async (file) => {
      const pem = file.startsWith('/') ? await machine.readFile(file) : undefined;
      return { file, fact: pem === undefined ? undefined : certificateFact(pem, file) };
    }),
  );
  return {
    certificates: read.flatMap(({ fact }) => fact ?? []),
    unread: read.some(({ fact }) => fact === undefined) ? [{ what: 'certificates', why: 'unreadable' }] : [],
  };
}

/** Undefined for a file without a certificate that can be read. */
export function certificateFact(pem: string, file: string): CertificateFact | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]{1,100000}-----END CERTIFICATE-----/g) ?? [];
  const [first] = blocks;
  if (first === undefined) return undefined;
  try {
    const leaf = new X509Certificate(first);
    const names = [...(leaf.subjectAltName ?? '').matchAll(/DNS:([^,\s"]{1,255})/g)].map(
      ([, name = '']) => name,
    );
    return {
      file,
      fingerprint: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
      notBefore: leaf.validFromDate.getTime(),
      notAfter: leaf.validToDate.getTime(),
      names: names.slice(0, INSIDE_MAX.facts),
      chain: Math.min(blocks.length, CERTIFICATES_OF_A_FILE),
    };
  } catch {
    return undefined;
  }
}
