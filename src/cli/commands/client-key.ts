import type { NewTsigKeyView } from '../../console/api/index.ts';
import type { ExitCode } from '../exit.ts';
import { type Session, show, withControl } from '../session.ts';
import { wrap } from '../table.ts';

/** Prints the new key as `nsupdate -k` and certbot's dns-rfc2136 read it. */
export function clientKeyAdd(
  session: Session,
  client: string,
  given: { tsig?: string; algorithm?: string },
): Promise<ExitCode> {
  const texts = session.messages.cli.delegation;
  return withControl(session, async (control) => {
    const path = `/clients/${encodeURIComponent(client)}/tsig-keys`;
    const body = { name: given.tsig ?? '', algorithm: given.algorithm ?? 'hmac-sha256' };
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
