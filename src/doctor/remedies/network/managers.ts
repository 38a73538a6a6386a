import type { InsideReport } from '../../inside/index.ts';
import { create, edit } from '../diff.ts';
import { byHand, run, write } from '../steps.ts';
import type { Patient, Step } from '../types.ts';

/** What is to be so when the machine starts. */
export type Wanted = {
  readonly ifname: string;
  /** With its prefix length: `2001:db8::2/64`; absent: told by the router (RA). */
  readonly address: string | undefined;
  readonly gateway: string | undefined;
};
type Manager = InsideReport['networkManagers'][number]['manager'];
export type Kept = {
  readonly label: string;
  readonly steps: readonly Step[];
  readonly undo: readonly Step[];
};

/** How each program that may set addresses and routes keeps them; of one machine, those that are active there. */
export function keptBy(wanted: Wanted, patient: Patient): readonly Kept[] {
  const { inside } = patient;
  const active = (inside?.networkManagers ?? []).filter((one) => one.active && one.manager !== 'cloud-init');
  const own = active.filter(({ ifname }) => ifname === wanted.ifname);
  const found = new Set((own.length > 0 ? own : active).map(({ manager }) => manager));
  // netplan writes for networkd or NetworkManager: what is written there by hand is lost
  const managers = found.has('netplan') ? (['netplan'] as const) : [...found];
  const asked: readonly Manager[] = managers.length > 0 ? managers : ALL;
  return asked.flatMap((manager) => KEEPERS[manager]?.(wanted, patient) ?? []);
}

const ALL: readonly Manager[] = ['netplan', 'networkd', 'NetworkManager', 'ifupdown'];

type Keeper = (wanted: Wanted, patient: Patient) => Kept;
const KEEPERS: Partial<Record<Manager, Keeper>> = {
  netplan: viaNetplan,
  networkd: viaNetworkd,
  NetworkManager: viaNetworkManager,
  ifupdown: viaIfupdown,
};

/** A file of its own, read after the others: cloud-init may write the first one anew. */
function viaNetplan({ ifname, address, gateway }: Wanted): Kept {
  const file = `/etc/netplan/90-sixfour-${ifname}.yaml`;
  const lines = [
    'network:',
    '  version: 2',
    '  ethernets:',
    `    ${ifname}:`,
    ...(address === undefined ? ['      accept-ra: true'] : [`      addresses: ["${address}"]`]),
    ...(address === undefined || gateway === undefined
      ? []
      : ['      routes:', `        - {to: "::/0", via: "${gateway}", on-link: true}`]),
  ];
  return {
    label: 'netplan',
    steps: [create(file, lines), ...run(`chmod 600 ${file}`, 'netplan generate', 'netplan apply')],
    undo: run(`rm -f ${file}`, 'netplan apply'),
  };
}

/** The interface's own file goes on; systemd reads drop-ins of the folder beside it. */
function viaNetworkd({ ifname, address, gateway }: Wanted, { inside }: Patient): Kept {
  const own = inside?.networkManagers.find(
    (one) => one.manager === 'networkd' && one.ifname === ifname,
  )?.file;
  const base = own?.split('/').at(-1) ?? `10-${ifname}.network`;
  const file = `/etc/systemd/network/${base}.d/sixfour.conf`;
  const network =
    address === undefined ? ['IPv6AcceptRA=yes'] : [`Address=${address}`, 'IPv6PrivacyExtensions=no'];
  const route =
    address === undefined || gateway === undefined
      ? []
      : ['', '[Route]', `Gateway=${gateway}`, 'GatewayOnLink=yes'];
  const reload = ['networkctl reload', `networkctl reconfigure ${ifname}`];
  return {
    label: 'networkd',
    steps: [create(file, ['[Network]', ...network, ...route]), ...run(...reload)],
    undo: run(`rm -f ${file}`, ...reload),
  };
}

function viaNetworkManager({ ifname, address, gateway }: Wanted): Kept {
  const connection = `"$(nmcli -g GENERAL.CONNECTION device show ${ifname})"`;
  const method =
    address === undefined
      ? 'ipv6.method auto ipv6.addr-gen-mode eui64'
      : `ipv6.method manual ipv6.addresses ${address}${gateway === undefined ? '' : ` ipv6.gateway ${gateway}`}`;
  return {
    label: 'NetworkManager',
    steps: run(
      `nmcli connection modify ${connection} ${method} ipv6.ip6-privacy 0`,
      `nmcli connection up ${connection}`,
    ),
    undo: run(`nmcli connection modify ${connection} ipv6.method auto`, `nmcli connection up ${connection}`),
  };
}

function viaIfupdown({ ifname, address, gateway }: Wanted, { files }: Patient): Kept {
  const file = '/etc/network/interfaces';
  const stanza =
    address === undefined
      ? [`iface ${ifname} inet6 auto`, '    accept_ra 2', '    privext 0']
      : [
          `iface ${ifname} inet6 static`,
          `    address ${address}`,
          ...(gateway === undefined ? [] : [`    gateway ${gateway}`]),
        ];
  const text = files?.[file];
  const lines = text === undefined ? [] : text.replace(/\n$/, '').split('\n');
  const already = lines.some((line) => line.trim().startsWith(`iface ${ifname} inet6`));
  const append =
    text === undefined || already
      ? [byHand('add-to-block', { file, block: `iface ${ifname} inet6` }), ...write(...stanza)]
      : [edit(file, [{ from: lines.length + 1, take: [], put: ['', ...stanza] }], files)];
  return { label: 'ifupdown', steps: append, undo: [] };
}
