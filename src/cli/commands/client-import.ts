import { readFileSync } from 'node:fs';
import type { AllowanceView, ControlClient, ImportedAccountView } from '../../console/api/index.ts';
import { IMPORTED_NAMES_MAX, IMPORTS_PER_REQUEST_MAX } from '../../console/api/index.ts';
import { fault, systemClock } from '../../core/index.ts';
import {
  findNames,
  type FoundNames,
  type NamedAccount,
  readAccounts,
  readPostgresql,
  readSqlite,
  type UnreadableRow,
} from '../../delegation/import/index.ts';
import { LIST_LINES_MAX, readHostName } from '../../delegation/names/index.ts';
import { describeFault } from '../../i18n/index.ts';
import { createAddressPolicy } from '../../net/index.ts';
import { brokerZones } from '../delegation-zones.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { importLines, type ImportReport } from '../import-lines.ts';
import { chooseResolver } from '../serve/resolvers.ts';
import { refuse, type Session, show, usage, withControl } from '../session.ts';

export type ImportOptions = {
  readonly sqlite?: string;
  readonly postgresql?: string;
  readonly zone?: string;
  readonly names?: string;
  readonly dryRun?: boolean;
};

/** Reads the database here, and hands the accounts over in small lots; 1 where an account was left out. */
export async function clientImport(session: Session, options: ImportOptions): Promise<ExitCode> {
  const { imports, delegation } = session.messages.cli;
  const { sqlite, postgresql } = options;
  if ((sqlite === undefined) === (postgresql === undefined)) return usage(session, imports.oneSource());
  const zones = brokerZones(session.loaded.settings).map(({ name }) => name);
  const zone = options.zone?.toLowerCase().replace(/\.$/, '') ?? zones[0];
  if (zone === undefined) return usage(session, delegation.zoneMissing());
  if (!zones.includes(zone)) return refuse(session, fault('noSuchZone', { zone }));
  const listed = options.names === undefined ? [] : listedNames(session, options.names);
  if (typeof listed === 'string') return usage(session, listed);
  const rows = sqlite === undefined ? await readPostgresql(postgresql ?? '') : readSqlite(sqlite);
  if (!rows.ok) return refuse(session, rows.fault);
  session.terminal.progress?.(imports.reading({ count: rows.value.length }));
  const { accounts, unreadable } = readAccounts(rows.value);
  return withControl(session, async (control) => {
    const found = await lookedUp(session, control, listed, zone);
    const named = accounts.map((one): NamedAccount => {
      return { ...one, names: found.byLabel.get(one.label) ?? [] };
    });
    const dryRun = options.dryRun === true;
    const taken = await handOver(control, named, zone, dryRun);
    session.terminal.progress?.(undefined);
    if (!taken.ok) return show(session, taken, () => []);
    return tell(session, { zone, dryRun, named, unreadable, found, taken: taken.value });
  });
}

/** The names of a file, one in a line, `#` begins a remark; a text says what is wrong with it. */
function listedNames(session: Session, file: string): readonly string[] | string {
  const texts = session.messages.cli.delegation;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return texts.fileUnreadable({ file, cause: (error as NodeJS.ErrnoException).code ?? 'error' });
  }
  const lines = text.split('\n');
  if (lines.length > LIST_LINES_MAX) return texts.tooManyLines({ max: LIST_LINES_MAX });
  const names = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const typed = line.replace(/#.*/, '').trim();
    if (typed === '') continue;
    const read = readHostName(typed);
    if (!read.ok)
      return texts.badLine({ line: index + 1, message: describeFault(read.fault, session.messages) });
    names.add(read.value.name);
  }
  return [...names];
}

/** From this machine, with the resolvers and for the networks of the server. */
async function lookedUp(
  session: Session,
  control: ControlClient,
  names: readonly string[],
  zone: string,
): Promise<FoundNames> {
  if (names.length === 0) return { byLabel: new Map(), elsewhere: [], unknown: [] };
  const allowed = await control.call<{ allowances: AllowanceView[] }>('GET', '/allowances');
  const networks = allowed.ok
    ? allowed.value.allowances.flatMap(({ kind, value }) => (kind === 'network' ? [value] : []))
    : [];
  const { validation } = session.loaded.settings;
  const policy = createAddressPolicy({ allowed: () => networks, allowLoopback: validation.allow_loopback });
  const choose = chooseResolver(validation, systemClock, policy);
  const { terminal, messages } = session;
  return findNames(
    {
      resolverFor: (value) => choose({ type: 'dns', value }, 'dns-01'),
      clock: systemClock,
      progress: (done) => terminal.progress?.(messages.cli.imports.looking({ done, all: names.length })),
    },
    names,
    zone,
  );
}

type Taken = { readonly ok: true; readonly value: readonly ImportedAccountView[] };

async function handOver(
  control: ControlClient,
  named: readonly NamedAccount[],
  zone: string,
  dryRun: boolean,
): Promise<Taken | Exclude<Awaited<ReturnType<ControlClient['call']>>, { ok: true }>> {
  const whole = named.filter(({ names }) => names.length <= IMPORTED_NAMES_MAX);
  const views: ImportedAccountView[] = [];
  for (let from = 0; from < whole.length; from += IMPORTS_PER_REQUEST_MAX) {
    const accounts = whole.slice(from, from + IMPORTS_PER_REQUEST_MAX);
    const body = { zone, dryRun, accounts };
    const answer = await control.call<{ accounts: ImportedAccountView[] }>('POST', '/imports/acme-dns', body);
    if (!answer.ok) return answer;
    views.push(...answer.value.accounts);
  }
  return { ok: true, value: views };
}

function tell(
  session: Session,
  done: Omit<ImportReport, 'accounts' | 'counts'> & {
    readonly named: readonly NamedAccount[];
    readonly unreadable: readonly UnreadableRow[];
    readonly taken: readonly ImportedAccountView[];
  },
): ExitCode {
  const views = new Map(done.taken.map((view) => [view.user, view]));
  const all: ImportReport['accounts'] = [
    ...done.named.map(({ user, label, names, networks }) => {
      const { client = '', outcome, conflict = null } = views.get(user) ?? {};
      if (outcome === undefined)
        return { user, label, client, names, networks, outcome: 'left-out', why: 'too-many-names' } as const;
      return { user, label, client, names, networks, outcome, why: conflict };
    }),
    ...done.unreadable.map(({ row, problem }) => {
      const nothing = { client: '', names: [], networks: [] };
      return { user: row.user, label: row.subdomain, ...nothing, outcome: 'left-out', why: problem } as const;
    }),
  ];
  const accounts = all.toSorted((a, b) => (a.label < b.label ? -1 : 1));
  const count = (...outcomes: readonly string[]) =>
    accounts.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const left = count('conflict', 'left-out');
  const counts = {
    added: count('new'),
    more: count('more-rules'),
    unchanged: count('unchanged'),
    left,
  };
  const report = { ...done, accounts, counts };
  if (session.json) {
    const { zone, dryRun, found } = report;
    const { elsewhere, unknown } = found;
    session.terminal.out(JSON.stringify({ zone, dryRun, accounts, counts, elsewhere, unknown }, null, 2));
  } else for (const line of importLines(session, report)) session.terminal.out(line);
  return left === 0 ? EXIT.good : EXIT.refused;
}
