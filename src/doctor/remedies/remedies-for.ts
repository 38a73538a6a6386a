import { CAUSES, type Finding } from '../causes/index.ts';
import { REMEDIES } from './table.ts';
import type { Patient, Remedy } from './types.ts';

/** What mends a finding, the best first: the rules that its cause names, each asked what it can say of this machine. Pure. */
export function remediesFor(finding: Finding, patient: Patient): readonly Remedy[] {
  const keys = CAUSES.find(({ id }) => id === finding.id)?.remedies ?? [];
  const all = keys.flatMap((key) => REMEDIES.get(key)?.(finding, patient) ?? []);
  const seen = new Set<string>();
  // two keys of one cause may come to the same lines
  return all.filter((remedy) => {
    const key = JSON.stringify([remedy.id, remedy.label, remedy.now]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
