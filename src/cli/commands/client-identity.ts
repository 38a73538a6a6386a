import { readFileSync } from 'node:fs';
import type { ClientIdentityView } from '../../console/api/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { ExitCode } from '../exit.ts';
import { type Session, show, usage, withControl } from '../session.ts';
import { table, wrap } from '../table.ts';
import { moment } from '../words.ts';

type AddOptions = {
  readonly certificateSan?: string;
  readonly certificateSha256?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly subject?: string;
  readonly claim?: readonly string[];
  readonly issuerCa?: string;
  readonly only?: string;
  readonly network?: readonly string[];
  readonly expires?: string;
};

export async function identityAdd(session: Session, client: string, given: AddOptions): Promise<ExitCode> {
  const { terminal, messages, loaded } = session;
  const texts = messages.cli.proof;
  const { claim = [], issuerCa: file, network: networks, ...rest } = given;
  const odd = claim.find((one) => one.indexOf('=') < 1);
  if (odd !== undefined) return usage(session, texts.claimMalformed({ value: odd }));
  const claims = Object.fromEntries(
    claim.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  );
  let issuerCa: string | undefined;
  try {
    issuerCa = file === undefined ? undefined : readFileSync(file, 'utf8');
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code ?? 'error';
    return usage(session, texts.caUnreadable({ file: file ?? '', cause }));
  }
  return withControl(session, async (control) => {
    const path = `/clients/${encodeURIComponent(client)}/identities`;
    const body = { ...rest, claims, issuerCa, networks };
    const answer = await control.call<ClientIdentityView>('POST', path, body);
    const off = loaded.settings.delegation.api.addresses.length === 0;
    return show(session, answer, (one) => [
      wrap(terminal, texts.identityAdded({ client, id: one.id, what: identityText(one, messages) })),
      ...(one.kind !== 'token' && off ? [wrap(terminal, texts.certificatesOff())] : []),
    ]);
  });
}

export function identityList(session: Session, client: string): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const path = `/clients/${encodeURIComponent(client)}/identities`;
    const answer = await control.call<{ identities: ClientIdentityView[] }>('GET', path);
    return show(session, answer, ({ identities }) => identityLines(session, identities));
  });
}

export function identityRemove(session: Session, client: string, id: string): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const path = `/clients/${encodeURIComponent(client)}/identities/${encodeURIComponent(id)}`;
    const answer = await control.call<{ id: string }>('DELETE', path);
    return show(session, answer, () => [session.messages.cli.proof.identityRemoved({ client, id })]);
  });
}

export function identityLines(
  { terminal, messages }: Session,
  identities: readonly ClientIdentityView[],
  indent = '',
): string[] {
  const { columns } = messages.cli.proof;
  return table(
    terminal,
    [columns.kind(), columns.only(), columns.expires(), columns.used(), columns.id()],
    identities.map((one) => [
      identityText(one, messages),
      goodFor(one, messages),
      when(one.expiresAt, messages),
      when(one.lastUsedAt, messages),
      one.id,
    ]),
    indent,
  );
}

/** What a proof is limited to. */
export function goodFor(
  { challenge, networks }: Pick<ClientIdentityView, 'challenge' | 'networks'>,
  messages: Catalogue,
): string {
  const texts = messages.cli.delegation;
  const from = networks.length > 0 ? texts.keyFrom({ networks: networks.join(', ') }) : '';
  return (challenge ?? texts.keyForAll()) + from;
}

export function when(at: string | null, messages: Catalogue): string {
  return at === null ? messages.cli.proof.never() : moment(at);
}

function identityText(one: ClientIdentityView, messages: Catalogue): string {
  const texts = messages.cli.proof;
  const { issuer, audience, value: subject } = one;
  const claims = Object.entries(one.claims)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  const what =
    issuer === null || audience === null ? one.value : texts.token({ issuer, audience, subject, claims });
  return `${texts.kinds[one.kind]()} ${what}`;
}
