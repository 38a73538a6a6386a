import type { ClientKeyView, NewClientKeyView, NewTsigKeyView } from '../../console/api/index.ts';
import type { ExitCode } from '../exit.ts';
import { type Session, show, usage, withControl } from '../session.ts';
import { table, wrap } from '../table.ts';
import { moment } from '../words.ts';
import { goodFor, when } from './client-identity.ts';

/** A key for HTTP, or with `tsig` one for DNS updates. */
export function clientKeyAdd(session: Session, client: string, given: AddOptions): Promise<ExitCode> {
  const { tsig, algorithm, only, network: networks, expires } = given;
  const texts = session.messages.cli.proof;
  if (tsig !== undefined) {
    if (only === undefined && networks === undefined && expires === undefined)
      return tsigKeyAdd(session, client, { tsig, algorithm });
    return Promise.resolve(usage(session, texts.tsigUnlimited()));
  }
  return withControl(session, async (control) => {
    const path = `/clients/${encodeURIComponent(client)}/keys`;
    const answer = await control.call<NewClientKeyView>('POST', path, { only, networks, expires });
    return show(session, answer, (one) => [
      texts.keyAdded(one),
      ...(one.expiresAt === null ? [] : [texts.keyEnds({ at: moment(one.expiresAt) })]),
    ]);
  });
}
type AddOptions = {
  readonly tsig?: string;
  readonly algorithm?: string;
  readonly only?: string;
  readonly network?: readonly string[];
  readonly expires?: string;
};

export function clientKeyList(session: Session, client: string): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const path = `/clients/${encodeURIComponent(client)}/keys`;
    const answer = await control.call<{ keys: ClientKeyView[] }>('GET', path);
    return show(session, answer, ({ keys }) => keyLines(session, keys));
  });
}

export function clientKeyRevoke(session: Session, client: string, user: string): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const path = `/clients/${encodeURIComponent(client)}/keys/${encodeURIComponent(user)}`;
    const answer = await control.call<{ user: string }>('DELETE', path);
    const { proof } = session.messages.cli;
    return show(session, answer, () => [wrap(session.terminal, proof.keyRevoked({ client, user }))]);
  });
}

export function keyLines(
  { terminal, messages }: Session,
  keys: readonly ClientKeyView[],
  indent = '',
): string[] {
  const { columns } = messages.cli.proof;
  const { user, created } = messages.cli.delegation.columns;
  return table(
    terminal,
    [user(), created(), columns.expires(), columns.used(), columns.only()],
    keys.map((key) => [
      key.user,
      moment(key.createdAt),
      when(key.expiresAt, messages),
      when(key.lastUsedAt, messages),
      goodFor(key, messages),
    ]),
    indent,
  );
}

/** Prints the new key as `nsupdate -k` and certbot's dns-rfc2136 read it. */
function tsigKeyAdd(
  session: Session,
  client: string,
  given: { tsig: string; algorithm: string | undefined },
): Promise<ExitCode> {
  const texts = session.messages.cli.delegation;
  return withControl(session, async (control) => {
    const path = `/clients/${encodeURIComponent(client)}/tsig-keys`;
    const body = { name: given.tsig, algorithm: given.algorithm ?? 'hmac-sha256' };
    const answer = await control.call<NewTsigKeyView>('POST', path, body);
    return show(session, answer, (one) => [
      wrap(session.terminal, texts.tsigKeyAdded({ client: one.client, name: one.name })),
      '',
      texts.tsigKeyFile(),
      ...keyFileLines(one),
      '',
      texts.tsigKeyCertbot(),
      ...certbotLines(one),
      ...(one.server === null ? ['', wrap(session.terminal, texts.tsigKeyNoServer())] : []),
    ]);
  });
}

export function clientKeyRemove(session: Session, client: string, key: string): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const path = `/clients/${encodeURIComponent(client)}/tsig-keys/${encodeURIComponent(key)}`;
    const answer = await control.call<{ name: string }>('DELETE', path);
    return show(session, answer, () => [session.messages.cli.delegation.tsigKeyRemoved({ client, key })]);
  });
}

/** BIND's key clause, which Knot's tools read too. */
function keyFileLines({ name, algorithm, secret }: NewTsigKeyView): string[] {
  return [`key "${name}" {`, `  algorithm ${algorithm};`, `  secret "${secret}";`, '};'];
}

function certbotLines({ name, algorithm, secret, server }: NewTsigKeyView): string[] {
  return [
    `dns_rfc2136_server = ${server?.address ?? 'ADDRESS'}`,
    `dns_rfc2136_port = ${server?.port ?? 'PORT'}`,
    `dns_rfc2136_name = ${name}`,
    `dns_rfc2136_secret = ${secret}`,
    `dns_rfc2136_algorithm = ${algorithm.toUpperCase()}`,
  ];
}
