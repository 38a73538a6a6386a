import type { Family } from '../../../core/index.ts';
import type { FilterChain, FilterRule, InsideReport } from '../../inside/index.ts';

/** Chains that every packet for this machine passes, and that do not let all of it in. */
export function blockingChains({ chains }: InsideReport, family: Family, isBlocked: Blocks): Blocking[] {
  const base = chains.filter((one) => one.hook === 'input' && (one.family ?? family) === family);
  return base.flatMap((chain): Blocking[] => {
    const rule = chain.rules.find(isBlocked);
    if (rule !== undefined) return [{ chain, before: rule }];
    return chain.policy === 'drop' ? [{ chain, before: undefined }] : [];
  });
}

export type Blocking = {
  readonly chain: FilterChain;
  /** What has to be asked after ours; absent: the policy drops what no rule let in. */
  readonly before: FilterRule | undefined;
};
export type Blocks = (rule: FilterRule) => boolean;

/** A rule that may keep a new connection to one of the ports out. */
export function blocksPort(
  ports: readonly number[],
  family: Family,
  protocol: 'tcp' | 'udp' = 'tcp',
): Blocks {
  return (rule) =>
    (rule.verdict === 'drop' || rule.verdict === 'reject') &&
    (rule.family ?? family) === family &&
    (rule.protocol === undefined || rule.protocol === protocol) &&
    (rule.states === undefined || rule.states.includes('new')) &&
    (rule.ports === undefined ||
      rule.ports.some(([from, to]) => ports.some((one) => one >= from && one <= to)));
}

/** A rule that may keep ICMPv6 out. */
export function blocksIcmp6(rule: FilterRule): boolean {
  return (
    (rule.verdict === 'drop' || rule.verdict === 'reject') &&
    (rule.family ?? 6) === 6 &&
    (rule.protocol === undefined || rule.protocol === 'icmpv6') &&
    rule.ports === undefined &&
    (rule.states === undefined || rule.states.some((state) => state !== 'invalid'))
  );
}

/** Which program filters: rules of another one would be gone with its next reload. */
export type Manager = 'firewalld' | 'ufw' | 'nft' | 'ip6tables';

export function managersOf(inside: InsideReport): readonly Manager[] {
  const active = inside.firewalls.filter((one) => one.active).map(({ manager }) => manager);
  const high = (['firewalld', 'ufw'] as const).filter((one) => active.includes(one));
  if (high.length > 0) return high;
  const legacy = inside.chains.some(({ program, rules }) => program !== 'nft' && rules.length > 0);
  const translated = inside.chains.some(({ owner }) => owner === 'ip6tables' || owner === 'iptables');
  return legacy || translated ? ['ip6tables'] : ['nft'];
}

/** The command that such rules are made with, for one family. */
export function iptables({ program, family }: FilterChain, wanted: Family): string {
  const name = (family ?? wanted) === 6 ? 'ip6tables' : 'iptables';
  return program === 'nft' ? name : `${name}-legacy`;
}
