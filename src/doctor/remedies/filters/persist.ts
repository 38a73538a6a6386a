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
      copy(file),
      `sh -c '{ echo "flush ruleset"; nft list ruleset; } >${file}.new && mv ${file}.new ${file}'`,
      'systemctl enable nftables',
    ];
    // containers' and ban lists' own rules would be saved with them
    const mixed = manager('docker') || manager('fail2ban') || manager('crowdsec');
    if (mixed) return kept([byHand('filter-elsewhere')], []);
    return kept(run(...lines), run(asBefore(file)));
  }
  const file = saved.find((one) => one.family === family)?.file ?? `/etc/iptables/rules.v${family}`;
  const command = family === 6 ? 'ip6tables-save' : 'iptables-save';
  const folder = file.slice(0, file.lastIndexOf('/'));
  const lines = [
    `mkdir -p ${folder}`,
    copy(file),
    `sh -c '${command} >${file}.new && mv ${file}.new ${file}'`,
  ];
  // installing is left to people: it asks questions
  return kept([...run(...lines), byHand('install-persistent', { file })], run(asBefore(file)));
}

function copy(file: string): string {
  return `sh -c 'test ! -e ${file} || cp -a ${file} ${file}.before-sixfour'`;
}

/** The copy in its place again; where there was none, no file. */
function asBefore(file: string): string {
  return `sh -c 'if test -e ${file}.before-sixfour; then mv ${file}.before-sixfour ${file}; else rm -f ${file}; fi'`;
}

const NFT_FILE = '/etc/nftables.conf';

function kept(steps: readonly Step[], undo: readonly Step[]): Kept {
  return { steps, undo };
}
