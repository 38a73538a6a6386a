import { formatAddress, parseAddress } from '../../net/index.ts';
import { INSIDE_MAX } from './limits.ts';
import type { InsideReport, RouteFact } from './report.ts';
import type { Machine } from './shell.ts';
import { jsonRows } from './survey-json.ts';
import type { Part } from './survey.ts';

/**
 * Routes of both families in every table but the one of the machine's own addresses, default routes first, and the policy rules that
 * choose the table: from `ip`, else the routes of IPv6 from /proc.
 */
export async function collectRoutes(machine: Machine): Promise<Part> {
  const [six, four, rules6, rules4, chosen] = await Promise.all([
    routesOf(machine, 6),
    routesOf(machine, 4),
    rulesOf(machine, 6),
    rulesOf(machine, 4),
    Promise.all(PUBLIC.map((to) => sourceFor(machine, to))),
  ]);
  const routes = [...(six.routes ?? []), ...(four.routes ?? [])].toSorted(defaultsFirst);
  return {
    routes: routes.slice(0, INSIDE_MAX.facts),
    policyRules: [...rules6, ...rules4],
    sources: chosen.flat(),
    unread: [...(six.unread ?? []), ...(four.unread ?? [])],
  };
}

type Row = Readonly<Record<string, unknown>>;
const TYPES: readonly string[] = ['unicast', 'blackhole', 'unreachable', 'prohibit', 'throw', 'local'];

async function routesOf(machine: Machine, family: 6 | 4): Promise<Part> {
  const ip = ['ip', '-j', `-${family}`, 'route', 'show'];
  let shown = await machine.run([...ip, 'table', 'all']);
  // a router with the whole Internet in its table
  if (shown.why === 'too-large' || shown.why === 'timeout') shown = await machine.run([...ip, 'default']);
  const rows = shown.ok ? jsonRows(shown.out) : undefined;
  if (rows !== undefined) return { routes: rows.flatMap((row) => routeOf(row, family)) };
  const table = family === 6 ? await machine.readFile('/proc/net/ipv6_route') : undefined;
  return {
    routes: fromTable(table ?? ''),
    unread: [{ what: `ip -${family} route`, why: shown.why ?? 'unreadable' }],
  };
}

function routeOf(row: Row, family: 6 | 4): RouteFact[] {
  const { dst, type = 'unicast', table, dev, gateway, nexthops, metrics } = row;
  if (typeof dst !== 'string' || table === 'local' || type === 'multicast' || type === 'broadcast') return [];
  const [first] = Array.isArray(metrics) ? (metrics as Row[]) : [];
  const hops = Array.isArray(nexthops) ? (nexthops as Row[]) : [{ gateway, dev, flags: row['flags'] }];
  const alive = hops.filter(({ flags }) => !Array.isArray(flags) || !flags.includes('dead'));
  return alive.map(
    (hop): RouteFact => ({
      family,
      to: dst,
      type: TYPES.includes(String(type)) ? (type as RouteFact['type']) : 'other',
      ...textAt('via', viaOf(hop)),
      ...textAt('ifname', hop['dev']),
      // `ip` leaves out what was set by hand
      protocol: typeof row['protocol'] === 'string' ? row['protocol'] : 'boot',
      ...numberAt('metric', row['metric']),
      ...numberAt('expiresSeconds', row['expires']),
      ...numberAt('mtu', first?.['mtu']),
      ...textAt('source', row['prefsrc']),
      ...(table !== 'main' && textAt('table', table)),
    }),
  );
}

/** A gateway of the same family, or of the other one (RFC 9229). */
function viaOf({ gateway, via }: Row): unknown {
  return gateway ?? (via as { host?: unknown } | undefined)?.host;
}

function textAt<K extends string>(key: K, value: unknown): { [key in K]?: string } {
  return (typeof value === 'string' ? { [key]: value } : {}) as { [key in K]?: string };
}

function numberAt<K extends string>(key: K, value: unknown): { [key in K]?: number } {
  return (typeof value === 'number' && value >= 0 ? { [key]: value } : {}) as { [key in K]?: number };
}

function defaultsFirst(one: RouteFact, other: RouteFact): number {
  return Number(other.to === 'default') - Number(one.to === 'default');
}

async function rulesOf(machine: Machine, family: 6 | 4): Promise<InsideReport['policyRules']> {
  const shown = await machine.run(['ip', '-j', `-${family}`, 'rule']);
  return (jsonRows(shown.out) ?? []).flatMap((row) => {
    const { priority, src, srclen, table } = row;
    if (typeof priority !== 'number' || typeof src !== 'string' || typeof table !== 'string') return [];
    const from = typeof srclen === 'number' ? `${src}/${srclen}` : src;
    return [{ family, priority, from, table }];
  });
}

/** Two public addresses that have never moved: servers of the DNS root (b and k). Nothing is sent to them. */
const PUBLIC = ['2801:1b8:10::b', '193.0.14.129'];

async function sourceFor(machine: Machine, to: string): Promise<NonNullable<InsideReport['sources']>> {
  const family = to.includes(':') ? 6 : 4;
  const shown = await machine.run(['ip', '-j', `-${family}`, 'route', 'get', to]);
  const source = parseAddress(String((jsonRows(shown.out) ?? [])[0]?.['prefsrc']));
  return shown.ok && source !== undefined ? [{ family, to, source: source.text }] : [];
}

/** /proc/net/ipv6_route: destination, its length, source, its length, next hop, metric, two counters, flags, name. */
function fromTable(text: string): RouteFact[] {
  return text.split('\n').flatMap((line): RouteFact[] => {
    const [dst = '', length = '', , , via = '', metric = '', , , bits = '', ifname] = line
      .trim()
      .split(/\s+/);
    const flags = Number.parseInt(bits, 16);
    // RTF_UP without RTF_LOCAL: no address of the machine itself, no multicast
    if (!/^[0-9a-f]{32}$/.test(dst) || (flags & 0x1) === 0 || (flags & 0x80000000) !== 0) return [];
    if (ifname === undefined || dst.startsWith('ff')) return [];
    const prefix = Number.parseInt(length, 16);
    const to = `${formatAddress(Buffer.from(dst, 'hex')).text}/${prefix}`;
    const gateway = formatAddress(Buffer.from(via, 'hex')).text;
    return [
      {
        family: 6,
        to: prefix === 0 ? 'default' : to,
        type: (flags & 0x200) !== 0 ? 'unreachable' : 'unicast', // RTF_REJECT
        ...(gateway !== '::' && { via: gateway }),
        ifname,
        ...((flags & 0x00400000) !== 0 && { protocol: 'ra' }), // RTF_EXPIRES
        metric: Number.parseInt(metric, 16),
      },
    ];
  });
}
