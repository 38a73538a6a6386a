import type { Evidence, Family, Judgement } from '../core/index.ts';
import { judgementOf, type Step } from './rules.ts';

/** What one family alone would give: `absent` where the name has no address of it that may be used. */
type FamilyJudgement = Judgement | 'absent';
export type FamilyJudgements = Readonly<Record<Family, FamilyJudgement>>;

/** The evidence as it would be if the first request's name had addresses of this family only; everything after it as it was seen. */
export function ofFamily(family: Family, evidence: readonly Evidence[]): readonly Evidence[] {
  const other = family === 6 ? 'A' : 'AAAA';
  return evidence.map((one) =>
    one.kind === 'lookup' && one.hop === 0 && one.type === other ? { ...one, addresses: [] } : one,
  );
}

/** What each family alone would give, from what was seen. Not measured where its redirect leads where nobody has looked. */
export function judgeFamilies(
  next: (evidence: readonly Evidence[]) => Step,
  evidence: readonly Evidence[],
): FamilyJudgements {
  const judge = (family: Family): FamilyJudgement => {
    const step = next(ofFamily(family, evidence));
    return step.do === 'verdict' && !step.verdict.valid && !wasTried(family, evidence)
      ? 'absent'
      : judgementOf(step);
  };
  return { 6: judge(6), 4: judge(4) };
}

function wasTried(family: Family, evidence: readonly Evidence[]): boolean {
  return evidence.some(
    (one) =>
      one.kind === 'attempt' && one.hop === 0 && one.family === family && one.outcome !== 'address-refused',
  );
}
