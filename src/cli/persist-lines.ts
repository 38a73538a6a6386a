import type { PersistCheckView, PersistNameView, PersistRecordView } from '../console/api/index.ts';
import type { Session } from './session.ts';
import { table, wrap } from './table.ts';
import { printable } from './terminal.ts';
import { moment } from './words.ts';

/** What the owner of a name does with a record that is new. */
export function publishLines({ terminal, messages }: Session, one: PersistRecordView): string[] {
  const texts = messages.cli.persist;
  return [
    wrap(terminal, texts.publish({ name: one.name, draft: one.draft })),
    one.record, // one line, to be copied
    wrap(terminal, texts.afterAdd({ name: one.name })),
  ];
}

export function nameLines(
  session: Session,
  { name, records, checkedAt, findings }: PersistNameView,
): string[] {
  const { terminal, messages } = session;
  const texts = messages.cli.persist;
  return [
    terminal.paint('bold', name),
    ...records.flatMap(({ issuer, draft, until, record }) => [
      texts.record({ issuer, draft, until: until === null ? null : moment(until) }),
      record,
    ]),
    '',
    `${texts.columns.checked()}: ${checkedAt === null ? texts.never() : moment(checkedAt)}`,
    ...findingLines(session, findings),
  ];
}

/** What was found of one name, and below it what each name server said. */
export function checkLines(session: Session, one: PersistCheckView): string[] {
  const { terminal, messages } = session;
  const texts = messages.cli.persist;
  const { health } = messages.cli;
  const { columns } = texts;
  const { name, owner, findings, familiesNotMeasured, notAsked, answers } = one;
  const rows = answers.map(({ at, host, address, transport, outcome, texts: found }) => {
    const count = outcome === 'answer' ? String(found.length) : '';
    return [at, host, address, transport.toUpperCase(), outcome, count];
  });
  const titles = [columns.at(), columns.server(), columns.address(), columns.transport(), columns.outcome()];
  return [
    findings.length === 0
      ? wrap(terminal, texts.wellAt({ owner }))
      : terminal.paint('bold', texts.found({ name, count: findings.length })),
    ...findingLines(session, findings),
    ...familiesNotMeasured.map((family) =>
      wrap(terminal, health.unmeasured({ family: family === 6 ? 'IPv6' : 'IPv4' })),
    ),
    ...(notAsked.length > 0 ? [wrap(terminal, health.notAsked({ addresses: notAsked.join(', ') }))] : []),
    '',
    ...table(terminal, [...titles, columns.count()], rows),
    '',
  ];
}

function findingLines({ terminal }: Session, findings: readonly { readonly message: string }[]): string[] {
  return findings.map(({ message }) => wrap(terminal, `- ${printable(message)}`));
}
