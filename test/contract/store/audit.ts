import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type AuditEntry, auditHash } from '../../../src/store/index.ts';
import { newIdentity } from './client-identities.ts';
import { addAnswerer, addClient, BY, newKey, newRule } from './delegation-world.ts';
import { NOW, type OpenStore, storeFor } from './world.ts';

const entry = (object: string, details = {}) => {
  return { at: NOW, actor: 'server', action: 'test', object, details };
};

export function auditContract(open: OpenStore): void {
  const store = storeFor(open);
  const all = async (): Promise<readonly AuditEntry[]> => {
    const found: AuditEntry[] = [];
    for (let after = -1; ; ) {
      const page = await store().audit.walk(after, 1_000);
      found.push(...page);
      after = page.at(-1)?.sequence ?? after;
      if (page.length < 1_000) return found;
    }
  };
  const since = async (sequence: number) => (await all()).filter((one) => one.sequence > sequence);

  test('entries are a chain, however many write at once', async () => {
    const { audit } = store();
    assert.deepEqual((await audit.walk(-1, 1))[0]?.action, 'audit.begin');
    await Promise.all(Array.from({ length: 300 }, (_, index) => audit.append([entry(`o${index}`)])));
    await audit.append([entry('x', { text: 'zwölf, "3:"' }), entry('y')]);
    const entries = await all();
    assert.equal(entries.length, 303);
    for (const [index, one] of entries.entries()) {
      assert.equal(one.sequence, index);
      if (index === 0) continue;
      assert.equal(one.previous, entries[index - 1]?.hash);
      assert.equal(one.hash, auditHash(one));
    }
    assert.deepEqual((await audit.last()).object, 'y');
    assert.deepEqual(
      (await audit.list({ since: NOW, before: 302, limit: 2 })).map(({ sequence }) => sequence),
      [301, 300],
    );
  });

  test('a change and its entry are there together, or neither is', async () => {
    const { audit, clients, rules, tsigKeys, approvals } = store();
    const { sequence } = await audit.last();
    const { client, key } = await addClient(store());
    assert.equal(
      await clients.add({ ...client, id: 'other' }, newKey('other'), BY),
      false,
      'its name is taken',
    );
    assert.equal(await rules.add(newRule('nobody'), BY), false);
    const rule = newRule(client.id);
    await rules.add(rule, BY);
    await rules.remove('nothing', BY);
    await rules.remove(rule.id, BY);
    const tsig = { name: 'k.example', clientId: client.id, algorithm: 'hmac-sha256' };
    await tsigKeys.add({ ...tsig, sealedSecret: Uint8Array.of(7), createdAt: NOW }, 1, BY);
    await tsigKeys.add({ ...tsig, name: 'l.example', sealedSecret: Uint8Array.of(7), createdAt: NOW }, 1, BY);
    await tsigKeys.remove('k.example', client.id, BY);
    const challenge = '_acme-challenge.a.example';
    await approvals.decide({
      clientId: client.id,
      challenge,
      state: 'approved',
      at: NOW,
      expiresAt: NOW + 1,
      by: BY.actor,
    });
    await clients.remove('nobody', { ...BY, name: 'nobody' });
    await clients.remove(client.id, { ...BY, name: client.name });
    const entries = await since(sequence);
    assert.deepEqual(
      entries.map(({ actor, action, object }) => [actor, action, object]),
      [
        ['server', 'client.add', `client:${client.name}`],
        [BY.actor, 'rule.add', `rule:${rule.id}`],
        [BY.actor, 'rule.remove', `rule:${rule.id}`],
        [BY.actor, 'tsig-key.add', 'tsig-key:k.example'],
        [BY.actor, 'tsig-key.remove', 'tsig-key:k.example'],
        [BY.actor, 'approval.approve', challenge],
        [BY.actor, 'client.remove', `client:${client.name}`],
      ],
    );
    // nothing that proves anything stands in it
    const text = JSON.stringify(entries);
    assert.equal(text.includes(key.sha256), false);
    assert.equal(text.includes('"sealed'), false);
  });

  test('presents, clean-ups and refusals; not what was not done', async () => {
    const { audit, challenges, challengeChanges } = store();
    const one = await addAnswerer(store());
    const { sequence } = await audit.last();
    const event = (what: 'presented' | 'cleaned' | 'refused') => ({ ...one.event(what), by: 'web' });
    const present = (value: string, max: number) =>
      challenges.present(one.value(value), [], event('presented'), max);
    assert.equal(await present('v', 1), 'presented');
    assert.equal(await present('w', 1), 'too-many');
    assert.equal(await challenges.cleanUp(one.value('w'), event('cleaned')), false);
    assert.equal(await challenges.cleanUp(one.value('v'), event('cleaned')), true);
    await challenges.record([{ ...event('refused'), reason: 'no-rule' }, one.event('fetched')]);
    const changes = ['a', 'b'].map((value) => {
      return { kind: 'present' as const, value: one.value(value), names: [], event: event('presented') };
    });
    assert.equal((await challengeChanges.apply(changes, 1)).outcome, 'too-many');
    assert.equal((await challengeChanges.apply(changes, 2)).outcome, 'applied');
    assert.deepEqual(
      (await since(sequence)).map(({ actor, action, object, details }) => [
        actor,
        action,
        object,
        (JSON.parse(details) as { value?: string }).value,
      ]),
      [
        ['client:web', 'challenge.present', one.challenge, 'v'],
        ['client:web', 'challenge.clean-up', one.challenge, 'v'],
        ['client:web', 'challenge.refuse', one.challenge, undefined],
        ['client:web', 'challenge.present', one.challenge, 'a'],
        ['client:web', 'challenge.present', one.challenge, 'b'],
      ],
    );
  });

  test('providers: who changed them, and what they said was done', async () => {
    const { audit, providers, providerRecords } = store();
    const { sequence } = await audit.last();
    const provider = {
      name: 'audited',
      kind: 'exec',
      zones: ['audited.example'],
      options: '{"program":"/bin/true"}',
      sealedCredentials: Uint8Array.of(7),
      createdAt: NOW,
      credentialsAt: NOW,
    };
    await providers.add(provider, BY);
    await providers.add(provider, BY);
    await providers.replaceCredentials('audited', Uint8Array.of(8), NOW + 1, BY);
    const key = { provider: 'audited', name: '_acme-challenge.audited.example', value: 'v' };
    for (const state of ['adding', 'present', 'removing'] as const) {
      await providerRecords.put({ ...key, zone: 'audited.example', state, changedAt: NOW });
    }
    await providerRecords.drop(key, NOW);
    await providerRecords.drop(key);
    await providers.remove('audited', false, BY);
    await providers.remove('audited', false, BY);
    const entries = await since(sequence);
    assert.deepEqual(
      entries.map(({ actor, action, object }) => [actor, action, object]),
      [
        [BY.actor, 'provider.add', 'provider:audited'],
        [BY.actor, 'provider.credentials', 'provider:audited'],
        ['server', 'provider.write', key.name],
        ['server', 'provider.clear', key.name],
        [BY.actor, 'provider.remove', 'provider:audited'],
      ],
    );
  });

  test('what may be certified: who changed it, once', async () => {
    const { audit, allowances } = store();
    const { sequence } = await audit.last();
    const name = { kind: 'name', value: 'audited.example', createdAt: NOW } as const;
    assert.deepEqual([await allowances.add(name, BY), await allowances.add(name, BY)], [true, false]);
    const remove = () => allowances.remove('name', name.value, BY);
    assert.deepEqual([await remove(), await remove()], [true, false]);
    const object = 'name:audited.example';
    const entries = [
      { ...BY, action: 'allowance.add', object },
      { ...BY, action: 'allowance.remove', object },
    ];
    assert.deepEqual(
      (await since(sequence)).map(({ at, actor, action, object: of }) => ({ at, actor, action, object: of })),
      entries,
    );
  });

  test('of keys and identities it says when they end, and by which CA an issuer is known', async () => {
    const { audit, clients, clientIdentities } = store();
    const { client } = await addClient(store());
    const { sequence } = await audit.last();
    const issuerCa = 'PEM';
    const identity = {
      ...newIdentity(client.id),
      issuer: 'https://ends.example',
      issuerCa,
      expiresAt: NOW + 1,
    };
    assert.equal(await clientIdentities.add(identity, 9, BY), 'added');
    assert.equal(await clients.addKey(newKey(client.id, { expiresAt: NOW + 2 }), 9, BY), true);
    const issuerCaSha256 = createHash('sha256').update(issuerCa).digest('hex');
    assert.deepEqual(
      (await since(sequence)).map(({ action, details }) => {
        const told = JSON.parse(details) as Record<string, unknown>;
        return [action, told['expiresAt'], told['issuerCaSha256']];
      }),
      [
        ['identity.add', NOW + 1, issuerCaSha256],
        ['key.add', NOW + 2, undefined],
      ],
    );
  });

  test('a checkpoint is of an entry that is there; a purge leaves its entry and says so', async () => {
    const { audit } = store();
    const { sequence, hash } = await audit.last();
    const checkpoint = { sequence, hash, at: NOW, signature: 'AA==' };
    assert.equal(await audit.addCheckpoint({ ...checkpoint, hash: 'f'.repeat(64) }), false);
    assert.equal(await audit.addCheckpoint({ ...checkpoint, sequence: sequence + 1 }), false);
    assert.equal(await audit.addCheckpoint(checkpoint), true);
    assert.equal(await audit.addCheckpoint(checkpoint), false);
    assert.deepEqual({ ...(await audit.lastCheckpoint()) }, checkpoint);
    assert.equal(await audit.standingCheckpoint(NOW), undefined, 'none before that time');
    assert.deepEqual({ ...(await audit.standingCheckpoint(NOW + 2)) }, checkpoint);
    assert.equal(await audit.purge({ sequence, hash: 'f'.repeat(64) }, entry('purge')), undefined);
    assert.equal(await audit.purge({ sequence, hash }, entry('purge')), sequence);
    assert.deepEqual(
      (await all()).map((one) => one.sequence),
      [sequence, sequence + 1],
    );
    assert.equal((await audit.checkpoints(0, 9)).length, 1);
  });

  test('there is one key', async () => {
    const { audit } = store();
    assert.equal(await audit.key(), undefined);
    assert.equal(await audit.addKey(Uint8Array.of(1), NOW), true);
    assert.equal(await audit.addKey(Uint8Array.of(2), NOW), false);
    assert.deepEqual(await audit.key(), Uint8Array.of(1));
  });
}
