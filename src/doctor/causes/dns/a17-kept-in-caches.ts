import type { Family } from '../../../core/index.ts';
import type { NameFact } from '../../outside/index.ts';
import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { isSaid, type Report, setOf, subject, typeOf } from './facts.ts';

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

/**
 * One has addresses and the other none, or they have nothing in common; and every server always says the same, to clients elsewhere too.
 * What a resolver makes up itself for networks with IPv6 alone (DNS64) is no old answer.
 */
function isOther(report: Report, old: NameFact, now: NameFact): boolean {
  const had = old.addresses.filter((address) => !SYNTHESISED.test(address));
  if (had.length < old.addresses.length || !isConstant(report, now.type)) return false;
  if (had.length === 0 || now.addresses.length === 0) return had.length !== now.addresses.length;
  // at the end of an alias another zone's servers may share a load
  return now.chain.length === 0 && !had.some((one) => now.addresses.includes(one));
}
const SYNTHESISED = /^64:ff9b:/;

function isConstant({ answers, name }: Report, type: string): boolean {
  const said = answers.filter((one) => one.name === name && one.type === type && isSaid(one));
  return new Set(said.map(({ values }) => setOf(values))).size < 2;
}

const ENDED: ReadonlySet<string> = new Set(['answer', 'nodata', 'nxdomain']);
