import { readFileSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import {
  cnameRecord,
  decodeLabel,
  delegate,
  type Delegation,
  LIST_LINES_MAX,
  nsRecords,
  type PublishedRecord,
  type Purpose,
  readHostName,
  type Style,
  ZONE_CHARS_MAX,
} from '../../delegation/names/index.ts';
import { describeFault } from '../../i18n/index.ts';
import { accountLabel } from '../../validation/index.ts';
import { brokerZones } from '../delegation-zones.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { refuse, type Session, usage } from '../session.ts';
import { facts, wrap } from '../table.ts';
import { printable } from '../terminal.ts';

export type NameOptions = {
  readonly zone?: string;
  readonly purpose: Purpose['type'];
  readonly accountUrl?: string;
  readonly style?: Style;
  readonly file?: string;
  readonly decode?: string;
  readonly ns?: boolean;
};

/** Works everything out from the names alone: no server is asked, and nothing is registered. */
export async function nameCommand(
  session: Session,
  names: readonly string[],
  options: NameOptions,
): Promise<ExitCode> {
  const texts = session.messages.cli.delegation;
  if (options.decode !== undefined) return decode(session, options.decode);
  const way = wayOf(session, options);
  if (typeof way === 'string') return usage(session, way);
  if (!way.ok) return refuse(session, way.fault);
  if (names.length === 1 && options.file === undefined) return one(session, names[0] ?? '', way.value);
  const lines = names.length > 0 ? names : await listedNames(session, options.file);
  if (typeof lines === 'string') return usage(session, lines);
  return lines.length > LIST_LINES_MAX
    ? usage(session, texts.tooManyLines({ max: LIST_LINES_MAX }))
    : many(session, lines, way.value);
}

type Way = {
  readonly zone: string;
  readonly purpose: Purpose;
  readonly style: Style;
  /** Undefined: a CNAME is published, else NS records with these. */
  readonly nameServers: readonly string[] | undefined;
};

/** A text says what is missing of the options. */
export function wayOf(session: Session, options: NameOptions): Result<Way> | string {
  const texts = session.messages.cli.delegation;
  const zones = brokerZones(session.loaded.settings);
  const zone = options.zone === undefined ? zones[0]?.name : readHostName(options.zone);
  if (zone === undefined) return texts.zoneMissing();
  if (typeof zone !== 'string' && !zone.ok) return zone;
  const name = typeof zone === 'string' ? zone : zone.value.name;
  if (name.length > ZONE_CHARS_MAX) return fail(fault('nameTooLong', { name, max: ZONE_CHARS_MAX }));
  const known = zones.find((other) => other.name === name)?.style;
  const style = options.style ?? known ?? 'readable';
  if (known !== undefined && style !== known) {
    session.terminal.err(wrap(session.terminal, texts.styleDiffers({ zone: name, style: known })));
  }
  const nameServers = options.ns === true ? nameServersOf(session, name) : undefined;
  if (nameServers?.ok === false) return nameServers;
  const purpose = purposeOf(session, options);
  if (typeof purpose === 'string') return purpose;
  return ok({ zone: name, style, nameServers: nameServers?.value, purpose });
}

/** A text says what is missing of the options. */
export function purposeOf({ messages }: Session, { purpose, accountUrl }: NameOptions): Purpose | string {
  if (purpose !== 'dns-account-01') return { type: purpose };
  if (accountUrl === undefined) return messages.cli.delegation.accountUrlMissing();
  return { type: purpose, account: accountLabel(accountUrl).slice(1) };
}

/** Faults `noSuchZone`, `nameServersMissing`: only the settings know the name servers. */
function nameServersOf(session: Session, zone: string): Result<readonly string[]> {
  const texts = session.messages.cli.delegation;
  const { challenge_zones, zones } = session.loaded.settings.delegation;
  const known = zones[zone];
  if (known === undefined) return fail(fault('noSuchZone', { zone }));
  const nameServers = Object.keys(known.name_servers);
  if (nameServers.length === 0) return fail(fault('nameServersMissing', { zone }));
  if (!challenge_zones) session.terminal.err(wrap(session.terminal, texts.challengeZonesOff()));
  return ok(nameServers);
}

type Found = Delegation & { readonly typed: string; readonly records: readonly PublishedRecord[] };

function delegationOf(typed: string, { zone, purpose, style, nameServers }: Way): Result<Found> {
  const name = readHostName(typed);
  if (!name.ok) return name;
  const delegation = delegate(name.value.name, purpose, style, zone);
  const records = nameServers === undefined ? [cnameRecord(delegation)] : nsRecords(delegation, nameServers);
  return ok({ typed: name.value.typed, ...delegation, records });
}

function one(session: Session, typed: string, way: Way): ExitCode {
  const { terminal } = session;
  const { columns } = session.messages.cli.delegation;
  const found = delegationOf(typed, way);
  if (!found.ok) return refuse(session, found.fault);
  if (session.json) {
    terminal.out(JSON.stringify(view(found.value), null, 2));
    return EXIT.good;
  }
  const pairs = [
    [columns.name(), found.value.name],
    [columns.challenge(), found.value.challenge],
    [columns.target(), found.value.target],
  ] as const;
  for (const line of facts(terminal, pairs)) terminal.out(line);
  terminal.out('');
  for (const line of recordLines(found.value)) terminal.out(line); // never wrapped: it is to be copied
  return EXIT.good;
}

/** One record in a line, as a zone file has it; JSON: one object in a line, so that a list of any length can be read as it comes. */
function many(session: Session, lines: readonly string[], way: Way): ExitCode {
  const { terminal, messages } = session;
  let exit: ExitCode = EXIT.good;
  let ready: string[] = [];
  const flush = () => {
    if (ready.length > 0) terminal.out(ready.join('\n'));
    ready = [];
  };
  for (const [index, typed] of lines.entries()) {
    if (typed.trim() === '' || typed.trimStart().startsWith('#')) continue;
    const found = delegationOf(typed, way);
    if (found.ok)
      ready.push(...(session.json ? [JSON.stringify(view(found.value))] : recordLines(found.value)));
    else {
      exit = EXIT.refused;
      const message = printable(describeFault(found.fault, messages));
      const line = index + 1;
      if (session.json) ready.push(JSON.stringify({ typed, error: { code: found.fault.code, message } }));
      else terminal.err(messages.cli.delegation.badLine({ line, message }));
    }
    if (ready.length >= LINES_AT_ONCE) flush();
  }
  flush();
  return exit;
}
const LINES_AT_ONCE = 1_000;

function view({ typed, name, purpose, challenge, target, records }: Found) {
  return { typed, name, purpose, challenge, target, records };
}

function recordLines({ records }: Found): string[] {
  return records.map(({ owner, type, value }) => `${owner} IN ${type} ${value}`);
}

/** A text says why there is no list. */
async function listedNames(session: Session, file: string | undefined): Promise<readonly string[] | string> {
  const texts = session.messages.cli.delegation;
  if (file === undefined && process.stdin.isTTY) return texts.nothingToName();
  try {
    const all =
      file === undefined || file === '-' ? await readAll(process.stdin) : readFileSync(file, 'utf8');
    return all.split(/\r?\n/);
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code ?? 'error';
    return texts.fileUnreadable({ file: file ?? '-', cause });
  }
}

function decode(session: Session, typed: string): ExitCode {
  const { terminal } = session;
  const texts = session.messages.cli.delegation;
  const label = printable(typed.toLowerCase().split('.')[0] ?? '');
  const decoded = decodeLabel(label);
  if (session.json) terminal.out(JSON.stringify({ label, ...decoded }, null, 2));
  else if (decoded.outcome === 'none') terminal.err(wrap(terminal, texts.decodedNone({ label })));
  else {
    const purpose = decoded.purpose.type;
    terminal.out(
      decoded.outcome === 'name'
        ? texts.decoded({ label, name: decoded.name, purpose })
        : wrap(terminal, texts.decodedHash({ label, readable: decoded.readable, purpose })),
    );
  }
  return decoded.outcome === 'none' ? EXIT.refused : EXIT.good;
}
