import type { FilterChain, InsideReport } from '../report.ts';
import type { Machine } from '../shell.ts';
import { readSave } from './iptables-save.ts';
import { chainTexts, plainRule } from './nft-text.ts';
import { type Packet, walk } from './walk.ts';

type SavedRules = InsideReport['savedRules'][number];

/** Files from which rules come back after a reboot, and whether they do with packets what the running ones do. */
export async function savedRules(
  machine: Machine,
  running: readonly FilterChain[],
): Promise<readonly SavedRules[]> {
  const read = await Promise.all(
    FILES.map(async ({ file, family }): Promise<SavedRules[]> => {
      const text = await machine.readFile(file);
      if (text === undefined) return [];
      return [family === undefined ? ofNft(file, text, running) : ofSave(file, text, family, running)];
    }),
  );
  return read.flat();
}

const FILES: readonly { readonly file: string; readonly family?: 6 | 4 }[] = [
  { file: '/etc/nftables.conf' },
  { file: '/etc/sysconfig/nftables.conf' },
  { file: '/etc/iptables/rules.v6', family: 6 },
  { file: '/etc/iptables/rules.v4', family: 4 },
  { file: '/etc/sysconfig/ip6tables', family: 6 },
  { file: '/etc/sysconfig/iptables', family: 4 },
];

const WEB_PORTS = [80, 443] as const;

/** Two sets of rules are alike where they do the same with what matters here; their words may differ. */
function ofSave(file: string, text: string, family: 6 | 4, running: readonly FilterChain[]): SavedRules {
  const kept = readSave(text, family, 'nft');
  const own = running.filter(
    (one) => one.family === family && one.owner !== undefined && !MADE_LATER.has(one.owner),
  );
  const same = packetsOf(family).every((packet) => walk(kept, packet).verdict === walk(own, packet).verdict);
  const refuses = WEB_PORTS.filter(
    (port) => walk(kept, { family, protocol: 'tcp', port }).verdict !== 'accept',
  );
  return { file, family, same, refuses: refuses.map((port) => ({ family, port })) };
}

/** By programs that make their chains anew whenever they start. */
const MADE_LATER = new Set(['docker', 'fail2ban', 'crowdsec', 'libvirt', 'firewalld']);

function packetsOf(family: 6 | 4): Packet[] {
  const ports = [22, 80, 443].map((port): Packet => ({ family, protocol: 'tcp', port }));
  return [...ports, { family, protocol: 'udp', port: 443 }];
}

/**
 * nft's own language is read no further than its chains and the words of their rules: alike where these are. What variables and
 * other files add nobody can say here.
 */
function ofNft(file: string, text: string, running: readonly FilterChain[]): SavedRules {
  const written = chainTexts(text);
  if (written === undefined) return { file };
  const own = running.filter(({ program, owner }) => program === 'nft' && owner === undefined);
  const same = own.every((chain) => {
    const kept = written.find(({ table, name }) => table === chain.table && name === chain.name);
    const rules = chain.rules.map((rule) => plainRule(rule.text));
    if (kept === undefined) return rules.length === 0;
    const alike =
      kept.rules.every((rule) => rules.includes(rule)) && rules.every((rule) => kept.rules.includes(rule));
    return alike && kept.policy === (chain.policy ?? 'accept');
  });
  return { file, same, refuses: refusedBy(written) };
}

/** Chains on the way in that drop what no rule of theirs accepts, and have no rule that accepts the port. */
function refusedBy(written: NonNullable<ReturnType<typeof chainTexts>>): { family: 6 | 4; port: number }[] {
  const input = written.filter(({ hook }) => hook === 'input');
  const jumps = /\b(?:jump|goto|vmap)\b|@/;
  return ([6, 4] as const).flatMap((family) =>
    WEB_PORTS.filter((port) =>
      input.some((chain) => {
        if (!chain.table.startsWith(family === 6 ? 'ip6 ' : 'ip ') && !chain.table.startsWith('inet '))
          return false;
        if (chain.policy !== 'drop' && !/^(?:drop|reject\b.*)$/.test(chain.rules.at(-1) ?? '')) return false;
        return !chain.rules.some((rule) => jumps.test(rule) || letsIn(rule, family, port));
      }),
    ).map((port) => ({ family, port })),
  );
}

/** Does a rule look as if it let the port in, over that family? */
function letsIn(rule: string, family: 6 | 4, port: number): boolean {
  if (!/\baccept$/.test(rule)) return false;
  const other =
    family === 6
      ? /\bip (?:version|saddr|daddr|protocol)\b|\bipv4\b/
      : /\bip6 (?:saddr|daddr|nexthdr)\b|\bipv6\b/;
  if (other.test(rule)) return false;
  const names = port === 80 ? /\b(?:80|http)\b/ : /\b(?:443|https)\b/;
  const ranges = [...rule.matchAll(/\b(\d+)-(\d+)\b/g)];
  const inRange = ranges.some(([, from, to]) => Number(from) <= port && port <= Number(to));
  const any = !/\b(?:dport|sport|icmp|icmpv6|state|iif|iifname|udp)\b|l4proto/.test(rule);
  return names.test(rule) || inRange || any;
}
