import type { AccountView } from '../../console/api/index.ts';
import type { ExitCode } from '../exit.ts';
import { type ListOptions, listQuery, more } from '../list.ts';
import { type Session, show, withControl } from '../session.ts';
import { facts, table } from '../table.ts';
import { moment, status } from '../words.ts';

export function accountList(session: Session, options: ListOptions): Promise<ExitCode> {
  const { columns } = session.messages.cli.commands;
  return withControl(session, async (control) => {
    type Answer = { accounts: AccountView[]; next: string | null };
    const answer = await control.call<Answer>('GET', `/accounts${listQuery(options)}`);
    return show(session, answer, ({ accounts, next }) => [
      ...table(
        session.terminal,
        [columns.id(), columns.status(), columns.created(), columns.from(), columns.contacts()],
        accounts.map((one) => [
          one.id,
          one.status,
          moment(one.createdAt),
          one.createdFrom,
          one.contacts.join(' '),
        ]),
      ),
      ...more(session, accounts.length, next),
    ]);
  });
}

export function accountShow(session: Session, id: string): Promise<ExitCode> {
  const { columns } = session.messages.cli.commands;
  return withControl(session, async (control) => {
    const answer = await control.call<AccountView>('GET', `/accounts/${encodeURIComponent(id)}`);
    return show(session, answer, (account) => [
      `${columns.account()} ${account.id}: ${status(session.terminal, account.status)}`,
      ...facts(
        session.terminal,
        [
          [columns.contacts(), account.contacts.join(' ')],
          [columns.thumbprint(), account.thumbprint],
          [columns.externalKey(), account.externalKeyId ?? ''],
          [columns.terms(), moment(account.termsAgreedAt)],
          [columns.created(), moment(account.createdAt)],
          [columns.from(), account.createdFrom],
        ],
        '  ',
      ),
    ]);
  });
}
