import { explain, ROWS } from '../../doctor/explain/index.ts';
import type { OutsideReport } from '../../doctor/outside/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { CheckOutcome, Gathered } from './outcome.ts';

/** What a CA or its client said, as the rows by which `explain` knows it. Nothing else of a pasted text is kept. */
export type Pasted = NonNullable<OutsideReport['pasted']>;

/** Reads an error that was given to the check of a name: the rows that say something of it. Pure. */
export function readPasted(
  text: string,
  name: string,
):
  | { readonly ok: true; readonly pasted: Pasted }
  | { readonly ok: false; readonly why: 'unknown' | 'otherName' } {
  // that something failed, and not what, nothing can be compared with
  const known = explain(text).filter(({ row }) => row.causes.length > 0 || !(row.alone || row.context));
  if (known.length === 0) return { ok: false, why: 'unknown' };
  // limits are counted for the domain above as well
  const own = known.filter(
    (one) => one.name === undefined || name === one.name || name.endsWith(`.${one.name}`),
  );
  if (own.length === 0) return { ok: false, why: 'otherName' };
  const rows = new Map(own.map(({ row }) => [row.id, { row: row.id, causes: [...row.causes] }]));
  return { ok: true, pasted: [...rows.values()] };
}

/** A look, with what was pasted beside it. */
export function withPasted(gathered: Gathered, pasted: Pasted | undefined): Gathered {
  const { seen } = gathered;
  if (seen === undefined || pasted === undefined) return gathered;
  return { ...gathered, seen: { ...seen, report: { ...seen.report, pasted } } };
}

/** Each error in one line: what it means, and what of it is seen now. */
export function pastedTexts(messages: Catalogue, { pasted = [], findings }: CheckOutcome): readonly string[] {
  const { report, check, causes: titles } = messages.doctor;
  const titled: Readonly<Record<string, { title: () => string } | undefined>> = titles;
  return pasted.map(({ row, state, shown }) => {
    const { says, misleads = '' } = rowTexts(messages, row);
    const found = findings.filter(({ id }) => shown.includes(id));
    const causes = found.map(({ id, certainty }) =>
      report.finding({ id, title: titled[id]?.title() ?? '', certainty: check.certainty[certainty]() }),
    );
    const also = messages.cli.commands.punctuation.also();
    const now =
      state === 'shown' ? report.pasted.shown({ causes: causes.join(also) }) : report.pasted[state]();
    return [says, ...(state === 'shown' ? [] : [misleads]), now].filter((one) => one !== '').join(' ');
  });
}

/** What `explain` says of a row; a report of another release may name one that is not known here. */
export function rowTexts(
  messages: Catalogue,
  id: string,
): { readonly says: string; readonly misleads?: string } {
  const row = ROWS.find((one) => one.id === id);
  if (row === undefined) return { says: id };
  const { says, misleads }: { says: () => string; misleads?: () => string } =
    messages.doctor.explain.rows[row.id];
  return { says: says(), ...(misleads !== undefined && { misleads: misleads() }) };
}
