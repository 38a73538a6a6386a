import type { AddressFact, InsideReport } from '../../inside/index.ts';
import { inForce, isLasting, settingOf, six, uplink } from '../addresses/machine.ts';
import type { Inside, Values } from '../types.ts';
import { within } from './prefix.ts';

/** Why a machine that has a global address has no default route of IPv6. One reason each: four causes share this judgement. */
export type WhyNoDefault =
  | 'there' // it has one
  | 'forwards' // a host that forwards does not listen to routers, but with accept_ra=2 (C2)
  | 'router-gone' // what routers told has run out (C3)
  | 'off-link' // the gateway that is configured lies on no link (C4)
  | 'lost' // none of these (C1)
  | 'unread';

function whyNoDefault(inside: InsideReport): { readonly why: WhyNoDefault; readonly values: Values } {
  const { routes, unread, journal } = inside;
  const ifname = sixLink(inside) ?? '';
  const state = six(inside);
  if (state === 'unread' || state === 'off' || state === 'bare') return { why: 'unread', values: {} };
  if (unread.some(({ what }) => what === 'ip -6 route') && routes.every(({ family }) => family !== 6)) {
    return { why: 'unread', values: {} };
  }
  if (defaults(inside).length > 0) return { why: 'there', values: {} };
  const gateway = configuredGateway(inside, ifname);
  const noRoutes = inside.counters.find(({ name }) => name === 'Ip6OutNoRoutes')?.value;
  const values = {
    ifname,
    ...(gateway !== undefined && { gateway }),
    ...(noRoutes !== undefined && { noRoutes }),
  };
  if (gateway !== undefined) {
    const refused = journal.some(({ code }) => code === 'route-refused');
    return { why: refused || !isOnLink(inside, gateway) ? 'off-link' : 'lost', values };
  }
  const acceptRa = settingOf(inside, ifname, 'accept_ra');
  const forwards =
    settingOf(inside, ifname, 'forwarding') === '1' || settingOf(inside, 'all', 'forwarding') === '1';
  if (forwards && acceptRa === '1') return { why: 'forwards', values };
  // managers that set addresses by hand turn accept_ra off: who listens was to be told by a router
  const listens = acceptRa === '2' || acceptRa === '1';
  const told = listens || inside.addresses.some((one) => one.ifname === ifname && isTold(one));
  return { why: told ? 'router-gone' : 'lost', values };
}

/** What one of the four says, whose reason this is. */
export function defaultRouteSays(inside: InsideReport, reason: WhyNoDefault): Inside {
  const { why, values } = whyNoDefault(inside);
  if (why === 'unread') return { says: 'silent' };
  return why === reason
    ? { says: 'shown', where: [{ place: { family: 6 }, values }] }
    : { says: 'ruled-out' };
}

/** Default routes that lead somewhere, in whichever table: rules by source may choose another one than the main. */
export function defaults({ routes }: InsideReport): InsideReport['routes'] {
  return routes.filter(({ family, to, type }) => family === 6 && to === 'default' && type === 'unicast');
}

/** The interface with the address that is meant to be reached. */
function sixLink(inside: InsideReport): string | undefined {
  return inside.addresses.find(isLasting)?.ifname ?? uplink(inside);
}

function configuredGateway(inside: InsideReport, ifname: string): string | undefined {
  const own = inForce(inside).filter((one) => (one.ifname ?? ifname) === ifname);
  return own.find(({ gateway }) => gateway?.includes(':'))?.gateway;
}

function isOnLink({ addresses, routes }: InsideReport, gateway: string): boolean {
  if (/^fe[89ab]/.test(gateway)) return true;
  const links = addresses.filter(({ family, prefix }) => family === 6 && prefix < WHOLE);
  if (links.some(({ address, prefix }) => within(gateway, address, prefix))) return true;
  return routes.some(({ to, via }) => {
    const [prefix = '', bits = '128'] = to.split('/');
    return via === undefined && within(gateway, prefix, Number(bits));
  });
}
const WHOLE = 128;

/** An address that a router's prefix made: it ends. */
function isTold({ family, scope, flags, validSeconds }: AddressFact): boolean {
  return family === 6 && scope === 'global' && (validSeconds !== undefined || flags.includes('mngtmpaddr'));
}
