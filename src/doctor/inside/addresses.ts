import { formatAddress, parseAddress } from '../../net/index.ts';
import { ADDRESS_FLAGS, type AddressFact, type InsideReport } from './report.ts';
import type { Machine } from './shell.ts';
import type { Part } from './survey.ts';
import { jsonRows } from './survey-json.ts';

/** Links, and addresses of both families with their flags: from `ip`, else those of IPv6 from /proc. */
export async function collectAddresses(machine: Machine): Promise<Part> {
  const shown = await machine.run(['ip', '-d', '-j', 'addr']);
  const rows = shown.ok ? jsonRows(shown.out) : undefined;
  const table = await machine.readFile('/proc/net/if_inet6');
  // no table: the kernel has no IPv6 at all
  const unread = table === undefined ? [{ what: 'if_inet6', why: 'absent' }] : [];
  if (rows === undefined) {
    return {
      addresses: fromTable(table ?? ''),
      unread: [...unread, { what: 'ip addr', why: shown.why ?? 'unreadable' }],
    };
  }
  return { links: rows.flatMap(linkOf), addresses: rows.flatMap(addressesOf), unread };
}

type Row = Readonly<Record<string, unknown>>;
type Flag = AddressFact['flags'][number];
const FOR_EVER = 0xffff_ffff;

function linkOf(row: Row): InsideReport['links'] {
  const { ifname, flags, mtu, link_type: type, linkinfo } = row;
  if (typeof ifname !== 'string' || typeof mtu !== 'number') return [];
  const kind = (linkinfo as { info_kind?: unknown } | undefined)?.info_kind;
  const up = Array.isArray(flags) && flags.includes('UP') && !flags.includes('NO-CARRIER');
  return [{ name: ifname, up, mtu, type: typeof kind === 'string' ? kind : String(type) }];
}

function addressesOf(row: Row): AddressFact[] {
  const { ifname, addr_info: infos } = row;
  if (typeof ifname !== 'string' || !Array.isArray(infos)) return [];
  return (infos as Row[]).flatMap((info): AddressFact[] => {
    const parsed = parseAddress(String(info['local']));
    const prefix = Number(info['prefixlen']);
    if (parsed === undefined || !Number.isInteger(prefix)) return [];
    const preferred = Number(info['preferred_life_time'] ?? FOR_EVER);
    const valid = Number(info['valid_life_time'] ?? FOR_EVER);
    const flags = ADDRESS_FLAGS.filter((flag) =>
      flag === 'permanent' ? valid === FOR_EVER : info[flag] === true,
    );
    return [
      {
        ifname,
        address: parsed.text,
        family: parsed.family,
        prefix,
        scope: scopeOf(parsed.text, String(info['scope'])),
        flags,
        ...(preferred !== FOR_EVER && { preferredSeconds: preferred }),
        ...(valid !== FOR_EVER && { validSeconds: valid }),
      },
    ];
  });
}

/** The kernel calls addresses global that nobody else reaches: fc00::/7 (RFC 4193), fec0::/10 (RFC 3879). */
function scopeOf(address: string, scope: string): AddressFact['scope'] {
  if (scope === 'link' || scope === 'host') return scope;
  return /^(?:f[cd]|fe[c-f])[0-9a-f]{2}:/.test(address) ? 'unique-local' : 'global';
}

/** /proc/net/if_inet6: address, index, prefix length, scope, flags (IFA_F_*), name. */
function fromTable(text: string): AddressFact[] {
  return text.split('\n').flatMap((line): AddressFact[] => {
    const [hex = '', , prefix = '', scope = '', bits = '', ifname] = line.trim().split(/\s+/);
    if (!/^[0-9a-f]{32}$/.test(hex) || ifname === undefined) return [];
    const { text: address } = formatAddress(Buffer.from(hex, 'hex'));
    const set = Number.parseInt(bits, 16);
    const flags = BITS.filter(([bit]) => (set & bit) !== 0).map(([, flag]) => flag);
    return [
      {
        ifname,
        address,
        family: 6,
        prefix: Number.parseInt(prefix, 16),
        scope: scopeOf(address, { '20': 'link', '10': 'host' }[scope] ?? 'global'),
        flags,
      },
    ];
  });
}

const BITS: readonly (readonly [number, Flag])[] = [
  [0x01, 'temporary'],
  [0x02, 'nodad'],
  [0x04, 'optimistic'],
  [0x08, 'dadfailed'],
  [0x10, 'home'],
  [0x20, 'deprecated'],
  [0x40, 'tentative'],
  [0x80, 'permanent'],
];
