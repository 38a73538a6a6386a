import { exportRoot } from '../../authority/ca/index.ts';
import type { Result } from '../../core/index.ts';
import { type AuthorityView, type CaCertificateView, type CrlView } from '../../console/api/index.ts';
import { openConfiguredKey } from '../at-rest.ts';
import { requireDataDirectory } from '../data-directory.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { obtainPassphrase } from '../passphrase.ts';
import { refuse, type Session, show, withControl } from '../session.ts';
import { facts, wrap } from '../table.ts';
import { moment } from '../words.ts';

export function caShow(session: Session): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const answer = await control.call<AuthorityView>('GET', '/authority');
    return show(session, answer, (ca) => authorityLines(session, ca));
  });
}

/** Reads only the certificate: needs neither server nor lock. */
export async function caExportRoot(session: Session, options: { format: 'pem' | 'der' }): Promise<ExitCode> {
  const root = await exportRoot(session.loaded.directory);
  if (!root.ok) return refuse(session, root.fault);
  if (session.json) session.terminal.out(JSON.stringify({ pem: root.value.pem }, null, 2));
  else if (options.format === 'pem') session.terminal.out(root.value.pem.trimEnd());
  else if (session.terminal.interactive) {
    session.terminal.err(session.messages.cli.commands.ca.derToTerminal());
    return EXIT.usage;
  } else process.stdout.write(root.value.der);
  return EXIT.good;
}

/** Works on the files alone: a running server never has the root key, so there is nothing to tell it. */
export async function caRootDetach(
  session: Session,
  file: string,
  options: { passphraseFile?: string },
): Promise<ExitCode> {
  const passphrase = await obtainPassphrase(session, options.passphraseFile, true);
  if (!passphrase.ok) return refuse(session, passphrase.fault);
  const atRest = await openKey(session);
  if (!atRest.ok) return refuse(session, atRest.fault);
  const { detachRoot } = await rootDoor();
  const detached = await detachRoot(session.loaded.directory, atRest.value, file, passphrase.value);
  return finish(session, detached, (value) => session.messages.cli.commands.ca.detached(value));
}

export async function caCrlRenewRoot(
  session: Session,
  options: { rootKey?: string; passphraseFile?: string },
): Promise<ExitCode> {
  const detached = await detachedKey(session, options);
  if (!detached.ok) return refuse(session, detached.fault);
  const atRest = await openKey(session);
  if (!atRest.ok) return refuse(session, atRest.fault);
  const { renewRootCrl } = await rootDoor();
  const renewed = await renewRootCrl(session.loaded.directory, atRest.value, Date.now(), detached.value);
  return finish(session, renewed, (value) => session.messages.cli.commands.ca.rootCrlRenewed(value));
}

/** Opened only by the commands that need it: a process that serves does not even load what could read the root key. */
function rootDoor() {
  return import('../../authority/ca/root/index.ts');
}

async function detachedKey(
  session: Session,
  options: { rootKey?: string; passphraseFile?: string },
): Promise<Result<{ file: string; passphrase: string } | undefined>> {
  if (options.rootKey === undefined) return { ok: true, value: undefined };
  const passphrase = await obtainPassphrase(session, options.passphraseFile, false);
  return passphrase.ok
    ? { ok: true, value: { file: options.rootKey, passphrase: passphrase.value } }
    : passphrase;
}

async function openKey(session: Session) {
  const there = requireDataDirectory(session.loaded.directory);
  return there.ok ? openConfiguredKey(session.loaded, session.environment) : there;
}

function finish<T>(session: Session, result: Result<T>, text: (value: T) => string): ExitCode {
  if (!result.ok) return refuse(session, result.fault);
  session.terminal.out(
    session.json ? JSON.stringify(result.value, null, 2) : wrap(session.terminal, text(result.value)),
  );
  return EXIT.good;
}

function authorityLines({ terminal, messages }: Session, ca: AuthorityView): string[] {
  const texts = messages.cli.commands.ca;
  const certificate = (one: CaCertificateView) =>
    [
      [texts.subject(), one.subject],
      [texts.fingerprint(), one.fingerprint],
      [texts.valid(), texts.validFromTo({ from: moment(one.notBefore), to: moment(one.notAfter) })],
    ] as const;
  const crl = (one: CrlView | null) =>
    one === null
      ? texts.crlNone()
      : texts.crlState({ number: one.number, from: moment(one.thisUpdate), to: moment(one.nextUpdate) });
  const constraints = ca.permittedNames.join(' ') || texts.noConstraints();
  return [
    ...(ca.trial ? [terminal.paint('yellow', wrap(terminal, texts.trial())), ''] : []),
    ...facts(terminal, [
      [texts.organization(), ca.organization],
      [texts.baseUrl(), ca.baseUrl],
    ]),
    '',
    terminal.paint('bold', texts.root()),
    ...facts(
      terminal,
      [
        ...certificate(ca.root),
        [texts.key(), texts.rootKey[ca.root.key]({ path: ca.root.keyPath })],
        [texts.crl(), crl(ca.root.crl)],
      ],
      '  ',
    ),
    '',
    terminal.paint('bold', texts.issuing()),
    ...facts(
      terminal,
      [...certificate(ca.issuing), [texts.constraints(), constraints], [texts.crl(), crl(ca.issuing.crl)]],
      '  ',
    ),
  ];
}
