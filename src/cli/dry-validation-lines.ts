import { networkInterfaces } from 'node:os';
import type { DryValidationView } from '../console/api/index.ts';
import { type Family, RETRY_RULES } from '../core/index.ts';
import { type Around, dryNotes } from './dry-validation-notes.ts';
import { perspectiveLines } from './evidence-perspectives.ts';
import { type Reader, seenLines } from './evidence-seen.ts';
import { table, wrap } from './table.ts';
import { printable } from './terminal.ts';
import { duration } from './words.ts';

/**
 * A dry validation as a person reads it: the verdict of the CA's own rule, what was seen, the verdict under each retry rule and of
 * each family alone, what perspectives saw, what to know about it, and the problem as a subscriber would read it.
 */
export function dryValidationLines(
  reader: Reader,
  view: DryValidationView,
  around: Pick<Around, 'accountGiven' | 'asked'>,
): string[] {
  const { terminal, messages } = reader;
  const texts = messages.cli.validate;
  const after = duration(Date.parse(view.finishedAt) - Date.parse(view.startedAt));
  const head = (view.valid ? texts.passes : texts.refused)({ ...view, after });
  const style = view.valid ? 'green' : 'red';
  const notes = dryNotes(view, { ...around, isOwnAddress });
  return [
    ...wrap(terminal, printable(head))
      .split('\n')
      .map((line) => terminal.paint(style, line)),
    ...seenLines(reader, view.evidence, '  '),
    ...ruleLines(reader, view),
    ...familyLines(reader, view),
    ...gap(perspectiveLines(reader, view.evidence)),
    ...gap(
      [
        ...notes.map(({ note, facts }) => texts.note({ text: texts.notes[note](facts) })),
        ...(view.error === null ? [] : [texts.problem({ text: view.error.message })]),
      ].map((text) => wrap(terminal, printable(text), '  ')),
    ),
  ];
}

/** Only attempts are retried: records in DNS look alike to every rule. */
function ruleLines({ terminal, messages }: Reader, view: DryValidationView): string[] {
  const texts = messages.cli.validate;
  if (view.type !== 'http-01' && view.type !== 'tls-alpn-01') return [];
  const retries = view.type === 'http-01' ? texts.retries.http : texts.retries.tls;
  const rows = RETRY_RULES.map((rule) => [
    rule === view.rule ? texts.own({ rule }) : rule,
    texts.judgements[view.judgements[rule]](),
    retries[rule](),
  ]);
  const titles = [texts.columns.rule(), texts.columns.verdict(), texts.columns.retries()];
  return gap([
    ...table(terminal, titles, rows, '  '),
    terminal.paint('dim', wrap(terminal, texts.ownMeans(), '  ')),
  ]);
}

function familyLines({ terminal, messages }: Reader, { families }: DryValidationView): string[] {
  const texts = messages.cli.validate;
  if (families === null) return [];
  const rows = ([6, 4] as const).map((family: Family) => [
    `IPv${family}`,
    texts.judgements[families[family]](),
  ]);
  return gap(table(terminal, [texts.columns.family(), texts.columns.verdict()], rows, '  '));
}

function gap(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((one) => one.address === address));
}
