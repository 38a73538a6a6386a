import { INSIDE_MAX } from '../limits.ts';
import type { InsideReport } from '../report.ts';
import type { Machine } from '../shell.ts';
import type { Part } from '../survey.ts';

type Firewall = InsideReport['firewalls'][number];
type Zone = Extract<Firewall, { manager: 'firewalld' }>['zones'][number];

/** Programs that manage packet filters, as they say themselves; two that run at once undo each other's work. */
export async function collectFirewalls(machine: Machine): Promise<Part> {
  const states = await machine.run(['systemctl', 'is-active', ...UNITS]);
  const lines = states.out.trim().split('\n');
  const active = (unit: (typeof UNITS)[number]) => lines[UNITS.indexOf(unit)] === 'active';
  const [zones, ufw] = await Promise.all([firewalld(machine, active('firewalld')), ufwRules(machine)]);
  const plain = SERVICES.filter(active).map((manager): Firewall => ({ manager, active: true }));
  return {
    firewalls: [...zones.firewalls, ...ufw.firewalls, ...plain],
    unread: [...zones.unread, ...ufw.unread],
  };
}

const SERVICES = ['nftables', 'netfilter-persistent', 'docker', 'fail2ban', 'crowdsec'] as const;
const UNITS = ['firewalld', ...SERVICES] as const;

type Found = { readonly firewalls: readonly Firewall[]; readonly unread: InsideReport['unread'] };
const NOTHING: Found = { firewalls: [], unread: [] };

async function firewalld(machine: Machine, unitActive: boolean): Promise<Found> {
  const conf = await machine.readFile('/etc/firewalld/firewalld.conf');
  if (conf === undefined) return NOTHING;
  const listed = await machine.run(['firewall-cmd', '--list-all-zones']);
  const defaultZone = setting(conf, 'DefaultZone') ?? 'public';
  const rpfilter = setting(conf, 'IPv6_rpfilter');
  const about = { manager: 'firewalld' as const, ...(rpfilter !== undefined && { rpfilter }) };
  if (listed.ok) {
    const zones = readZones(listed.out).filter(
      ({ name, interfaces }) => name === defaultZone || interfaces.length > 0,
    );
    return { firewalls: [{ ...about, active: true, zones: zones.slice(0, ZONES_MAX) }], unread: [] };
  }
  const zones = await zoneFiles(machine, defaultZone);
  const unread = unitActive ? [{ what: 'firewalld', why: listed.why ?? 'failed' }] : [];
  return { firewalls: [{ ...about, active: unitActive, zones }], unread };
}

const ZONES_MAX = 64;

function setting(conf: string, key: string): string | undefined {
  return new RegExp(`^\\s*${key}\\s*=\\s*"?([\\w-]{1,32})"?`, 'm').exec(conf)?.[1];
}

/** What `firewall-cmd --list-all-zones` prints. */
export function readZones(text: string): Zone[] {
  const zones: Zone[] = [];
  for (const line of text.split('\n')) {
    const name = /^(\S{1,64})(?: \(.*\))?$/.exec(line)?.[1];
    if (name !== undefined) zones.push({ name, interfaces: [], services: [], ports: [], target: 'default' });
    const zone = zones.at(-1);
    const [, key, value = ''] = /^\s+([\w-]+): ?(.*)$/.exec(line) ?? [];
    if (zone === undefined || key === undefined) continue;
    const words = value.split(/\s+/).filter((word) => word !== '' && word.length <= 32);
    if (key === 'target') zone.target = words[0] ?? 'default';
    if (key === 'interfaces') zone.interfaces = words.slice(0, 64);
    if (key === 'services') zone.services = words.slice(0, INSIDE_MAX.facts);
    if (key === 'ports') zone.ports = words.slice(0, INSIDE_MAX.facts);
  }
  return zones;
}

/** The default zone's file: an administrator's, else the distribution's. */
async function zoneFiles(machine: Machine, name: string): Promise<Zone[]> {
  const own = await machine.readFile(`/etc/firewalld/zones/${name}.xml`);
  const xml = own ?? (await machine.readFile(`/usr/lib/firewalld/zones/${name}.xml`));
  return xml === undefined ? [] : [readZoneXml(name, xml)];
}

/** A zone's file: the few elements that are needed of it. */
export function readZoneXml(name: string, xml: string): Zone {
  const text = xml.replaceAll(/<!--[\s\S]*?-->/g, '');
  const all = (pattern: RegExp) =>
    [...text.matchAll(pattern)].map(([, one = '', two]) => (two ? `${one}/${two}` : one));
  return {
    name,
    interfaces: all(/<interface\s+name="([\w.:@-]{1,32})"/g).slice(0, 64),
    services: all(/<service\s+name="([\w.-]{1,64})"/g).slice(0, INSIDE_MAX.facts),
    ports: [
      ...all(/<port\s+port="([\d-]{1,12})"\s+protocol="(\w{1,8})"/g),
      ...[...text.matchAll(/<port\s+protocol="(\w{1,8})"\s+port="([\d-]{1,12})"/g)].map(
        ([, a, b]) => `${b}/${a}`,
      ),
    ].slice(0, INSIDE_MAX.facts),
    target: /<zone\b[^>]*\btarget="([%\w]{1,32})"/.exec(text)?.[1] ?? 'default',
  };
}

/** From its files alone: `ufw status` writes a lock, and what it knows beyond them the packet filters say. */
async function ufwRules(machine: Machine): Promise<Found> {
  const [defaults, conf = '', user6, user4] = await Promise.all([
    machine.readFile('/etc/default/ufw'),
    machine.readFile('/etc/ufw/ufw.conf'),
    machine.readFile('/etc/ufw/user6.rules'),
    machine.readFile('/etc/ufw/user.rules'),
  ]);
  if (defaults === undefined) return NOTHING;
  const active = setting(conf, 'ENABLED') === 'yes';
  const ipv6 = setting(defaults, 'IPV6') !== 'no';
  const rules = [...tuplesOf(user4 ?? '', ''), ...tuplesOf(user6 ?? '', ' (v6)')];
  const unread = active && user4 === undefined ? [{ what: 'ufw', why: 'needs-root' }] : [];
  return { firewalls: [{ manager: 'ufw', active, ipv6, rules: rules.slice(0, INSIDE_MAX.facts) }], unread };
}

/** Rules as ufw keeps them in its files: `### tuple ### allow tcp 80 ::/0 any ::/0 in`. */
function tuplesOf(text: string, suffix: string): string[] {
  return [...text.matchAll(/^### tuple ### (.{1,200})$/gm)].map(([, rule = '']) => `${rule.trim()}${suffix}`);
}
