import { type Clock, newId } from '../../core/index.ts';
import type { Rule, Store } from '../../store/index.ts';
import { clientName, type ImportPlan, type KnownAccount, planAccount } from './plan.ts';
import type { NamedAccount } from './types.ts';

type Parts = {
  readonly store: Pick<Store, 'clients' | 'rules' | 'challenges' | 'importedAccounts'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Who does it, for the audit. */
  readonly actor: string;
};

/**
 * Takes one account over, or says what would become of it: one unit, all or nothing. Again, for an account that is there already, it
 * changes nothing. `changed`: the challenge whose labels are others than before.
 */
export async function takeOver(
  parts: Parts,
  account: NamedAccount,
  { zone, dryRun }: { readonly zone: string; readonly dryRun: boolean },
): Promise<{ readonly plan: ImportPlan; readonly changed?: string }> {
  const plan = planAccount(account, zone, await knownOf(parts, account, zone));
  if (dryRun) return { plan };
  const { store, actor } = parts;
  if (plan.outcome === 'more-rules') {
    const rules = plan.rules.map((name) => newRule(parts, plan.clientId, name));
    const added = await store.importedAccounts.addRules(rules, { at: parts.clock.now(), actor });
    return { plan: added ? plan : { ...plan, outcome: 'conflict', conflict: 'user' } };
  }
  if (plan.outcome !== 'new') return { plan };
  const { client: name, challenge } = plan;
  const now = parts.clock.now();
  const id = newId(now);
  const { user, hash, networks, label } = account;
  const taken = {
    client: { id, name, createdAt: now },
    key: { user, hash, networks, createdAt: now },
    label: { zone, label, challenge, clientId: id, createdAt: now },
    rules: plan.rules.map((about) => newRule(parts, id, about)),
  };
  const outcome = await store.importedAccounts.add(taken, { at: now, actor });
  if (outcome === 'added') return { plan, changed: challenge };
  // somebody else was quicker than what was read
  const conflict = ({ 'client-taken': 'client', 'user-taken': 'user', 'label-taken': 'label' } as const)[
    outcome
  ];
  return { plan: { client: name, outcome: 'conflict', conflict } };
}

async function knownOf({ store }: Parts, account: NamedAccount, zone: string): Promise<KnownAccount> {
  const [owner, label, taken] = await Promise.all([
    store.importedAccounts.ownerOf(account.user),
    store.challenges.findName(zone, account.label),
    store.clients.get(clientName(account)),
  ]);
  const about =
    owner === undefined || account.names.length === 0
      ? []
      : await store.rules.listAbout([...account.names], owner.id);
  const ruled = about
    .filter(({ scope, types }) => scope === 'exact' && types.includes('dns-01'))
    .map(({ name }) => name);
  return { owner, label, nameTaken: taken !== undefined, ruled };
}

function newRule({ clock }: Parts, clientId: string, name: string): Rule {
  const now = clock.now();
  const types = ['dns-01'] as const;
  return {
    id: newId(now),
    clientId,
    name,
    scope: 'exact',
    types,
    networks: [],
    thumbprints: [],
    createdAt: now,
  };
}
