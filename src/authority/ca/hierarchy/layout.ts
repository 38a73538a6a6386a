import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { attempt, pemDecode } from '../../../wire/x509/index.ts';

/** What lies where below the data directory: certificates in PEM, keys encrypted, one description of it all. */
export type HierarchyPaths = {
  readonly directory: string;
  readonly meta: string;
  readonly rootCertificate: string;
  readonly rootKey: string;
  readonly rootCrl: string;
  readonly issuingCertificate: string;
  readonly issuingKey: string;
};

export function hierarchyPaths(dataDirectory: string): HierarchyPaths {
  const directory = join(dataDirectory, 'ca');
  const at = (name: string) => join(directory, name);
  return {
    directory,
    meta: at('authority.json'),
    rootCertificate: at('root.pem'),
    rootKey: at('root.key.sealed'),
    rootCrl: at('root.crl'),
    issuingCertificate: at('issuing.pem'),
    issuingKey: at('issuing.key.sealed'),
  };
}

/** What the sealed keys are bound to. */
export const ROOT_KEY_CONTEXT = 'ca/root-key';
export const ISSUING_KEY_CONTEXT = 'ca/issuing-key';

/** What the certificates do not say themselves. */
export type HierarchyMeta = z.infer<typeof META>;
const META = z.strictObject({
  version: z.literal(1),
  issuerId: z.string().regex(/^[0-9a-f]{16}$/),
  trial: z.boolean(),
  organization: z.string(),
  /** Where relying parties fetch CRLs and CA certificates: goes into certificates, so it never changes. */
  baseUrl: z.string().regex(/^http:\/\//),
  permittedNames: z.array(z.string()),
  createdAt: z.int(),
  rootCrlNumber: z.int().min(1),
  /** Where the root key was moved, when it was. */
  rootKeyMovedTo: z.string().nullable(),
});

/** Addresses that go into certificates, all plain http: a client that checks a certificate cannot check another one for it. */
export function hierarchyUrls(meta: Pick<HierarchyMeta, 'baseUrl' | 'issuerId'>) {
  const at = (name: string) => `${meta.baseUrl}/ca/${name}`;
  return {
    rootCrl: at('root.crl'),
    rootCertificate: at('root.cer'),
    issuingCrl: at(`${meta.issuerId}.crl`),
    issuingCertificate: at(`${meta.issuerId}.cer`),
  };
}

/** `http://host[:port]`, an IPv6 address in brackets. */
export function baseUrl(publicHost: string, httpPort: number): string {
  const host = publicHost.includes(':') ? `[${publicHost}]` : publicHost;
  return `http://${host}${httpPort === 80 ? '' : `:${httpPort}`}`;
}

/** Faults: `caMissing`, `caFileBroken`. */
export async function readMeta(paths: HierarchyPaths): Promise<Result<HierarchyMeta>> {
  const text = await readText(paths.meta);
  if (text === undefined) return fail(fault('caMissing', { directory: paths.directory }));
  try {
    return ok(META.parse(JSON.parse(text)));
  } catch {
    return fail(fault('caFileBroken', { path: paths.meta }));
  }
}

export function encodeMeta(meta: HierarchyMeta): Uint8Array {
  return Buffer.from(`${JSON.stringify(META.parse(meta), null, 2)}\n`);
}

/** DER of a certificate in a PEM file. Fault `caFileBroken`. */
export async function readCertificate(path: string): Promise<Result<Uint8Array>> {
  const text = (await readText(path)) ?? '';
  const der = attempt(() => pemDecode('CERTIFICATE', text));
  return der.ok ? der : fail(fault('caFileBroken', { path }));
}

/** The file's text, or nothing where it is missing or unreadable. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
