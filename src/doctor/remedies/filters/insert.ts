import type { Family } from '../../../core/index.ts';
import type { Finding } from '../../causes/index.ts';
import type { FilterChain } from '../../inside/index.ts';
import { remedy, run } from '../steps.ts';
import type { Patient, Remedy, RemedyId, Step } from '../types.ts';
import { type Blocking, iptables } from './chains.ts';
import { persisted } from './persist.ts';

/** What a rule of ours says, in the words of each program. */
export type Rule = { readonly id: RemedyId; readonly nft: string; readonly iptables: readonly string[] };

/** A rule of ours in front of the one that keeps the packets out, in the chain of the program that made it. */
export function inserted(
  finding: Finding,
  patient: Patient,
  blocking: readonly Blocking[],
  rule: Rule,
  family: Family,
): Remedy[] {
  return blocking.map((one) => {
    const { chain } = one;
    const plain = chain.program === 'nft' && !byIptables(one);
    const kept = persisted(patient, plain ? 'nft' : 'ip6tables', family);
    const lines = plain ? viaNft(one, rule) : viaIptables(one, rule, family);
    return remedy(finding, patient, {
      id: rule.id,
      label: plain ? `nft ${chain.table} ${chain.name}` : iptables(chain, family),
      at: 'host',
      now: run(...lines.now),
      permanent: kept.steps,
      verify: run(...lines.verify),
      undo: run(...lines.undo),
      undoPermanent: kept.undo,
    });
  });
}

/** Rules that ip6tables made are changed with ip6tables: it does not understand what nft would write there. */
function byIptables({ chain }: Blocking): boolean {
  return /^ip6?tables$/.test(chain.owner ?? '');
}

/** By the comment our rule is found again: nft names rules by a number that only the kernel knows. */
const MARK = 'sixfour';

function viaNft({ chain, before }: Blocking, { nft }: Rule) {
  const at = `${chain.table} ${chain.name}`;
  const position = before?.handle === undefined ? '' : ` position ${before.handle}`;
  const verb = before === undefined ? 'add' : 'insert';
  const handle = `nft -a list chain ${at} | sed -n 's/.*comment "${MARK}".* handle //p' | head -n 1`;
  return {
    now: [`nft ${verb} rule ${at}${position} ${nft} comment '"${MARK}"'`],
    verify: [`nft list chain ${at} | grep -F 'comment "${MARK}"'`],
    undo: [`nft delete rule ${at} handle "$(${handle})"`],
  };
}

function viaIptables({ chain, before }: Blocking, { iptables: rules }: Rule, family: Family) {
  const command = iptables(chain, family);
  const position = before === undefined ? '' : ` ${chain.rules.indexOf(before) + 1}`;
  const verb = before === undefined ? '-A' : '-I';
  return {
    now: rules.map((rule) => `${command} ${verb} ${chain.name}${position} ${rule}`),
    verify: rules.map((rule) => `${command} -C ${chain.name} ${rule}`),
    undo: rules.map((rule) => `${command} -D ${chain.name} ${rule}`),
  };
}

/** Without an inside report: the lines for each program that there may be. */
export function forEach(finding: Finding, patient: Patient, rule: Rule, family: Family): Remedy[] {
  const command = family === 6 ? 'ip6tables' : 'iptables';
  const table = 'inet filter';
  const chain: FilterChain = { program: 'nft', table, name: 'input', rules: [] };
  const nft = viaNft({ chain, before: undefined }, rule);
  const parts: readonly (readonly [string, readonly Step[], readonly Step[], readonly Step[]])[] = [
    [
      command,
      run(...rule.iptables.map((one) => `${command} -I INPUT 1 ${one}`)),
      run(...rule.iptables.map((one) => `${command} -C INPUT ${one}`)),
      run(...rule.iptables.map((one) => `${command} -D INPUT ${one}`)),
    ],
    [
      'nft',
      run(`nft insert rule ${table} input ${rule.nft} comment '"${MARK}"'`),
      run(...nft.verify),
      run(...nft.undo),
    ],
  ];
  return parts.map(([label, now, verify, undo]) => {
    const kept = persisted(patient, label === 'nft' ? 'nft' : 'ip6tables', family);
    return remedy(finding, patient, {
      id: rule.id,
      label,
      at: 'host',
      now,
      permanent: kept.steps,
      verify,
      undo,
      undoPermanent: kept.undo,
    });
  });
}
