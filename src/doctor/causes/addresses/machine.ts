import type { AddressFact, InsideReport } from '../../inside/index.ts';
import type { Inside, Seen, Shown } from '../types.ts';

/** Questions that causes of addresses and routes ask of the machine. */

/** How far the machine has IPv6. */
export type Six =
  | 'off' // switched off wherever it could be
  | 'bare' // on, with nothing but link-local addresses
  | 'private' // none but unique local, temporary or deprecated ones beside those
  | 'global'
  | 'unread';

export function six(inside: InsideReport): Six {
  const { addresses, unread } = inside;
  if (addresses.length === 0) return 'unread';
  if (addresses.some(isLasting)) return 'global';
  if (switchedOff(inside).length > 0) return 'off';
  const own = addresses.filter((one) => one.family === 6 && one.scope !== 'link' && one.scope !== 'host');
  if (own.length > 0) return 'private';
  return unread.some(({ what }) => what === 'ip addr') ? 'unread' : 'bare';
}

/** A global address that stays: what may be published. */
export function isLasting({ family, scope, flags }: AddressFact): boolean {
  const passing = flags.includes('temporary') || flags.includes('deprecated') || flags.includes('dadfailed');
  return family === 6 && scope === 'global' && !passing;
}

/** One place where IPv6 is switched off: now, by what, and in which file. */
export type Off = { readonly ifname: string; readonly setting: string; readonly file: string };

/** The kernel's command line switches it off for all; else each link that is up says for itself. */
export function switchedOff(inside: InsideReport): readonly Off[] {
  const { boot, sysctls, links } = inside;
  const word = boot.find(({ file }) => file === '/proc/cmdline');
  if (word !== undefined) return [{ ifname: '', setting: word.text, file: word.file }];
  const blocked = boot.find(({ file }) => file.includes('modprobe.d'));
  // a black list is nothing where the module is there all the same
  const absent = inside.unread.some(({ what, why }) => what === 'if_inet6' && why === 'absent');
  if (absent) return [{ ifname: '', setting: blocked?.text ?? 'ipv6', file: blocked?.file ?? '' }];
  const up = links.filter((one) => one.up && one.type !== 'loopback').map(({ name }) => name);
  const main = uplink(inside);
  // bridges of containers often have none: the way to the Internet counts
  const counted = new Set(main === undefined ? up : [main]);
  return sysctls.flatMap(({ key, runtime, saved }): Off[] => {
    const [, name = ''] = /^net\.ipv6\.conf\.(.+)\.disable_ipv6$/.exec(key) ?? [];
    const ifname = name.replaceAll('/', '.');
    if (runtime !== '1' || !(counted.has(ifname) || (counted.size === 0 && ifname === 'all'))) return [];
    return [{ ifname, setting: `${key}=1`, file: (saved ?? savedForAll(inside))?.file ?? '' }];
  });
}

function savedForAll({ sysctls }: InsideReport): InsideReport['sysctls'][number]['saved'] {
  return sysctls.find(({ key }) => key === 'net.ipv6.conf.all.disable_ipv6')?.saved;
}

/** What files set again for one interface: its own line, else that for all, else that for new ones. */
export function savedFor(
  { sysctls }: InsideReport,
  ifname: string,
  setting: string,
): InsideReport['sysctls'][number]['saved'] {
  const of = (name: string) => sysctls.find(({ key }) => key === `net.ipv6.conf.${name}.${setting}`)?.saved;
  return of(ifname.replaceAll('.', '/')) ?? of('all') ?? of('default');
}

/** A kernel setting of one interface, as it is now. */
export function settingOf({ sysctls }: InsideReport, ifname: string, setting: string): string | undefined {
  const name = ifname.replaceAll('.', '/');
  return sysctls.find(({ key }) => key === `net.ipv6.conf.${name}.${setting}`)?.runtime;
}

/** IPv6 addresses of the name; undefined where nobody looked from outside. */
export function published(seen: Seen | undefined): readonly string[] | undefined {
  return seen?.report.names
    .filter(({ role, type }) => role === 'subject' && type === 'AAAA')
    .flatMap(({ addresses }) => addresses);
}

/** The machine's own facts of addresses that are published; none where nobody looked from outside. */
export function publishedHere({ addresses }: InsideReport, seen: Seen | undefined): readonly AddressFact[] {
  const names = published(seen) ?? [];
  return addresses.filter(({ address }) => names.includes(address));
}

/** Published addresses that are so: by when each of them ends. Silent where nobody looked from outside, or nothing was read. */
export function saysPublished(
  inside: InsideReport,
  seen: Seen | undefined,
  isSo: (one: AddressFact) => boolean,
): Inside {
  if (published(seen) === undefined || inside.addresses.length === 0) return { says: 'silent' };
  const where = publishedHere(inside, seen)
    .filter(isSo)
    .map(
      ({ address, ifname, validSeconds = 0 }): Shown => ({
        place: { family: 6, address },
        values: { address, ifname, seconds: validSeconds },
      }),
    );
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}

/** The interface towards the Internet, as IPv4 tells, which works. */
export function uplink({ routes }: InsideReport): string | undefined {
  const defaults = routes.filter(({ to, ifname }) => to === 'default' && ifname !== undefined);
  return (defaults.find(({ family }) => family === 6) ?? defaults[0])?.ifname;
}

type Manager = InsideReport['networkManagers'][number];

/** Managers that run; all that have files where none is known to run: without systemd nobody says so. */
export function inForce({ networkManagers }: InsideReport): readonly Manager[] {
  const managers = networkManagers.filter(({ manager }) => manager !== 'cloud-init');
  const running = managers.filter(({ active }) => active);
  return running.length > 0 ? running : managers;
}

/** A way that begins at this machine and is none of cables: as `ip -d link` calls it. */
export function isTunnel(type: string): boolean {
  return /^(?:sit|tun|tap|wireguard|ip6tnl|tunnel6?|gre6?|ip6gre|ipip|vti6?|vxlan|geneve|xfrm|ppp|none)$/.test(
    type,
  );
}
