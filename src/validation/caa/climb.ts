import type { LookupEvidence } from '../../core/index.ts';
import type { CaaRecord } from './decide.ts';

/** One node of the tree, asked for its CAA records. */
export type CaaNode = { readonly lookup: LookupEvidence; readonly records: readonly CaaRecord[] };

/** RFC 8659 section 3: the record set that counts for a name, or why it cannot be told. */
export type RelevantSet =
  | { readonly kind: 'set'; readonly name: string; readonly records: readonly CaaRecord[] }
  | { readonly kind: 'failed'; readonly lookup: LookupEvidence }
  | { readonly kind: 'none' };

/** The name and its ancestors, up to and including the top-level domain. */
export function namesToAsk(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

/**
 * Walks from the leaf, whatever the order in which the answers came: the first set that is not empty counts, and a failure before
 * it hides one. What an alias leads to counts for the node itself, and the target's ancestors do not (RFC 8659 section 3).
 */
export function relevantSet(nodes: readonly CaaNode[]): RelevantSet {
  for (const { lookup, records } of nodes) {
    if (isFailure(lookup)) return { kind: 'failed', lookup };
    if (records.length > 0) return { kind: 'set', name: lookup.name, records };
  }
  return { kind: 'none' };
}

/** A top-level domain exists wherever a name below it does: that it does not is no answer to rely on. */
function isFailure({ name, outcome }: LookupEvidence): boolean {
  if (outcome === 'answer' || outcome === 'nodata') return false;
  return outcome !== 'nxdomain' || !name.includes('.');
}
