import type { ClientDetailView, ClientView, NewClientView, RuleView } from '../../console/api/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { ExitCode } from '../exit.ts';
import { more } from '../list.ts';
import { type Session, show, withControl } from '../session.ts';
import { table, wrap } from '../table.ts';
import { moment } from '../words.ts';
import { identityLines } from './client-identity.ts';
import { keyLines } from './client-key.ts';

export function clientAdd(session: Session, name: string): Promise<ExitCode> {
  const texts = session.messages.cli.delegation;
  return withControl(session, async (control) => {
    const answer = await control.call<NewClientView>('POST', '/clients', { name });
    return show(session, answer, (one) => [
      texts.clientAdded(one),
      wrap(session.terminal, texts.clientNext(one)),
    ]);
  });
}

export function clientList(session: Session): Promise<ExitCode> {
  const { columns } = session.messages.cli.delegation;
  return withControl(session, async (control) => {
    const answer = await control.call<{ clients: ClientView[] }>('GET', '/clients');
    return show(session, answer, ({ clients }) => [
      ...table(
        session.terminal,
        [columns.client(), columns.created()],
        clients.map(({ name, createdAt }) => [name, moment(createdAt)]),
      ),
      ...more(session, clients.length, null),
    ]);
  });
}

export function clientShow(session: Session, name: string): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const answer = await control.call<ClientDetailView>('GET', `/clients/${encodeURIComponent(name)}`);
    return show(session, answer, (one) => detailLines(session, one));
  });
}

export function clientRemove(session: Session, name: string): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const answer = await control.call<{ name: string }>('DELETE', `/clients/${encodeURIComponent(name)}`);
    return show(session, answer, () => [
      wrap(session.terminal, session.messages.cli.delegation.clientRemoved({ name })),
    ]);
  });
}

/** What a rule asks for besides the name. */
export function conditionText(rule: RuleView, messages: Catalogue): string {
  const { conditions } = messages.cli.delegation;
  const { networks, accounts, windows, from, until, live, presentsPerHour, namesPerDay, approval } = rule;
  const { lifetimeSeconds: seconds } = rule;
  return [
    ...(networks.length > 0 ? [conditions.networks({ networks: networks.join(', ') })] : []),
    ...(accounts.length > 0 ? [conditions.accounts({ accounts: accounts.join(', ') })] : []),
    ...(windows.length > 0 ? [conditions.windows({ windows: windows.join(', ') })] : []),
    ...(from === null ? [] : [conditions.from({ at: moment(from) })]),
    ...(until === null ? [] : [conditions.until({ at: moment(until) })]),
    ...(live === null ? [] : [conditions.live({ max: live })]),
    ...(presentsPerHour === null ? [] : [conditions.presentsPerHour({ max: presentsPerHour })]),
    ...(namesPerDay === null ? [] : [conditions.namesPerDay({ max: namesPerDay })]),
    ...(approval === 'none' ? [] : [conditions.approval({ approval })]),
    ...(seconds === VALUE_SECONDS ? [] : [conditions.lifetime({ seconds })]),
  ].join(messages.cli.commands.punctuation.also());
}
/** What every value lives, where its rule says nothing. */
const VALUE_SECONDS = 3_600;

function detailLines(session: Session, one: ClientDetailView): string[] {
  const { terminal, messages } = session;
  const texts = messages.cli.delegation;
  const { columns } = texts;
  const section = (title: string, lines: readonly string[], rows: number) =>
    rows === 0 ? [] : ['', terminal.paint('bold', title), ...lines];
  return [
    `${columns.client()} ${one.name}, ${moment(one.createdAt)}`,
    ...section(texts.keys(), keyLines(session, one.keys, '  '), one.keys.length),
    ...section(
      messages.cli.imports.waiting(),
      table(
        terminal,
        [columns.user(), columns.created(), messages.cli.imports.columns.from()],
        one.importedKeys.map((key) => [key.user, moment(key.createdAt), key.networks.join(', ')]),
        '  ',
      ),
      one.importedKeys.length,
    ),
    ...section(
      messages.cli.proof.identities(),
      identityLines(session, one.identities, '  '),
      one.identities.length,
    ),
    ...section(
      texts.tsigKeys(),
      table(
        terminal,
        [columns.tsigKey(), columns.algorithm(), columns.created()],
        one.tsigKeys.map(({ name, algorithm, createdAt }) => [name, algorithm, moment(createdAt)]),
        '  ',
      ),
      one.tsigKeys.length,
    ),
    ...section(
      texts.rules(),
      table(
        terminal,
        [columns.name(), columns.types(), columns.conditions(), columns.id()],
        one.rules.map((rule) => [rule.name, rule.types.join(', '), conditionText(rule, messages), rule.id]),
        '  ',
      ),
      one.rules.length,
    ),
    ...section(
      texts.events(),
      table(
        terminal,
        [columns.at(), columns.event(), columns.challenge(), columns.source()],
        one.events.map(({ at, event, reason, challenge, source }) => {
          const why = reason === null ? '' : `: ${reasonText(reason, messages)}`;
          return [moment(at), texts.event[event]() + why, challenge, source];
        }),
        '  ',
      ),
      one.events.length,
    ),
  ];
}

/** A reason of the broker in words; as it is, where this program does not know it. */
export function reasonText(reason: string, messages: Catalogue): string {
  const known: Readonly<Record<string, () => string>> = messages.cli.delegation.denyReasons;
  return known[reason]?.() ?? reason;
}
