import type { Family } from '../../../core/index.ts';
import { byHand, run } from '../steps.ts';
import type { Patient, Step } from '../types.ts';

export type Kept = { readonly steps: readonly Step[]; readonly undo: readonly Step[] };

/** The rules of now, where the machine reads them from when it starts. */
export function persisted({ inside }: Patient, program: 'nft' | 'ip6tables', family: Family): Kept {
  const manager = (name: string) =>
    inside?.firewalls.some((one) => one.manager === name && one.active) === true;
  if (manager('netfilter-persistent'))
    return kept(run('netfilter-persistent save'), run('netfilter-persistent save'));
  const saved = inside?.savedRules ?? [];
  if (program === 'nft') {
    const file = saved.find((one) => one.file.includes('nftables'))?.file ?? NFT_FILE;
    const lines = [
      `sh -c 'test ! -e ${file} || cp -a ${file} ${file}.before-sixfour'`,
      `sh -c '{ echo "flush ruleset"; nft list ruleset; } >${file}.new && mv ${file}.new ${file}'`,
      'systemctl enable nftables',
    ];
    // containers' and ban lists' own rules would be saved with them
    const mixed = manager('docker') || manager('fail2ban') || manager('crowdsec');
    if (mixed) return kept([byHand('filter-elsewhere')], []);
    return kept(run(...lines), run(`mv ${file}.before-sixfour ${file}`));
  }
  const file = saved.find((one) => one.family === family)?.file ?? `/etc/iptables/rules.v${family}`;
  const command = family === 6 ? 'ip6tables-save' : 'iptables-save';
  const text = `sh -c '${command} >${file}.new && mv ${file}.new ${file}'`;
  // installing is left to people: it asks questions
  return kept([...run(text), byHand('install-persistent', { file })], run(text));
}

const NFT_FILE = '/etc/nftables.conf';

function kept(steps: readonly Step[], undo: readonly Step[]): Kept {
  return { steps, undo };
}
