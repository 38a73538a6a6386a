import type { FilterChain, InsideReport } from '../report.ts';
import type { Machine } from '../shell.ts';
import { readSave } from './iptables-save.ts';
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
      const same = family === undefined ? sameNft(text, running) : sameSave(text, family, running);
      return [{ file, ...(family !== undefined && { family }), ...(same !== undefined && { same }) }];
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

/** Two sets of rules are alike where they do the same with what matters here; their words may differ. */
function sameSave(text: string, family: 6 | 4, running: readonly FilterChain[]): boolean {
  const kept = readSave(text, family, 'nft');
  const own = running.filter(
    (one) => one.family === family && one.owner !== undefined && !MADE_LATER.has(one.owner),
  );
  return packetsOf(family).every((packet) => walk(kept, packet).verdict === walk(own, packet).verdict);
}

/** By programs that make their chains anew whenever they start. */
const MADE_LATER = new Set(['docker', 'fail2ban', 'crowdsec', 'libvirt', 'firewalld']);

function packetsOf(family: 6 | 4): Packet[] {
  const ports = [22, 80, 443].map((port): Packet => ({ family, protocol: 'tcp', port }));
  return [...ports, { family, protocol: 'udp', port: 443 }];
}

/**
 * nft's own language is not read here. It is the same where every running rule stands in it word for word; it is another where it
 * has no rules at all, or never names a port of the web that the running ones accept. Otherwise nobody can say.
 */
function sameNft(text: string, running: readonly FilterChain[]): boolean | undefined {
  const own = running.filter(({ program, owner }) => program === 'nft' && owner === undefined);
  const rules = own.flatMap((chain) => chain.rules.map((rule) => plain(rule.text)));
  const written = plain(text.replaceAll(/#.*$/gm, ''));
  if (rules.every((rule) => written.includes(rule))) return true;
  if (/\binclude\b/.test(written)) return undefined;
  if (!/\b(?:accept|drop|reject|jump|vmap)\b/.test(written.replaceAll(/\bpolicy \w+/g, ''))) return false;
  const webRunning = rules.some((rule) => WEB.test(rule) && /\baccept\b/.test(rule));
  return webRunning && !WEB.test(written) ? false : undefined;
}

const WEB = /\b(?:80|443|https?)\b/;

function plain(text: string): string {
  return text
    .replaceAll(/\bcounter(?: packets \d+ bytes \d+)?/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
