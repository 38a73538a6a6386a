import { createHash } from 'node:crypto';
import { delegate, DNS_01 } from '../names/index.ts';
import type { AcmeDnsAccount, NamedAccount } from './types.ts';

/** What the store has of an account and its names. */
export type KnownAccount = {
  /** Whose key has its user. */
  readonly owner: { readonly id: string; readonly name: string } | undefined;
  /** What its label stands for in the zone, and for whom; null: for somebody who was removed. */
  readonly label: { readonly challenge: string; readonly clientId: string | null } | undefined;
  /** There is a client with the name that it would get. */
  readonly nameTaken: boolean;
  /** Names that a rule of the owner's is about, of those that were asked for. */
  readonly ruled: readonly string[];
};

/** `client`: its client's name is taken. `user`: its user has a key, and another label. `label`: it stands for another name. */
export type ImportConflict = 'client' | 'user' | 'label';

/** What becomes of one account. Of `new`, `challenge` is what its label stands for from now on. */
export type ImportPlan = { readonly client: string } & (
  | { readonly outcome: 'new'; readonly challenge: string; readonly rules: readonly string[] }
  | { readonly outcome: 'more-rules'; readonly clientId: string; readonly rules: readonly string[] }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'conflict'; readonly conflict: ImportConflict }
);

/**
 * The label of an account with one name stands for that name. One without a name, or with several (their CNAMEs all lead to the label, and
 * so see the same values), stands for itself: for the name that it makes in the zone, which nobody but its client has a rule for.
 */
export function planAccount(account: NamedAccount, zone: string, known: KnownAccount): ImportPlan {
  const itself = `${account.label}.${zone}`;
  const [only, ...more] = account.names;
  const single = only !== undefined && more.length === 0;
  const challenge = challengeOf(single ? only : itself);
  const { owner, label, nameTaken, ruled } = known;
  if (owner === undefined) {
    const client = clientName(account);
    // what stood for the same already, for somebody who is no more, goes on
    const free = label === undefined || (label.challenge === challenge && label.clientId === null);
    if (!free) return { client, outcome: 'conflict', conflict: 'label' };
    if (nameTaken) return { client, outcome: 'conflict', conflict: 'client' };
    return { client, outcome: 'new', challenge, rules: single ? [only] : [itself, ...account.names] };
  }
  const client = owner.name;
  if (label === undefined || (label.clientId !== null && label.clientId !== owner.id))
    return { client, outcome: 'conflict', conflict: 'user' };
  // a rule that was taken away by hand comes back for a name that is named again, and for no other
  const rules = account.names.filter((name) => !ruled.includes(name));
  return rules.length === 0
    ? { client, outcome: 'unchanged' }
    : { client, outcome: 'more-rules', clientId: owner.id, rules };
}

/** A client's name has 32 characters: those of a UUID without its hyphens, or of a label that is short enough. */
export function clientName({ label }: Pick<AcmeDnsAccount, 'label'>): string {
  const plain = UUID.test(label) ? label.replaceAll('-', '') : label;
  if (plain.length <= CLIENT_NAME_CHARS) return plain;
  const hash = createHash('sha256').update(label).digest('hex').slice(0, HASH_CHARS);
  return `${label.slice(0, CLIENT_NAME_CHARS - HASH_CHARS - 1)}-${hash}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const CLIENT_NAME_CHARS = 32;
const HASH_CHARS = 12;

function challengeOf(name: string): string {
  return delegate(name, DNS_01, 'readable', '').challenge;
}
