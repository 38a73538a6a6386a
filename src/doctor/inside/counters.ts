import type { InsideReport } from './report.ts';
import type { Machine } from './shell.ts';
import type { Part } from './survey.ts';

type Counters = InsideReport['counters'];

/** Counters of the kernel that tell of lost packets, and when the machine was started. All of it may be read by everybody. */
export async function collectCounters(machine: Machine): Promise<Part> {
  const [snmp6 = '', netstat = '', conntrack = '', neighbours = '', stat = ''] = await Promise.all(
    [
      '/proc/net/snmp6',
      '/proc/net/netstat',
      '/proc/sys/net/netfilter/nf_conntrack_count',
      '/proc/net/stat/ndisc_cache',
      '/proc/stat',
    ].map((path) => machine.readFile(path)),
  );
  const boot = /^btime (\d+)$/m.exec(stat)?.[1];
  return {
    counters: [
      ...pairs(snmp6),
      ...columns(netstat),
      ...(/^\d+\s*$/.test(conntrack) ? [{ name: 'nf_conntrack_count', value: Number(conntrack) }] : []),
      ...neighbourTable(neighbours),
    ],
    ...(boot !== undefined && { bootedAt: Number(boot) * 1_000 }),
  };
}

const KEPT6 = new Set([
  'Ip6InReceives',
  'Ip6OutNoRoutes',
  'Ip6InNoRoutes',
  'Ip6InAddrErrors',
  'Icmp6InPktTooBigs',
]);
const KEPT = new Set(['ListenOverflows', 'ListenDrops', 'SyncookiesSent', 'IPReversePathFilter']);

/** /proc/net/snmp6: a name and a value on each line. */
function pairs(text: string): Counters {
  return text.split('\n').flatMap((line) => {
    const [name = '', value = ''] = line.split(/\s+/);
    return KEPT6.has(name) ? [{ name, value: Number(value) }] : [];
  });
}

/** /proc/net/netstat: a line of names and a line of values for each group. */
function columns(text: string): Counters {
  const lines = text.split('\n').map((line) => line.split(' '));
  return lines.flatMap((names, at) => {
    const values = lines[at + 1] ?? [];
    if (names[0] !== values[0]) return [];
    return names.flatMap((name, column) => {
      const value = Number(values[column]);
      return KEPT.has(name) && Number.isFinite(value) ? [{ name, value }] : [];
    });
  });
}

/** /proc/net/stat/ndisc_cache, in hex, a line for each processor: the number of entries is the same in all of them. */
function neighbourTable(text: string): Counters {
  const [names = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const column = (name: string) =>
    rows.map((row) => Number.parseInt(row[names.indexOf(name)] ?? '', 16)).filter(Number.isFinite);
  const [entries] = column('entries');
  if (entries === undefined) return [];
  const full = column('table_fulls').reduce((sum, value) => sum + value, 0);
  return [
    { name: 'ndisc_entries', value: entries },
    { name: 'ndisc_table_fulls', value: full },
  ];
}
