import { shellWord } from '../../../core/index.ts';
import type { FilterChain } from '../../inside/index.ts';
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
      undo: run(putBack(at, chain, rule)),
    });
  });
};

/** At its old place: what came before it, such as Neighbour Discovery, still does. */
function putBack(at: string, { rules }: FilterChain, rule: FilterChain['rules'][number]): string {
  const next = rules[rules.indexOf(rule) + 1]?.handle;
  const verb = next === undefined ? `add rule ${at}` : `insert rule ${at} position ${next}`;
  // a rule has quotes, and its comment whatever somebody wrote
  return `nft ${verb} ${shellWord(rule.text)}`;
}

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
