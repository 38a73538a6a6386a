import type { CertificateDetailView, CertificateView } from '../../console/api/index.ts';
import type { ExitCode } from '../exit.ts';
import { type ListOptions, listQuery, more } from '../list.ts';
import { type Session, show, withControl } from '../session.ts';
import { facts, table } from '../table.ts';
import { moment, status } from '../words.ts';

type Filters = { readonly account?: string; readonly name?: string; readonly revoked?: boolean };

export function certList(session: Session, options: ListOptions & Filters): Promise<ExitCode> {
  const { columns } = session.messages.cli.commands;
  return withControl(session, async (control) => {
    type Answer = { certificates: CertificateView[]; next: string | null };
    const { account, name, revoked } = options;
    const path = `/certificates${listQuery(options, { account, name, revoked: revoked ? 'true' : undefined })}`;
    const answer = await control.call<Answer>('GET', path);
    return show(session, answer, ({ certificates, next }) => [
      ...table(
        session.terminal,
        [columns.serial(), columns.status(), columns.notAfter(), columns.names()],
        certificates.map((one) => [one.serial, one.status, moment(one.notAfter), one.names.join(' ')]),
      ),
      ...more(session, certificates.length, next),
    ]);
  });
}

export function certShow(session: Session, serial: string): Promise<ExitCode> {
  const { columns } = session.messages.cli.commands;
  const { commands } = session.messages.cli;
  return withControl(session, async (control) => {
    const path = `/certificates/${encodeURIComponent(serial)}`;
    const answer = await control.call<CertificateDetailView>('GET', path);
    return show(session, answer, (one) => [
      `${columns.certificate()} ${one.serial}: ${status(session.terminal, one.status)}`,
      ...facts(
        session.terminal,
        [
          [columns.names(), one.names.join(' ')],
          [columns.profile(), one.profile],
          [columns.notBefore(), moment(one.notBefore)],
          [columns.notAfter(), moment(one.notAfter)],
          [
            columns.revoked(),
            one.revokedAt === null
              ? ''
              : commands.revokedFor({ at: moment(one.revokedAt), reason: one.revocationReason ?? '' }),
          ],
          [columns.account(), one.accountId],
          [columns.order(), one.orderId],
        ],
        '  ',
      ),
      ...(one.pem === null ? [] : ['', one.pem.trimEnd()]),
    ]);
  });
}

export function certRevoke(session: Session, serial: string, options: { reason: string }): Promise<ExitCode> {
  const { commands } = session.messages.cli;
  return withControl(session, async (control) => {
    const path = `/certificates/${encodeURIComponent(serial)}/revoke`;
    const answer = await control.call<CertificateView>('POST', path, { reason: options.reason });
    return show(session, answer, (one) => [
      commands.certRevoked({ serial: one.serial, reason: one.revocationReason ?? '' }),
    ]);
  });
}
