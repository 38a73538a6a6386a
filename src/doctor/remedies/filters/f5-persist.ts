import { familyOf } from '../ask.ts';
import { byHand, remedy } from '../steps.ts';
import type { RemedyRule } from '../types.ts';
import { managersOf } from './chains.ts';
import { persisted } from './persist.ts';

/** The rules of now come back after a reboot; by one program, or the last one to start wins. */
export const keepRules: RemedyRule = (finding, patient) => {
  const { inside } = patient;
  const family = familyOf(finding);
  const several = (inside?.firewalls ?? []).filter(({ active, manager }) => active && SETTERS.has(manager));
  const mixed =
    several.length > 1
      ? [byHand('one-manager', { managers: several.map(({ manager }) => manager).join(', ') })]
      : [];
  const managers = inside === undefined ? (['nft', 'ip6tables'] as const) : managersOf(inside);
  return managers.map((manager) => {
    const { steps, undo } = persisted(patient, manager === 'ip6tables' ? 'ip6tables' : 'nft', family);
    const own = manager === 'firewalld' ? FIREWALLD : manager === 'ufw' ? UFW : undefined;
    return remedy(finding, patient, {
      id: 'F5',
      label: manager,
      at: 'host',
      now: [...mixed, ...(own ?? steps)],
      undo: own === undefined ? undo : [],
    });
  });
};

const SETTERS: ReadonlySet<string> = new Set(['firewalld', 'ufw', 'nftables', 'netfilter-persistent']);
const FIREWALLD = [{ do: 'run', line: 'firewall-cmd --runtime-to-permanent' }] as const;
const UFW = [{ do: 'run', line: 'systemctl enable ufw' }] as const;
