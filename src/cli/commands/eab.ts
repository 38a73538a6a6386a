import type { ExternalKeyView } from '../../console/api/index.ts';
import type { ExitCode } from '../exit.ts';
import { more } from '../list.ts';
import { type Session, show, withControl } from '../session.ts';
import { table } from '../table.ts';
import { moment } from '../words.ts';

export function eabAdd(session: Session, options: { label?: string }): Promise<ExitCode> {
  const { commands } = session.messages.cli;
  return withControl(session, async (control) => {
    const body = { label: options.label ?? '' };
    const answer = await control.call<ExternalKeyView & { key: string }>('POST', '/external-keys', body);
    return show(session, answer, ({ id, key }) => [
      commands.eabAdded({ id, key }),
      commands.eabUse({ id, key }),
    ]);
  });
}

export function eabList(session: Session): Promise<ExitCode> {
  const { columns } = session.messages.cli.commands;
  return withControl(session, async (control) => {
    const answer = await control.call<{ externalKeys: ExternalKeyView[] }>('GET', '/external-keys');
    return show(session, answer, ({ externalKeys }) => [
      ...table(
        session.terminal,
        [columns.id(), columns.status(), columns.created(), columns.account(), columns.label()],
        externalKeys.map((one) => [
          one.id,
          one.status,
          moment(one.createdAt),
          one.accountId ?? '',
          one.label,
        ]),
      ),
      ...more(session, externalKeys.length, null),
    ]);
  });
}

export function eabRevoke(session: Session, id: string): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const answer = await control.call<{ id: string }>('DELETE', `/external-keys/${encodeURIComponent(id)}`);
    return show(session, answer, () => [session.messages.cli.commands.eabRevoked({ id })]);
  });
}
