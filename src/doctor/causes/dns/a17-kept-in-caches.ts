import type { Family } from '../../../core/index.ts';
import type { NameFact } from '../../outside/index.ts';
import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { isSaid, plainAnswers, type Report, setOf, subject, typeOf } from './facts.ts';

/** The name servers already say something else than what recursive servers keep: the fix is there, and not seen yet. */
export const keptInCaches: Cause = {
  id: 'A17',
  slug: 'kept-in-caches',
  certainty: { outside: 'proven' },
  validation: 'none',
  visitors: ['none'],
  remedies: ['wait'],
  decide: 'none',
  outside: ({ report }) => ([6, 4] as const).flatMap((family) => kept(report, family)).slice(0, 1),
  inside: () => ({ says: 'silent' }),
};

function kept(report: Report, family: Family): Sign[] {
  const now = subject(report, family);
  if (now === undefined || !ENDED.has(now.outcome)) return [];
  const type = typeOf(family);
  const old = report.names.filter((fact) => fact.role === 'cached' && fact.type === type);
  const stale = old.filter((fact) => ENDED.has(fact.outcome) && isOther(report, fact, now));
  if (stale.length === 0) return [];
  const zone = report.names.find(
    (fact) => fact.role === 'zone' && fact.type === 'SOA' && fact.outcome === 'answer',
  );
  // of a denial how long it is kept is what the zone says
  const seconds = Math.max(...stale.map(({ ttl }) => ttl ?? zone?.ttl ?? 0));
  const before = [...new Set(stale.flatMap(({ addresses }) => addresses))].join(', ');
  return [
    {
      symptom: dnsSymptom(report.name, `kept ${type}`),
      place: { host: report.name, family },
      values: { type, seconds, before, after: now.addresses.join(', ') },
    },
  ];
}

/** One has addresses and the other none; or both have, with nothing in common, where every server always says the same. */
function isOther(report: Report, old: NameFact, now: NameFact): boolean {
  const had = old.addresses.length > 0;
  const has = now.addresses.length > 0;
  if (had !== has) return true;
  if (!had || old.addresses.some((one) => now.addresses.includes(one))) return false;
  const answers = report.answers
    .filter(({ name, type }) => name === report.name && type === now.type)
    .filter(isSaid);
  const constant = new Set(answers.map(({ values }) => setOf(values))).size === 1;
  return constant && plainAnswers(report, report.name, now.type).length > 0 && now.chain.length === 0;
}

const ENDED: ReadonlySet<string> = new Set(['answer', 'nodata', 'nxdomain']);
