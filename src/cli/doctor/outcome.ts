import { z } from 'zod';
import type { ExaminationsView } from '../../console/api/index.ts';
import { RETRY_RULES } from '../../core/index.ts';
import { CAUSES, type Diagnosis, diagnose, type Finding, type Seen } from '../../doctor/causes/index.ts';
import { type InsideReport, insideReport } from '../../doctor/inside/index.ts';
import { outsideReport } from '../../doctor/outside/index.ts';
import { comparePasted, type Compared } from './pasted-compare.ts';
import { type Patient, remediesFor } from '../../doctor/remedies/index.ts';
import { judgeOrder } from './order.ts';

const family = z.union([z.literal(6), z.literal(4)]);
const OUTCOMES = ['answered', 'timeout', 'unreachable', 'malformed', 'busy'] as const;
const CERTAINTIES = ['proven', 'strong', 'likely', 'ambiguous'] as const;
const certainty = z.enum(CERTAINTIES);
const values = z.record(z.string(), z.union([z.string(), z.number()]));
const visitor = z.enum(['fine', 'delayed', 'broken', 'unreachable', 'not-measured']);
const words = z.record(z.string(), z.string());

const step = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('run'), line: z.string() }),
  z.strictObject({ do: z.literal('edit'), file: z.string(), diff: z.string() }),
  z.strictObject({ do: z.literal('write'), line: z.string() }),
  z.strictObject({ do: z.literal('record'), line: z.string() }),
  z.strictObject({ do: z.literal('by-hand'), text: z.string(), values: words, says: z.string() }),
]);

const remedy = z.strictObject({
  id: z.string(),
  label: z.string().optional(),
  at: z.enum(['host', 'dns', 'cloud', 'provider', 'site', 'wait']),
  now: z.array(step),
  permanent: z.array(step),
  verify: z.array(step),
  undo: z.array(step),
  undoPermanent: z.array(step),
  values: words,
  /** In the reader's language, as `says`. */
  title: z.string(),
});

const finding = z.strictObject({
  id: z.string().regex(/^[A-G][0-9]+$/),
  certainty,
  basis: z.enum(['outside', 'inside', 'both']),
  places: z.array(
    z.strictObject({
      host: z.string().optional(),
      address: z.string().optional(),
      family: family.optional(),
      port: z.int().optional(),
    }),
  ),
  values,
  rivals: z.array(z.string()),
  /** The measurement that would decide; `none` where it is decided. */
  decide: z.string(),
  /** What it does to a validation and to visitors. */
  validation: z.string(),
  visitors: z.array(z.string()),
  /** Section of the documentation. */
  help: z.string(),
  title: z.string(),
  says: z.string(),
  remedies: z.array(remedy),
});

/** What `sixfour check --json` prints: docs/schemas/check.json is made of it. */
export const checkOutcome = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  /** The surest first. */
  findings: z.array(finding),
  /** What may be meant so, as a family that the name has not. */
  notes: z.array(finding),
  /** Causes that fit what was seen outside, and that the machine itself excludes. */
  ruledOut: z.array(z.string()),
  /** What visitors with both families, IPv6 alone and IPv4 alone meet; absent where nobody looked from outside. */
  visitors: z.strictObject({ dual: visitor, six: visitor, four: visitor }).optional(),
  /** Errors of a CA or a client that were pasted, by the rows of `explain`, and what of them is seen now; absent: none was. */
  pasted: z
    .array(
      z.strictObject({
        row: z.string(),
        causes: z.array(z.string()),
        state: z.enum(['shown', 'itself', 'other', 'nothing']),
        shown: z.array(z.string()),
        says: z.string(),
        misleads: z.string().optional(),
      }),
    )
    .optional(),
  /** The place that is judged first, the others, the second sample. */
  reports: z.array(outsideReport),
  /** Every perspective that was asked; those that answered have a report under their name. */
  perspectives: z
    .array(z.strictObject({ perspective: z.string(), region: z.string(), outcome: z.enum(OUTCOMES) }))
    .optional(),
  /** What an order of the running server would come to by them, under its own retry rule and quorum. */
  order: z
    .strictObject({
      rule: z.enum(RETRY_RULES),
      policy: z.string(),
      decides: z.boolean(),
      minimum: z.int(),
      needed: z.int(),
      regionsNeeded: z.int(),
      asked: z.int(),
      passed: z.int(),
      regions: z.int(),
      reached: z.boolean(),
    })
    .optional(),
  inside: insideReport.optional(),
});
type Made = z.infer<typeof checkOutcome>;

/** What a check found, before it is put into words. Findings carry their remedies as the rules made them. */
export type CheckOutcome = Omit<Made, 'findings' | 'notes' | 'pasted'> & {
  readonly pasted?: readonly Compared[];
  readonly findings: readonly FoundHere[];
  readonly notes: readonly FoundHere[];
};
type FoundHere = Finding &
  Pick<Made['findings'][number], 'help'> &
  Pick<(typeof CAUSES)[number], 'validation' | 'visitors'> & {
    readonly remedies: ReturnType<typeof remediesFor>;
  };

/** All that a check has to conclude from. */
export type Gathered = {
  readonly name: string;
  readonly seen?: Seen | undefined;
  readonly inside?: InsideReport | undefined;
  readonly files?: Patient['files'];
  /** It was looked at from the very machine that `inside` is of. */
  readonly here?: boolean;
  /** What the perspectives said, where they were asked; their reports are in `seen`. */
  readonly elsewhere?: ExaminationsView | undefined;
};

/** From what was seen to what is said of it. Pure. */
export function concludeCheck(given: Gathered): CheckOutcome {
  const { name, seen, inside, files, here, elsewhere } = given;
  const diagnosis: Diagnosis = diagnose({ seen, inside, here });
  const patient: Patient = { name, report: seen?.report, inside, files };
  // of the same certainty, what is felt now comes before what only the machine knows of
  const ordered = diagnosis.findings.toSorted(
    (a, b) =>
      CERTAINTIES.indexOf(a.certainty) - CERTAINTIES.indexOf(b.certainty) ||
      Number(a.basis === 'inside') - Number(b.basis === 'inside'),
  );
  const told = (one: Finding): FoundHere[] => {
    const cause = CAUSES.find(({ id }) => id === one.id);
    if (cause === undefined) return [];
    const { validation, visitors } = cause;
    return [{ ...one, validation, visitors, help: helpOf(cause), remedies: remediesFor(one, patient) }];
  };
  const reports =
    seen === undefined
      ? []
      : [
          { ...seen.report, verdicts: [...diagnosis.verdicts] },
          ...seen.others.map((one, at) => ({ ...one, verdicts: [...(diagnosis.elsewhere[at] ?? [])] })),
        ];
  const verdictsFrom = (place: string) => reports.find(({ vantage }) => vantage === place)?.verdicts ?? [];
  const order = elsewhere && judgeOrder(elsewhere, verdictsFrom);
  return {
    version: 1,
    name,
    findings: ordered.flatMap(told),
    notes: diagnosis.notes.flatMap(told),
    ruledOut: [...diagnosis.ruledOut],
    ...(diagnosis.visitors !== undefined && { visitors: diagnosis.visitors }),
    ...(seen?.report.pasted !== undefined && {
      pasted: comparePasted(seen.report, [...ordered, ...diagnosis.notes]),
    }),
    reports: [...reports, ...(seen?.again ? [seen.again] : [])],
    ...(elsewhere && {
      perspectives: elsewhere.examinations.map(({ perspective, region, outcome }) => ({
        perspective,
        region,
        outcome,
      })),
    }),
    ...(order && { order }),
    ...(inside !== undefined && { inside }),
  };
}

/** Where a cause is told of: its group's page, its own heading. */
export function helpOf({ id, slug }: (typeof CAUSES)[number]): string {
  const group = PAGES[id.slice(0, 1)] ?? 'dns';
  return `docs/causes/${group}.md#${id.toLowerCase()}-${slug}`;
}

const PAGES: Readonly<Record<string, string>> = {
  A: 'dns',
  B: 'addresses',
  C: 'routing',
  D: 'filters',
  E: 'listeners',
  F: 'http',
  G: 'visitors',
};
