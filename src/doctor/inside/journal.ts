import type { InsideReport } from './report.ts';
import type { Machine } from './shell.ts';
import type { Part } from './survey.ts';
import { isRecord, jsonValue } from './survey-json.ts';

type Code = InsideReport['journal'][number]['code'];

/** What lines of the journal since the last start tell, as codes: no line is kept. */
export async function collectJournal(machine: Machine): Promise<Part> {
  const version = await machine.run(['journalctl', '--version']);
  if (!version.ok) return notRead(version.why ?? 'failed');
  if (version.out.includes('-PCRE2')) return notRead('failed');
  const readable = await isReadable(machine);
  if (readable !== undefined) return notRead(readable);
  const patterns = PATTERNS.map(([, pattern]) => pattern).join('|');
  const shown = await machine.run([...JOURNALCTL, '-g', patterns]);
  // it ends with 1 where no line matches
  if (!shown.ok && !(shown.why === 'failed' && !shown.out.includes('{')))
    return notRead(shown.why ?? 'failed');
  const found = new Map<string, InsideReport['journal'][number]>();
  for (const { code, unit, at } of shown.out.split('\n').flatMap(entryOf)) {
    const key = `${code} ${unit}`;
    const before = found.get(key);
    found.set(key, { code, unit, at, count: (before?.count ?? 0) + 1 });
  }
  return { journal: [...found.values()] };
}

function notRead(why: string): Part {
  return { unread: [{ what: 'journal', why }] };
}

const JOURNALCTL = [
  'journalctl',
  '-b',
  '--no-pager',
  '-o',
  'json',
  '--output-fields=MESSAGE,_SYSTEMD_UNIT,SYSLOG_IDENTIFIER',
  '-n',
  '2000',
];

/** Who may not read the system's journal gets his own lines without a word: undefined where all of it is read. */
async function isReadable(machine: Machine): Promise<string | undefined> {
  for (const dir of ['/var/log/journal', '/run/log/journal']) {
    for (const id of await machine.list(dir)) {
      if (!(await machine.list(`${dir}/${id}`)).includes('system.journal')) continue;
      const file = await machine.readFile(`${dir}/${id}/system.journal`);
      return file === undefined ? 'needs-root' : undefined;
    }
  }
  return 'absent';
}

/** In words of the kernel, of libc's strerror, and of who prints them; case does not matter. */
const PATTERNS: readonly (readonly [Code, string])[] = [
  ['bind-in-use', 'address already in use'],
  ['bind-not-available', 'cannot assign requested address'],
  ['neighbour-overflow', 'neighbou?r table overflow'],
  ['conntrack-full', 'nf_conntrack: table full'],
  ['rpfilter-drop', 'rpfilter_drop'],
  ['syn-flood', 'possible syn flooding'],
  ['duplicate-address', 'duplicate address .*detected|dad failed'],
  [
    'route-refused',
    'nexthop has invalid gateway|could not set route|rtnetlink answers: (?:no route to host|network is unreachable)',
  ],
];
const CODES = PATTERNS.map(([code, pattern]) => [code, new RegExp(pattern, 'i')] as const);

function entryOf(line: string): { code: Code; unit: string; at: number }[] {
  if (!line.startsWith('{')) return [];
  const entry = jsonValue(line);
  if (!isRecord(entry)) return [];
  const message = entry['MESSAGE'];
  const code = CODES.find(([, pattern]) => typeof message === 'string' && pattern.test(message))?.[0];
  const at = Number(entry['__REALTIME_TIMESTAMP']) / 1_000;
  if (code === undefined || !Number.isFinite(at)) return [];
  const unit = entry['_SYSTEMD_UNIT'] ?? entry['SYSLOG_IDENTIFIER'];
  return [{ code, unit: typeof unit === 'string' && UNIT.test(unit) ? unit : '', at: Math.round(at) }];
}

/** As systemd.unit(5) has them: who writes to the journal may call himself anything else, and this stands in commands. */
const UNIT = /^[\w:.@-]{1,64}$/;
