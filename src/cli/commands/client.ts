import type {
  ClientDetailView,
  ClientKeyView,
  ClientView,
  NewClientView,
  RuleView,
} from '../../console/api/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { ExitCode } from '../exit.ts';
import { more } from '../list.ts';
import { type Session, show, withControl } from '../session.ts';
import { table, wrap } from '../table.ts';
import { moment } from '../words.ts';

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
  return [
    ...(rule.networks.length > 0 ? [conditions.networks({ networks: rule.networks.join(', ') })] : []),
    ...(rule.accounts.length > 0 ? [conditions.accounts({ accounts: rule.accounts.join(', ') })] : []),
  ].join('; ');
}

function detailLines(session: Session, one: ClientDetailView): string[] {
  const { terminal, messages } = session;
  const texts = messages.cli.delegation;
  const { columns } = texts;
  const section = (title: string, lines: readonly string[], rows: number) =>
    rows === 0 ? [] : ['', terminal.paint('bold', title), ...lines];
  return [
    `${columns.client()} ${one.name}, ${moment(one.createdAt)}`,
    ...section(
      texts.keys(),
      table(
        terminal,
        [columns.user(), columns.created(), columns.keyFor()],
        one.keys.map((key) => [key.user, moment(key.createdAt), keyText(key, messages)]),
        '  ',
      ),
      one.keys.length,
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

function keyText({ challenge, networks }: ClientKeyView, messages: Catalogue): string {
  const texts = messages.cli.delegation;
  const from = networks.length > 0 ? texts.keyFrom({ networks: networks.join(', ') }) : '';
  return (challenge ?? texts.keyForAll()) + from;
}

/** A reason of the broker in words; as it is, where this program does not know it. */
export function reasonText(reason: string, messages: Catalogue): string {
  const known: Readonly<Record<string, () => string>> = messages.cli.delegation.denyReasons;
  return known[reason]?.() ?? reason;
}
