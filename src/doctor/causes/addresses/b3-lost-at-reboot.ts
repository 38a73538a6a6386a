import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Shown } from '../types.ts';
import { defaults } from '../routing/default-route.ts';
import { isUnwritten } from './b2-not-applied.ts';
import { inForce, isLasting, published, publishedHere, savedFor, settingOf, six, uplink } from './machine.ts';
import { nobodyAtAddress } from './signs.ts';

/** What was set by hand and is in no file: gone since the last start, or with the next one. */
export const lostAtReboot: Cause = {
  id: 'B3',
  slug: 'lost-at-reboot',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N1'],
  decide: 'inside',
  outside: nobodyAtAddress,
  inside(inside, seen) {
    const state = six(inside);
    if (state === 'unread' || state === 'off') return { says: 'silent' };
    const next = [...offAgain(inside), ...unwritten(inside), ...routeUnwritten(inside)];
    if (state === 'global' && next.length > 0) return { says: 'shown', where: next };
    const wanted = published(seen) ?? [];
    if (state === 'bare' && wanted.length > 0 && isUnwritten(inside)) {
      const file = writers(inside).find(({ ifname }) => ifname === uplink(inside))?.file ?? '';
      const values = { what: 'gone', ifname: uplink(inside) ?? '', file };
      return { says: 'shown', where: [{ place: { family: 6 }, values }] };
    }
    // what is published is there now: nothing of it was lost
    const here = publishedHere(inside, seen).length === wanted.length && defaults(inside).length > 0;
    return { says: state === 'global' && here ? 'ruled-out' : 'silent' };
  },
};

/** Managers that set something on an interface which has a name. */
function writers(inside: InsideReport): readonly InsideReport['networkManagers'][number][] {
  return inForce(inside).filter(({ ifname }) => ifname !== undefined);
}

/** On now, and off in the files. */
function offAgain(inside: InsideReport): Shown[] {
  const ifname = uplink(inside);
  if (ifname === undefined || settingOf(inside, ifname, 'disable_ipv6') !== '0') return [];
  const saved = savedFor(inside, ifname, 'disable_ipv6');
  if (saved?.value !== '1') return [];
  return [{ place: { family: 6 }, values: { what: 'switch', ifname, file: saved.file }, latent: true }];
}

/** A lasting address that no file of its interface's manager has, where that takes none from routers. */
function unwritten(inside: InsideReport): Shown[] {
  return inside.addresses.flatMap((one): Shown[] => {
    const told = one.flags.includes('mngtmpaddr') || !one.flags.includes('permanent');
    const own = writers(inside).filter(({ ifname }) => ifname === one.ifname);
    if (!isLasting(one) || told || own.length === 0 || own.some(takes)) return [];
    const written = own.flatMap(({ addresses }) => addresses).map((text) => text.split('/')[0]);
    // beside one that is written, others belong to programs that set them (keepalived, agents of clouds)
    const kept = inside.addresses.some(
      ({ ifname, address }) => ifname === one.ifname && written.includes(address),
    );
    if (kept) return [];
    const values = { what: 'address', address: one.address, ifname: one.ifname, file: own[0]?.file ?? '' };
    return [{ place: { family: 6, address: one.address }, values, latent: true }];
  });
}

/** A default route set by hand, without a gateway in any file. */
function routeUnwritten(inside: InsideReport): Shown[] {
  return inside.routes.flatMap(({ family, to, protocol, via, ifname }): Shown[] => {
    const byHand = protocol === 'boot' || protocol === 'static';
    const own = writers(inside).filter((one) => one.ifname === ifname);
    if (family !== 6 || to !== 'default' || !byHand || own.length === 0 || via === undefined) return [];
    if (own.some((one) => takes(one) || one.gateway !== undefined)) return [];
    const values = { what: 'route', via, ifname: ifname ?? '', file: own[0]?.file ?? '' };
    return [{ place: { family: 6 }, values, latent: true }];
  });
}

function takes({ ipv6 }: InsideReport['networkManagers'][number]): boolean {
  return ipv6 === 'auto' || ipv6 === 'dhcp';
}
