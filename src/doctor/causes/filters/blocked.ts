import type { Family } from '../../../core/index.ts';
import { type Decider, type Fate, type InsideReport, type Packet, walk } from '../../inside/index.ts';
import { FAMILIES } from '../ask.ts';
import type { Inside, Seen, Shown, Values } from '../types.ts';

/** A port that the machine's own packet filter does not let in, and which cause of the catalogue that is. */
export type Blocked = {
  readonly family: Family;
  readonly port: number;
  readonly by: Decider;
  readonly cause: BlockCause;
};
type BlockCause = 'D1' | 'D2' | 'D4' | 'D5' | 'D7' | 'D8' | 'D12' | 'D13';

/** What of the web is blocked; undefined where the filters could not be read. Each block has one cause. */
export function blocked(inside: InsideReport, seen: Seen | undefined): readonly Blocked[] | undefined {
  if (!filtersRead(inside)) return undefined;
  return webFates(inside, seen).flatMap(({ family, port, fate: { by } }): Blocked[] =>
    by === undefined ? [] : [{ family, port, by, cause: causeOf(inside, seen, { family, port, by }) }],
  );
}

/** What a cause of a block says of the machine. */
export function saysBlocked(inside: InsideReport, seen: Seen | undefined, cause: BlockCause): Inside {
  const all = blocked(inside, seen);
  if (all === undefined) return { says: 'silent' };
  const where = all.filter((one) => one.cause === cause).map(shownBy);
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}

/** What the filters do with a visitor of each port of the web, over each family that the machine has. */
export function webFates(inside: InsideReport, seen: Seen | undefined): readonly WebFate[] {
  return FAMILIES.filter((family) => hasFamily(inside, family)).flatMap((family) =>
    webPorts(inside, seen).map((port) => ({
      family,
      port,
      fate: fateOf(inside, seen, { family, protocol: 'tcp', port }),
    })),
  );
}
type WebFate = { readonly family: Family; readonly port: number; readonly fate: Fate };

export function shownBy({ family, port, by }: Pick<Blocked, 'family' | 'port' | 'by'>): Shown {
  return { place: { family, port }, values: { ...ruleValues(by), port } };
}

/** A list of those who are kept out, and the program that keeps it. */
export function isBan({ chain }: Decider): boolean {
  return chain.owner === 'fail2ban' || chain.owner === 'crowdsec';
}

/** A rule about where a packet comes from. */
export function isBySource({ rule }: Decider): boolean {
  return rule?.sources !== undefined || rule?.notSources !== undefined;
}

/** The rule that decides, in the words of its program; of a policy, the policy. */
export function ruleValues({ chain, rule, verdict }: Decider): Values {
  const { table, name, program, owner = '', policy } = chain;
  return {
    table,
    chain: name,
    program,
    owner,
    verdict,
    rule: rule?.text ?? `policy ${policy ?? 'accept'}`,
    ...(rule?.handle !== undefined && { handle: rule.handle }),
  };
}

/** A packet from where the look came, by the interface that leads to the Internet. */
export function fateOf(inside: InsideReport, seen: Seen | undefined, packet: Packet): Fate {
  const { family } = packet;
  const route = inside.routes.find((one) => one.family === family && one.to === 'default');
  const own = inside.addresses.map(({ address }) => address);
  const published = seen?.report.connects.find((one) => one.family === family && own.includes(one.address));
  return walk(inside.chains, {
    ...packet,
    ifname: route?.ifname,
    destination:
      published?.address ??
      inside.addresses.find((one) => one.family === family && one.scope === 'global')?.address,
    source: packet.source ?? sourceOf(inside, seen, family),
  });
}

function sourceOf({ arrivals }: InsideReport, seen: Seen | undefined, family: Family): string | undefined {
  const said = seen?.report.sources?.find((one) => one.family === family)?.address;
  return said ?? arrivals.find((one) => one.family === family)?.from;
}

/** Not where root was needed and was not there. A machine without the programs has no rules of theirs. */
export function filtersRead({ unread }: InsideReport): boolean {
  const programs = ['nft', 'nft-rules', 'ip6tables-legacy', 'iptables-legacy', 'filters'];
  return !unread.some(({ what, why }) => programs.includes(what) && why !== 'absent');
}

export function hasFamily({ addresses }: InsideReport, family: Family): boolean {
  return addresses.some((one) => one.family === family && one.scope !== 'link' && one.scope !== 'host');
}

/** Ports of the web that something listens on, for one family at least. */
export function webPorts({ listeners }: InsideReport, seen: Seen | undefined): readonly number[] {
  const web = (seen?.report.connects ?? []).filter(({ use }) => use === 'http' || use === 'https');
  const ports = web.length > 0 ? [...new Set(web.map(({ port }) => port))] : [80, 443];
  return ports.filter((port) => listeners.some((one) => one.protocol === 'tcp' && one.port === port));
}

function causeOf(
  inside: InsideReport,
  seen: Seen | undefined,
  { family, port, by }: Omit<Blocked, 'cause'>,
): BlockCause {
  const { chain } = by;
  if (isBan(by)) return 'D13';
  if (isBySource(by)) return 'D12';
  if (chain.owner === 'firewalld') return 'D7';
  const ufw = inside.firewalls.find(({ manager }) => manager === 'ufw');
  if (
    ufw?.manager === 'ufw' &&
    ufw.active &&
    (chain.owner === 'ufw' || ufwPolicy(by) || (family === 6 && !ufw.ipv6))
  ) {
    return 'D8';
  }
  if (acceptsLater(by, family, port)) return 'D2';
  const others = webPorts(inside, seen).filter((one) => one !== port);
  const letIn = others.some(
    (one) => fateOf(inside, seen, { family, protocol: 'tcp', port: one }).verdict === 'accept',
  );
  if (letIn) return 'D5';
  return by.verdict === 'reject' ? 'D4' : 'D1';
}

/** ufw leaves what its chains do not decide to the policy of INPUT. */
function ufwPolicy({ chain, rule }: Decider): boolean {
  return rule === undefined && chain.rules.some(({ target = '' }) => target.startsWith('ufw'));
}

/** A rule behind the one that decides would accept it. */
function acceptsLater({ chain, rule }: Decider, family: Family, port: number): boolean {
  if (rule === undefined) return false;
  return chain.rules
    .slice(chain.rules.indexOf(rule) + 1)
    .some(
      (one) =>
        one.verdict === 'accept' &&
        (one.family ?? family) === family &&
        (one.protocol ?? 'tcp') === 'tcp' &&
        one.ports?.some(([from, to]) => from <= port && port <= to) === true,
    );
}
