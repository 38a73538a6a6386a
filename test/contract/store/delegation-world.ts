import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { newId } from '../../../src/core/index.ts';
import type {
  ChallengeEvent,
  ChallengeValue,
  Client,
  ClientKey,
  DelegatedName,
  Rule,
  Store,
} from '../../../src/store/index.ts';
import { HOUR, newName, NOW } from './world.ts';

/** Who makes changes here. */
export const BY = { at: NOW, actor: 'administrator:ada' };

export function newKey(clientId: string, changes: Partial<ClientKey> = {}): ClientKey {
  const user = randomUUID();
  const sha256 = createHash('sha256').update(user).digest('hex');
  return { sha256, user, clientId, challenge: null, networks: [], createdAt: NOW, ...changes };
}

export async function addClient(store: Store): Promise<{ client: Client; key: ClientKey }> {
  const id = newId(NOW);
  const client = { id, name: `c-${id.slice(-12)}`, createdAt: NOW };
  const key = newKey(id);
  assert.equal(await store.clients.add(client, key), true);
  return { client, key };
}

export function newRule(clientId: string, changes: Partial<Rule> = {}): Rule {
  return {
    id: newId(NOW),
    clientId,
    name: newName(),
    scope: 'exact',
    types: ['dns-01'],
    networks: ['2001:db8::/32'],
    thumbprints: [],
    createdAt: NOW,
    ...changes,
  };
}

/** A client that may answer one challenge, and how it would. */
export async function addAnswerer(store: Store, name = newName()) {
  const { client } = await addClient(store);
  const rule = newRule(client.id, { name });
  assert.equal(await store.rules.add(rule), true);
  const challenge = `_acme-challenge.${name}`;
  const label: DelegatedName = {
    zone: 'acme.example.net',
    label: name.split('.').toReversed().join('-'),
    challenge,
    clientId: client.id,
    createdAt: NOW,
  };
  const event = (what: ChallengeEvent['event'], at = NOW): ChallengeEvent => {
    return { at, clientId: client.id, challenge, event: what, source: '2001:db8::9', reason: null };
  };
  const value = (text: string, changes: Partial<ChallengeValue> = {}): ChallengeValue => {
    return {
      challenge,
      clientId: client.id,
      ruleId: rule.id,
      value: text,
      expiresAt: NOW + HOUR,
      ...changes,
    };
  };
  return { client, rule, challenge, label, event, value };
}
