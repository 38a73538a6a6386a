import type { OrderDetailView, OrderView } from '../../console/api/index.ts';
import type { ExitCode } from '../exit.ts';
import { authorizationLines } from '../evidence.ts';
import { type ListOptions, listQuery, more } from '../list.ts';
import { type Session, show, withControl } from '../session.ts';
import { facts, table } from '../table.ts';
import { moment, status } from '../words.ts';

export function orderList(
  session: Session,
  options: ListOptions & { account?: string; status?: string },
): Promise<ExitCode> {
  const { columns } = session.messages.cli.commands;
  return withControl(session, async (control) => {
    const path = `/orders${listQuery(options, { account: options.account, status: options.status })}`;
    const answer = await control.call<{ orders: OrderView[]; next: string | null }>('GET', path);
    return show(session, answer, ({ orders, next }) => [
      ...table(
        session.terminal,
        [columns.id(), columns.status(), columns.created(), columns.names()],
        orders.map((order) => [order.id, order.status, moment(order.createdAt), order.names.join(' ')]),
      ),
      ...more(session, orders.length, next),
    ]);
  });
}

export function orderShow(session: Session, id: string): Promise<ExitCode> {
  const { columns } = session.messages.cli.commands;
  return withControl(session, async (control) => {
    const answer = await control.call<OrderDetailView>('GET', `/orders/${encodeURIComponent(id)}`);
    return show(session, answer, (order) => [
      `${columns.order()} ${order.id}: ${status(session.terminal, order.status)}`,
      ...facts(
        session.terminal,
        [
          [columns.names(), order.names.join(' ')],
          [columns.account(), order.accountId],
          [columns.profile(), order.profile],
          [columns.directory(), order.directory],
          [columns.created(), moment(order.createdAt)],
          [columns.expires(), moment(order.expiresAt)],
          [columns.certificate(), order.certificateSerial ?? ''],
          [columns.error(), orderError(order)],
        ],
        '  ',
      ),
      ...order.authorizations.flatMap((authorization) => ['', ...authorizationLines(session, authorization)]),
    ]);
  });
}

/** What ended the order, unless one of its validations says the same below, beside what it saw. */
function orderError({ error, authorizations }: OrderDetailView): string {
  const told = authorizations.flatMap(({ validations }) => validations.map((one) => one.error?.message));
  return error === null || told.includes(error.message) ? '' : error.message;
}
