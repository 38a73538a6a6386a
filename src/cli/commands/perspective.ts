import type { InvitationView, PerspectiveDetailView, PerspectiveView } from '../../console/api/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { more } from '../list.ts';
import { connectionText } from '../perspective/connection-text.ts';
import { type Session, show, withControl } from '../session.ts';
import { facts, table, wrap } from '../table.ts';
import { moment } from '../words.ts';

/** Perspectives and clients, as the administrator of the server sees them. */
export function perspectiveList(session: Session): Promise<ExitCode> {
  const texts = session.messages.cli.perspective;
  const { columns } = texts;
  return withControl(session, async (control) => {
    const answer = await control.call<{ perspectives: PerspectiveView[] }>('GET', '/perspectives');
    return show(session, answer, ({ perspectives }) => [
      ...table(
        session.terminal,
        [columns.name(), columns.kind(), columns.region(), columns.connection(), columns.heard()],
        perspectives.map((one) => [
          one.name,
          texts.kinds[one.kind](),
          one.region ?? '',
          connectionText(texts, one, 'brief'),
          one.state?.connection === 'connected' ? moment(one.state.heardAt) : '',
        ]),
      ),
      ...more(session, perspectives.length, null),
    ]);
  });
}

export function perspectiveShow(session: Session, name: string): Promise<ExitCode> {
  const texts = session.messages.cli.perspective;
  const { columns } = texts;
  return withControl(session, async (control) => {
    const path = `/perspectives/${encodeURIComponent(name)}`;
    const answer = await control.call<PerspectiveDetailView>('GET', path);
    return show(session, answer, (one) => {
      const connected = one.state?.connection === 'connected' ? one.state : undefined;
      const where = one.kind === 'perspective' ? (one.url ?? texts.dialsOut()) : (one.url ?? '');
      return [
        `${texts.kinds[one.kind]()} ${one.name}`,
        ...facts(
          session.terminal,
          [
            [columns.region(), one.region ?? ''],
            [columns.where(), where],
            [columns.joined(), moment(one.joinedAt)],
            [columns.connection(), connectionText(texts, one)],
            [columns.address(), connected?.address ?? ''],
            [columns.version(), connected?.version ?? ''],
            [columns.heard(), moment(connected?.heardAt ?? null)],
            ...one.certificates.map(
              ({ serial, status, notAfter }) =>
                [columns.certificate(), `${serial} ${status} ${moment(notAfter)}`] as const,
            ),
          ],
          '  ',
        ),
      ];
    });
  });
}

export type AddOptions = { readonly region: string; readonly url?: string; readonly dialsOut?: boolean };

export async function perspectiveAdd(session: Session, name: string, options: AddOptions): Promise<ExitCode> {
  // one of both: where it will be reached decides who opens the connection
  if ((options.url !== undefined) === (options.dialsOut === true)) {
    session.terminal.err(session.messages.cli.perspective.whereUsage());
    return EXIT.usage;
  }
  const { region, url = null } = options;
  return invite(session, { kind: 'perspective', name, region, url });
}

export function perspectiveClientAdd(session: Session, name: string): Promise<ExitCode> {
  return invite(session, { kind: 'client', name });
}

function invite(session: Session, body: object): Promise<ExitCode> {
  const texts = session.messages.cli.perspective;
  return withControl(session, async (control) => {
    const answer = await control.call<InvitationView>('POST', '/perspectives', body);
    return show(session, answer, ({ name, join }) => [
      wrap(session.terminal, texts.added({ name })),
      // never wrapped: it is to be copied
      `npx sixfour perspective join ${join.server} --token ${join.token} --pin ${join.pin}`,
      wrap(session.terminal, texts.until({ at: moment(join.until) })),
      ...(LOCAL.test(join.server)
        ? [wrap(session.terminal, texts.thisMachine({ server: join.server }))]
        : []),
    ]);
  });
}

export function perspectiveRemove(session: Session, name: string): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const path = `/perspectives/${encodeURIComponent(name)}`;
    const answer = await control.call<{ name: string }>('DELETE', path);
    return show(session, answer, () => [session.messages.cli.perspective.removed({ name })]);
  });
}

/** What the server calls itself as long as it was not told under which name others reach it. */
const LOCAL = /^https:\/\/localhost:/;
