import type { ApprovalView } from '../../console/api/index.ts';
import type { ExitCode } from '../exit.ts';
import { listQuery, more } from '../list.ts';
import { type Session, show, withControl } from '../session.ts';
import { table, wrap } from '../table.ts';
import { moment } from '../words.ts';

export function approvalList(
  session: Session,
  { client, state }: { readonly client?: string; readonly state?: string },
): Promise<ExitCode> {
  const { columns, approvalState } = session.messages.cli.delegation;
  return withControl(session, async (control) => {
    const path = `/approvals${listQuery({}, { client, state })}`;
    const answer = await control.call<{ approvals: ApprovalView[] }>('GET', path);
    return show(session, answer, ({ approvals }) => [
      ...table(
        session.terminal,
        [
          columns.client(),
          columns.name(),
          columns.state(),
          columns.source(),
          columns.at(),
          columns.until(),
          columns.by(),
        ],
        approvals.map((one) => [
          one.client,
          one.name,
          approvalState[one.state === 'approved' && one.usedAt !== null ? 'used' : one.state](),
          one.source ?? '',
          moment(one.requestedAt),
          moment(one.expiresAt),
          one.decidedBy ?? '',
        ]),
      ),
      ...more(session, approvals.length, null),
    ]);
  });
}

export function approvalDecide(
  session: Session,
  state: 'approved' | 'denied',
  client: string,
  name: string,
  options: { readonly for?: string },
): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const body = { client, name, state, for: options.for };
    const answer = await control.call<ApprovalView>('POST', '/approvals', body);
    return show(session, answer, (one) => [
      wrap(
        session.terminal,
        session.messages.cli.delegation.approvalAnswered({ ...one, until: moment(one.expiresAt) }),
      ),
    ]);
  });
}
