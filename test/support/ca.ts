import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CertificateAuthority,
  createCertificateAuthority,
  createHierarchy,
  type HierarchyInput,
  type IssuingAuthority,
  loadIssuingAuthority,
} from '../../src/authority/ca/index.ts';
import { type KeyAtRest, openKeyAtRest } from '../../src/authority/signer/index.ts';
import { type Clock, type Log, type Result, silentLog } from '../../src/core/index.ts';

/** A CA in a directory of its own, with real keys. */
export type TestCa = {
  readonly data: string;
  readonly kek: KeyAtRest;
  readonly issuing: IssuingAuthority;
  readonly ca: CertificateAuthority;
};

export const TEST_HIERARCHY: HierarchyInput = {
  organization: 'Test Works',
  publicHost: 'ca.test.example',
  httpPort: 6480,
  trial: true,
};

/** Makes a CA for a test; the directory goes when the test ends. */
export async function makeTestCa(
  test: { after(run: () => Promise<void>): void },
  clock: Clock,
  input: Partial<HierarchyInput> = {},
  log: Log = silentLog,
): Promise<TestCa> {
  const data = await mkdtemp(join(tmpdir(), 'sixfour-ca-'));
  test.after(() => rm(data, { recursive: true, force: true }));
  const kek = must(await openKeyAtRest(data, { kind: 'data-directory' }));
  must(await createHierarchy(data, kek, { ...TEST_HIERARCHY, ...input }, clock.now()));
  const issuing = must(await loadIssuingAuthority(data, kek));
  return { data, kek, issuing, ca: createCertificateAuthority({ issuing, clock, log }) };
}

/** The value, or an error that names the fault. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.fault.code} ${JSON.stringify(result.fault.params)}`);
}
