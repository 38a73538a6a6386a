import type { Evidence } from '../core/index.ts';

/**
 * Evidence as JSON of at most `most` characters. Where it is more, what counted stays: the quorum, what CAA records said and how each
 * perspective ended; then, of the rest in order, as much as fits; then what perspectives saw. So no target can make a record lose its
 * outcome by making it long. `cut` counts the entries left out, those of perspectives too.
 */
export function boundedEvidence(evidence: readonly Evidence[], most: number): { json: string; cut: number } {
  const whole = JSON.stringify(evidence);
  if (whole.length <= most) return { json: whole, cut: 0 };
  const kept = new Map<number, string>();
  let room = most - BRACKETS;
  const keep = (index: number, one: Evidence): boolean => {
    const json = JSON.stringify(one);
    const more = json.length + COMMA - (kept.has(index) ? (kept.get(index) ?? '').length + COMMA : 0);
    if (more > room) return false;
    room -= more;
    kept.set(index, json);
    return true;
  };
  const all = [...evidence.entries()];
  const of = (...kinds: readonly Evidence['kind'][]) => all.filter(([, { kind }]) => kinds.includes(kind));
  for (const [index, one] of of('quorum')) keep(index, one);
  for (const [index, one] of of('perspective', 'caa')) keep(index, withoutNested(one));
  for (const [index, one] of of('lookup', 'attempt')) if (!keep(index, one)) break;
  let cut = evidence.length - kept.size;
  for (const [index, one] of of('perspective')) {
    if (nestedIn(one) > 0 && !(kept.has(index) && keep(index, one))) cut += nestedIn(one);
  }
  const json = all.flatMap(([index]) => kept.get(index) ?? []).join(',');
  return { json: `[${json}]`, cut };
}

const BRACKETS = 2;
const COMMA = 1;

function withoutNested(one: Evidence): Evidence {
  return one.kind === 'perspective' ? { ...one, evidence: [] } : one;
}

function nestedIn(one: Evidence): number {
  return one.kind === 'perspective' ? one.evidence.length : 0;
}
