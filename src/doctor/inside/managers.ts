import { parseAddress } from '../../net/index.ts';
import { ifupdownFacts } from './managers-ifupdown.ts';
import { networkManagerFacts } from './managers-networkmanager.ts';
import { networkdFacts } from './managers-networkd.ts';
import type { InsideReport } from './report.ts';
import type { Machine } from './shell.ts';
import type { Part } from './survey.ts';

export type ManagerFact = InsideReport['networkManagers'][number];
/** What one manager has to say; files that are there and cannot be read are told by their path. */
export type ManagerFiles = { readonly facts: readonly ManagerFact[]; readonly unread: readonly string[] };

/**
 * Who sets addresses when the machine starts, and what is written there of IPv6. netplan is told by what it generates for networkd and
 * NetworkManager: that is what the machine really uses, and it needs no YAML; the file to edit is found by the name of the interface.
 */
export async function collectManagers(machine: Machine): Promise<Part> {
  const active = await activeUnits(machine);
  const [networkd, networkManager, ifupdown, cloud] = await Promise.all([
    networkdFacts(machine, active.has('systemd-networkd')),
    networkManagerFacts(machine, active.has('NetworkManager')),
    ifupdownFacts(machine, active.has('networking')),
    cloudInit(machine),
  ]);
  const all = [networkd, networkManager, ifupdown, cloud];
  return {
    networkManagers: all.flatMap(({ facts }) => facts).map(canonical),
    unread: all.flatMap(({ unread }) => unread).map((what) => ({ what: what.slice(-64), why: 'needs-root' })),
  };
}

/** As the kernel writes them (RFC 5952), so that both can be compared; what only stands for an address (`::/64`, a name) is left out. */
function canonical({ gateway, addresses, ...fact }: ManagerFact): ManagerFact {
  const via = gateway === undefined ? undefined : parseAddress(gateway.replace(/%.*$/, ''));
  return {
    ...fact,
    addresses: addresses.flatMap((text) => {
      const [literal = '', prefix] = text.split('/');
      const parsed = parseAddress(literal);
      if (parsed === undefined || parsed.text === '::') return [];
      return [prefix === undefined ? parsed.text : `${parsed.text}/${prefix}`];
    }),
    ...(via !== undefined && { gateway: via.text }),
  };
}

const UNITS = ['systemd-networkd', 'NetworkManager', 'networking'];

async function activeUnits(machine: Machine): Promise<ReadonlySet<string>> {
  const shown = await machine.run(['systemctl', 'is-active', ...UNITS]); // ends with 3 where one is not
  const states = shown.out.trim().split('\n');
  if (states.length === UNITS.length) return new Set(UNITS.filter((_, at) => states[at] === 'active'));
  // no systemd: ifupdown leaves its state behind
  return new Set((await machine.list('/run/network')).includes('ifstate') ? ['networking'] : []);
}

/** cloud-init writes the files of the others anew at every start, unless it is told not to. */
async function cloudInit(machine: Machine): Promise<ManagerFiles> {
  const written = [
    '/etc/netplan/50-cloud-init.yaml',
    '/etc/network/interfaces.d/50-cloud-init',
    '/etc/systemd/network/10-cloud-init-eth0.network',
  ];
  if ((await machine.readFile('/etc/cloud/cloud.cfg')) === undefined) return { facts: [], unread: [] };
  if ((await machine.list('/etc/cloud')).includes('cloud-init.disabled')) return { facts: [], unread: [] };
  for (const name of await machine.list('/etc/cloud/cloud.cfg.d')) {
    const text = (await machine.readFile(`/etc/cloud/cloud.cfg.d/${name}`)) ?? '';
    if (/^\s*network:\s*\{?\s*config:\s*disabled/m.test(text)) return { facts: [], unread: [] };
  }
  for (const file of written) {
    const [, dir = '', name = ''] = /^(.*)\/([^/]*)$/.exec(file) ?? [];
    if (!(await machine.list(dir)).includes(name)) continue;
    return {
      facts: [{ manager: 'cloud-init', active: true, file, ipv6: 'absent', addresses: [] }],
      unread: [],
    };
  }
  return { facts: [], unread: [] };
}
