import { type Family, type Judgement, RETRY_RULES } from '../../core/index.ts';
import type { OutsideReport, VerdictFact } from '../outside/index.ts';
import { CAUSES } from './table.ts';
import type { Finding } from './types.ts';

/**
 * What an order would come to. The look takes a 404 for a web server that has not been given the challenge yet; where a finding says that
 * it is another server, or another site, the challenge will not be there later either. Pure.
 */
export function validationVerdicts(
  report: OutsideReport,
  findings: readonly Finding[],
): readonly VerdictFact[] {
  return report.verdicts.map((verdict) => {
    if (verdict.caa === 'forbidden' || verdict.caa === 'lookup-failed') return { ...verdict, rules: NONE };
    if (verdict.challenge !== 'http-01') return verdict;
    const wrong = ([6, 4] as const).filter((family) => answersForAnother(family, findings));
    if (wrong.length === 0) return verdict;
    const judge = (judgement: Judgement, family: Family | undefined): Judgement =>
      judgement === 'valid' && family !== undefined && wrong.includes(family) && waits(verdict, family)
        ? 'invalid'
        : judgement;
    const deciding = decidingFamily(verdict);
    const rules = Object.fromEntries(RETRY_RULES.map((rule) => [rule, judge(verdict.rules[rule], deciding)]));
    const { families } = verdict;
    return {
      ...verdict,
      rules: rules as VerdictFact['rules'],
      ...(families && { families: { 6: alone(families[6], 6), 4: alone(families[4], 4) } }),
    };
    function alone(judgement: Judgement | 'absent', family: Family) {
      return judgement === 'absent' ? judgement : judge(judgement, family);
    }
  });
}

/** CAA forbids it to every rule, and a CA that cannot look it up does not issue. */
const NONE = { documented: 'invalid', boulder: 'invalid', 'per-hop': 'invalid' } as const;

function answersForAnother(family: Family, findings: readonly Finding[]): boolean {
  return findings.some(
    ({ id, certainty, places }) =>
      (certainty === 'proven' || certainty === 'strong') &&
      CAUSES.some((cause) => cause.id === id && cause.elsewhere === true) &&
      places.some((place) => place.family === family),
  );
}

/** The 404 at the end of the way that was taken for "not there yet". */
function waits({ hops }: VerdictFact, family: Family): boolean {
  return hops.some((hop) => hop.family === family && hop.status === 404);
}

/** The family whose answer decided: IPv6 where it answered, else IPv4. */
function decidingFamily({ hops }: VerdictFact): Family | undefined {
  const answered = hops.filter(({ hop, outcome }) => hop === 0 && outcome === 'response');
  return answered.find(({ family }) => family === 6)?.family ?? answered[0]?.family;
}
