import { ok, type Result } from '../../../core/index.ts';
import { type KeyAtRest, writeFileDurably } from '../../signer/index.ts';
import { signRootCrl } from '../hierarchy/ca-certificates.ts';
import { encodeMeta, hierarchyPaths } from '../hierarchy/layout.ts';
import { type DetachedKey, loadRoot } from './root-key.ts';

/**
 * Signs the root's CRL anew, for another year. Its number is durable before it is used, as everywhere.
 * Faults: those of `loadRoot`.
 */
export async function renewRootCrl(
  dataDirectory: string,
  kek: KeyAtRest,
  now: number,
  detached?: DetachedKey,
): Promise<Result<{ number: string }>> {
  const paths = hierarchyPaths(dataDirectory);
  const root = await loadRoot(dataDirectory, kek, detached);
  if (!root.ok) return root;
  const { meta, signer, facts } = root.value;
  const rootCrlNumber = meta.rootCrlNumber + 1;
  await writeFileDurably(paths.meta, encodeMeta({ ...meta, rootCrlNumber }));
  const number = BigInt(rootCrlNumber);
  const crl = await signRootCrl(signer, facts, { number, previousNumber: number - 1n, now });
  await writeFileDurably(paths.rootCrl, crl, 0o644);
  return ok({ number: String(number) });
}
