import { resolve } from 'node:path';
import { isIPv6 } from 'node:net';
import type { ListenerView } from '../../console/api/index.ts';
import { shellWord } from '../../core/index.ts';
import { describeFault } from '../../i18n/index.ts';
import { validationLines } from '../evidence.ts';
import type { Session } from '../session.ts';
import { wrap } from '../table.ts';
import { duration, moment } from '../words.ts';
import { clientLines } from './client-lines.ts';
import type { RunningServer } from './types.ts';

/** What a start prints: everything after a first run, the short form after that. */
export function banner(session: Session, server: RunningServer, version: string): string[] {
  const first = server.own.obtained !== undefined;
  const warnings = warningLines(session, server);
  return [
    session.terminal.paint('bold', session.messages.cli.serve.ready({ version })),
    '',
    ...ownLines(session, server),
    ...listenerLines(session, server),
    ...placeLines(session, server),
    ...warnings,
    ...(warnings.length > 0 ? [''] : []),
    ...(first || !server.anythingAllowed
      ? clients(session, server)
      : [session.messages.cli.serve.shortHint(), '']),
    session.messages.cli.serve.stopHint(),
  ];
}

function ownLines(session: Session, { own }: RunningServer): string[] {
  const { terminal, messages } = session;
  const texts = messages.cli.serve;
  const names = own.names.join(', ');
  if (own.failed !== undefined) {
    return [terminal.paint('red', wrap(terminal, describeFault(own.failed, messages))), ''];
  }
  if (own.obtained === undefined) return [];
  const seconds = duration(own.obtained.ms);
  return [
    wrap(terminal, texts.ownObtained({ names, seconds })),
    ...own.obtained.validations.flatMap(({ name, validation }) => [
      `  ${terminal.paint('bold', name)}`,
      ...validationLines(session, validation),
    ]),
    '',
  ];
}

const URL_SCHEMES: Partial<Record<ListenerView['scheme'], string>> = {
  perspectives: 'https',
  api: 'https',
  updates: 'dns',
};

function listenerLines({ terminal, messages }: Session, server: RunningServer): string[] {
  const texts = messages.cli.serve;
  return [
    terminal.paint('bold', texts.listening()),
    ...server.listeners.map(({ scheme, family, address, port }) => {
      const host = isIPv6(address) ? `[${address}]` : address;
      const { acme: https, plain: http, perspectives, dns, updates, api } = texts;
      const what = { https, http, perspectives, dns, updates, api }[scheme]();
      const url = `${URL_SCHEMES[scheme] ?? scheme}://${host}:${port}`;
      return `  ${texts.listener({ what, family, url: url.padEnd(28) })}`;
    }),
    '',
  ];
}

function placeLines({ terminal, messages }: Session, server: RunningServer): string[] {
  const texts = messages.cli.serve;
  const { own } = server;
  const until = own.notAfter === undefined ? '' : moment(new Date(own.notAfter).toISOString());
  return [
    terminal.paint('bold', texts.directory()),
    `  ${terminal.paint('cyan', server.directoryUrl)}`,
    terminal.paint('bold', texts.root()),
    `  ${server.rootFile}`,
    ...(until === '' || own.obtained !== undefined
      ? []
      : [texts.ownCertificate({ names: own.names.join(', '), until })]),
    '',
  ];
}

/** What must not be overlooked at any start. */
export function warningLines(session: Session, server: RunningServer): string[] {
  const { terminal, messages, loaded } = session;
  const { warnings, allowLine } = messages.cli.serve;
  const warning = (text: string) => terminal.paint('yellow', wrap(terminal, `! ${text}`));
  return [
    ...(server.trial ? [warning(warnings.trial())] : []),
    ...(loaded.test ? [warning(warnings.test({ settings: loaded.testOnly.join(', ') }))] : []),
    ...(server.keyBeside ? [warning(warnings.keyBeside())] : []),
    ...(server.anythingAllowed
      ? []
      : [warning(warnings.nothingAllowed()), `    ${allowLine({ data: dataFlag(loaded.directory) })}`]),
  ];
}

function clients({ terminal, messages }: Session, server: RunningServer): string[] {
  return [
    wrap(terminal, messages.cli.serve.clients()),
    ...clientLines(server).flatMap(([name, lines]) => [
      `  ${terminal.paint('dim', name)}`,
      ...lines.map((line) => `    ${line}`), // never wrapped: they are to be copied
    ]),
    '',
  ];
}

/** ` --data DIR` for commands that are to be pasted; nothing where the default directory is meant. */
export function dataFlag(directory: string): string {
  return directory === resolve('sixfour-data') ? '' : ` --data ${shellWord(directory)}`;
}
