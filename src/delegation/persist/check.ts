import { fail, fault, ok, type Fault, type Result } from '../../core/index.ts';
import type { Store } from '../../store/index.ts';
import type { HealthParts } from '../health/index.ts';
import { collectPersist } from './collect.ts';
import { judgePersist, type PersistHealth } from './judge.ts';
import type { PersistEvidence } from './types.ts';

export type PersistChecked = PersistHealth & { readonly evidence: PersistEvidence };

/** Looks at one name of the inventory, and keeps what it found. Fault `persistNameUnknown`. */
export async function checkPersist(
  persist: Pick<Store['persist'], 'of' | 'saveCheck'>,
  parts: HealthParts,
  name: string,
): Promise<Result<PersistChecked>> {
  const wanted = await persist.of(name);
  if (wanted.length === 0) return fail(fault('persistNameUnknown', { name }));
  const evidence = await collectPersist(parts, name);
  const health = judgePersist(evidence, wanted);
  await persist.saveCheck({ name, checkedAt: evidence.at, findings: health.findings });
  return ok({ ...health, evidence });
}

/** Codes that were not found when the name was looked at before. */
export function newCodes(before: readonly Fault[], findings: readonly Fault[]): string[] {
  const known = new Set(before.map(({ code }) => code));
  return [...new Set(findings.map(({ code }) => code))].filter((code) => !known.has(code));
}
