import { shellWord } from '../../../core/index.ts';
import { edit, reverse } from '../diff.ts';
import { byHand, remedy, run, write } from '../steps.ts';
import type { Patient, RemedyRule, Step } from '../types.ts';

/** firewalld drops what came in on another way than the answer would take; several uplinks need it loose. */
export const reversePath: RemedyRule = (finding, patient) => {
  const { inside } = patient;
  const loosened = remedy(finding, patient, {
    id: 'F4',
    label: 'firewalld',
    at: 'host',
    ...setting(patient),
    verify: run(`grep -E '^IPv6_rpfilter=(loose|no)' ${FILE}`),
  });
  const uses = inside?.firewalls.some((one) => one.manager === 'firewalld' && one.active) ?? true;
  const own = (inside?.chains ?? []).flatMap((chain) =>
    chain.rules
      .filter(({ text, handle }) => /\bfib\b.*\boif\b/.test(text) && handle !== undefined)
      .map((rule) => ({ chain, rule })),
  );
  if (uses) return [loosened];
  return own.map(({ chain, rule }) => {
    const at = `${chain.table} ${chain.name}`;
    return remedy(finding, patient, {
      id: 'F4',
      label: `nft ${at}`,
      at: 'host',
      now: run(`nft delete rule ${at} handle ${rule.handle}`),
      permanent: [byHand('filter-elsewhere')],
      verify: run(`! nft -a list chain ${at} | grep -E 'handle ${rule.handle}$'`),
      // a rule has quotes, and its comment whatever somebody wrote
      undo: run(`nft insert rule ${at} ${shellWord(rule.text)}`),
    });
  });
};

const FILE = '/etc/firewalld/firewalld.conf';
const RELOAD = 'firewall-cmd --reload';

function setting({ files }: Patient): { now: readonly Step[]; undo: readonly Step[] } {
  const lines = files?.[FILE]?.split('\n') ?? [];
  const at = lines.findIndex((line) => line.startsWith('IPv6_rpfilter='));
  const old = lines[at];
  if (old === undefined) {
    const step = byHand('replace-in-file', { file: FILE, old: 'IPv6_rpfilter=strict' });
    return { now: [step, ...write('IPv6_rpfilter=loose'), ...run(RELOAD)], undo: [] };
  }
  const change = edit(FILE, [{ from: at + 1, take: [old], put: ['IPv6_rpfilter=loose'] }], files);
  return { now: [change, ...run(RELOAD)], undo: [reverse(change), ...run(RELOAD)] };
}
