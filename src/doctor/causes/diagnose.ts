import type { InsideReport } from '../inside/index.ts';
import { CAUSES } from './table.ts';
import { readable } from './readable.ts';
import { validationVerdicts } from './validation-verdicts.ts';
import { type VisitorVerdicts, visitorVerdicts } from './visitor-verdicts.ts';
import type { VerdictFact } from '../outside/index.ts';
import type { Cause, Certainty, Finding, Inside, Place, Seen, Shown, Sign, Values } from './types.ts';

export type Diagnosis = {
  /** The surest first; of the same certainty in the catalogue's order. */
  readonly findings: readonly Finding[];
  /** What may be meant so. */
  readonly notes: readonly Finding[];
  /** Causes that what was seen outside would fit, and that the machine itself excludes. */
  readonly ruledOut: readonly string[];
  /** Where somebody looked from outside: what an order would come to, and what visitors meet. */
  readonly verdicts: readonly VerdictFact[];
  /** The same of the other places, in their order. */
  readonly elsewhere: readonly (readonly VerdictFact[])[];
  readonly visitors: VisitorVerdicts | undefined;
};

/**
 * Names the causes of what was seen. Each cause says what it explains; then, for each symptom: what the machine shows is proven, what
 * fits alone is as sure as its row of the catalogue says, and what shares its symptom with others is ambiguous.
 */
export function diagnose(given: {
  readonly seen?: Seen | undefined;
  readonly inside?: InsideReport | undefined;
  /** Looked at from the very machine that `inside` is of: what it saw at its own addresses never left it. */
  readonly here?: boolean | undefined;
}): Diagnosis {
  const { inside, here = false } = given;
  const ownAddresses = here ? new Set(inside?.addresses.map(({ address }) => address)) : undefined;
  const seen = given.seen && readable(given.seen, ownAddresses);
  const looked = CAUSES.map(
    (cause): Looked => ({
      cause,
      signs: seen === undefined ? [] : cause.outside(seen),
      inside: inside === undefined ? SILENT : cause.inside(inside, seen),
    }),
  );
  const claims = looked.flatMap((one) => claimsOf(one, seen, here));
  const findings = looked.flatMap(({ cause }) => {
    const own = claims.filter((claim) => claim.cause === cause);
    return findingOf(cause, own, claims);
  });
  const ruledOut = looked.filter(
    ({ signs, inside: says }) => told(signs).length > 0 && says.says === 'ruled-out',
  );
  const sorted = findings.toSorted((a, b) => ORDER.indexOf(a.certainty) - ORDER.indexOf(b.certainty));
  const noted = new Set(CAUSES.flatMap(({ id, note }) => (note === true ? [id] : [])));
  const faults = sorted.filter(({ id }) => !noted.has(id));
  // from this very machine the way in is open: what its own rules say of others counts
  const unseen = here && faults.some(({ basis }) => basis === 'inside');
  const report = unseen ? seen?.report : given.seen?.report;
  return {
    findings: faults,
    notes: sorted.filter(({ id }) => noted.has(id)),
    ruledOut: ruledOut.map(({ cause }) => cause.id),
    verdicts:
      report === undefined
        ? []
        : validationVerdicts(report, faults).map((one) => (unseen ? unmeasured(one) : one)),
    elsewhere: (given.seen?.others ?? []).map((one) => validationVerdicts(one, faults)),
    visitors: report && visitorVerdicts(report, faults),
  };
}

function unmeasured(verdict: VerdictFact): VerdictFact {
  const rules = { documented: 'not-measured', boulder: 'not-measured', 'per-hop': 'not-measured' } as const;
  return verdict.challenge === 'http-01' || verdict.challenge === 'tls-alpn-01'
    ? { ...verdict, rules, families: { 6: 'not-measured', 4: 'not-measured' } }
    : verdict;
}

type Looked = { readonly cause: Cause; readonly signs: readonly Sign[]; readonly inside: Inside };
/** One cause for one symptom. */
type Claim = {
  readonly cause: Cause;
  /** Absent: nothing is seen of it from outside. */
  readonly sign: Sign | undefined;
  readonly shown: Shown | undefined;
};

const SILENT: Inside = { says: 'silent' };
const ORDER: readonly Certainty[] = ['proven', 'strong', 'likely', 'ambiguous'];

function claimsOf({ cause, signs, inside }: Looked, seen: Seen | undefined, here: boolean): Claim[] {
  if (inside.says === 'ruled-out') return [];
  if (inside.says === 'silent') return told(signs).map((sign) => ({ cause, sign, shown: undefined }));
  const matched = signs.flatMap((sign) => {
    const shown = inside.where.find(({ place }) => fits(place, sign.place));
    return shown === undefined ? [] : [{ cause, sign, shown }];
  });
  if (matched.length > 0) return matched;
  // seen from outside, it would have shown: what it can show there, it does not
  const visible = (place: Place) =>
    cause.certainty.outside !== undefined && seen !== undefined && (!here || wasTried(place, seen));
  return inside.where
    .filter(({ place, latent }) => latent === true || !visible(place))
    .map((shown) => ({ cause, sign: undefined, shown }));
}

/** Connections to such a place were tried. */
function wasTried(place: Place, { report }: Seen): boolean {
  return report.connects.some((one) => fits(place, one));
}

function told(signs: readonly Sign[]): readonly Sign[] {
  return signs.filter(({ ifShown }) => ifShown !== true);
}

/** A part that one of them leaves open holds for every one. */
function fits(one: Place, other: Place): boolean {
  return (['host', 'address', 'family', 'port'] as const).every(
    (part) => one[part] === undefined || other[part] === undefined || one[part] === other[part],
  );
}

function findingOf(cause: Cause, own: readonly Claim[], all: readonly Claim[]): Finding[] {
  const kept = own.flatMap((claim) => {
    const judged = judgeClaim(claim, all);
    return judged === undefined ? [] : [{ ...claim, ...judged }];
  });
  const surest = ORDER.find((certainty) => kept.some((one) => one.certainty === certainty));
  if (surest === undefined) return [];
  const best = kept.filter(({ certainty }) => certainty === surest);
  const both = best.some(({ sign, shown }) => sign !== undefined && shown !== undefined);
  const basis = both ? 'both' : best.some(({ sign }) => sign !== undefined) ? 'outside' : 'inside';
  const places = best.map(({ sign, shown }): Place => ({ ...shown?.place, ...sign?.place }));
  const values: Values = Object.assign(
    {},
    ...best.map(({ sign, shown }) => ({ ...sign?.values, ...shown?.values })),
  );
  const rivals = [...new Set(best.flatMap((one) => one.rivals))];
  return [
    {
      id: cause.id,
      certainty: surest,
      basis,
      places,
      values,
      rivals,
      decide: surest === 'proven' ? 'none' : cause.decide,
    },
  ];
}

/** How sure one claim is beside its rivals; undefined where one of them explains the symptom for certain. */
function judgeClaim(
  claim: Claim,
  all: readonly Claim[],
): { readonly certainty: Certainty; readonly rivals: readonly string[] } | undefined {
  const { cause, sign, shown } = claim;
  const { inside = 'likely' } = cause.certainty;
  const outside = sign?.atMost ?? cause.certainty.outside ?? 'ambiguous';
  if (sign === undefined) return { certainty: inside, rivals: [] };
  if (shown !== undefined) return { certainty: surer(inside, outside), rivals: [] };
  // what is proven from outside stays true, whatever else explains the symptom
  if (sign.alone === true && outside === 'proven') return { certainty: outside, rivals: [] };
  const rivals = all.filter((one) => one.cause !== cause && one.sign?.symptom === sign.symptom);
  if (rivals.some((one) => one.shown !== undefined && one.cause.certainty.inside === 'proven'))
    return undefined;
  if (sign.alone === true) return { certainty: outside, rivals: [] };
  if (rivals.some((one) => one.sign?.alone === true)) return undefined;
  const ids = [...new Set(rivals.map((one) => one.cause.id))];
  return ids.length === 0 ? { certainty: outside, rivals: [] } : { certainty: 'ambiguous', rivals: ids };
}

function surer(one: Certainty, other: Certainty): Certainty {
  return ORDER.indexOf(one) <= ORDER.indexOf(other) ? one : other;
}
