import type {
  ControlClient,
  PersistCheckView,
  PersistNameView,
  PersistRecordView,
} from '../../console/api/index.ts';
import { PAGE_MAX, PERSIST_CHECK_MS } from '../../console/api/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { checkLines, nameLines, publishLines } from '../persist-lines.ts';
import { type Session, show, withControl } from '../session.ts';
import { table, wrap } from '../table.ts';
import { moment } from '../words.ts';

export type PersistAddOptions = {
  readonly issuer: string;
  readonly accountUri: string;
  readonly policy?: 'wildcard';
  readonly until?: string;
  readonly draft?: '01' | '02';
  readonly thumbprint?: string;
  readonly hashPrefix?: string;
};

export function persistAdd(session: Session, name: string, options: PersistAddOptions): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const { issuer, accountUri, policy, until, thumbprint, hashPrefix } = options;
    const draft = options.draft ?? session.loaded.settings.acme.dns_persist_version;
    const wildcard = policy === 'wildcard';
    const body = { name, issuer, accountUri, draft, wildcard, until, thumbprint, hashPrefix };
    const answer = await control.call<PersistRecordView>('POST', '/persist', body);
    return show(session, answer, (one) => publishLines(session, one));
  });
}

export function persistList(
  session: Session,
  { limit, after }: { readonly limit?: string; readonly after?: string },
): Promise<ExitCode> {
  const texts = session.messages.cli.persist;
  const { columns } = texts;
  return withControl(session, async (control) => {
    const query = new URLSearchParams({ ...(limit && { limit }), ...(after && { after }) });
    const path = `/persist?${query.toString()}`;
    const answer = await control.call<{ names: PersistNameView[]; next: string | null }>('GET', path);
    return show(session, answer, ({ names, next }) => {
      const rows = names.map(({ name, records, checkedAt, findings }) => [
        name,
        String(records.length),
        checkedAt === null ? texts.never() : moment(checkedAt),
        saysOf(session, checkedAt, findings),
      ]);
      const titles = [columns.name(), columns.records(), columns.checked(), columns.says()];
      return [
        ...(rows.length > 0
          ? table(session.terminal, titles, rows)
          : [session.messages.cli.commands.nothing()]),
        ...(next === null ? [] : [texts.more({ next })]),
      ];
    });
  });
}

export function persistShow(session: Session, name: string): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const answer = await control.call<PersistNameView>('GET', `/persist/${encodeURIComponent(name)}`);
    return show(session, answer, (one) => nameLines(session, one));
  });
}

export function persistRemove(
  session: Session,
  name: string,
  { issuer, accountUri }: { readonly issuer?: string; readonly accountUri?: string },
): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const query = new URLSearchParams({ ...(issuer && { issuer }), ...(accountUri && { accountUri }) });
    const path = `/persist/${encodeURIComponent(name)}?${query.toString()}`;
    const answer = await control.call<{ name: string; removed: number }>('DELETE', path);
    return show(session, answer, (done) => [
      wrap(session.terminal, session.messages.cli.persist.removed({ name: done.name, count: done.removed })),
    ]);
  });
}

/** One name after the other, by the server where it runs; 1 where anything is found. */
export function persistCheck(session: Session, names: readonly string[]): Promise<ExitCode> {
  const { terminal, messages } = session;
  return withControl(session, async (control) => {
    const wanted = names.length > 0 ? names : await allNames(control);
    const checks: PersistCheckView[] = [];
    for (const name of wanted) {
      if (!session.json) terminal.err(messages.cli.persist.looking({ name }));
      const path = `/persist/${encodeURIComponent(name)}/check`;
      const answer = await control.call<PersistCheckView>('POST', path, {}, PERSIST_CHECK_MS);
      if (!answer.ok) return show(session, answer, () => []);
      checks.push(answer.value);
      if (!session.json) for (const line of checkLines(session, answer.value)) terminal.out(line);
    }
    if (session.json) terminal.out(JSON.stringify({ checks }, null, 2));
    else if (wanted.length === 0) terminal.out(messages.cli.commands.nothing());
    return checks.every(({ findings }) => findings.length === 0) ? EXIT.good : EXIT.refused;
  });
}

async function allNames(control: ControlClient): Promise<string[]> {
  const names: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const query = new URLSearchParams({ limit: String(PAGE_MAX), ...(after !== '' && { after }) });
    const page = await control.call<{ names: PersistNameView[]; next: string | null }>(
      'GET',
      `/persist?${query.toString()}`,
    );
    if (!page.ok) return names;
    names.push(...page.value.names.map(({ name }) => name));
    after = page.value.next;
  }
  return names;
}

function saysOf(session: Session, checkedAt: string | null, findings: readonly { code: string }[]): string {
  const texts = session.messages.cli.persist;
  if (checkedAt === null) return '';
  return findings.length === 0 ? texts.good() : [...new Set(findings.map(({ code }) => code))].join(', ');
}
