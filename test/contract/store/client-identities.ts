import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../../src/core/index.ts';
import type { ClientIdentity } from '../../../src/store/index.ts';
import { addAnswerer, addClient, newKey } from './delegation-world.ts';
import { HOUR, NOW, type OpenStore, storeFor, timesDone } from './world.ts';

const BY = { at: NOW, actor: 'administrator' };
const MANY = 100;
let count = 0;

export function newIdentity(clientId: string, changes: Partial<ClientIdentity> = {}): ClientIdentity {
  count++;
  return {
    id: newId(NOW + count), // in the sequence in which they are listed
    clientId,
    kind: 'token',
    value: `repo:acme/site-${count}:ref:refs/heads/main`,
    issuer: 'https://issuer.example',
    audience: 'sixfour',
    claims: {},
    issuerCa: null,
    challenge: null,
    networks: [],
    createdAt: NOW,
    expiresAt: null,
    lastUsedAt: null,
    ...changes,
  };
}

const certificate = (value: string) =>
  ({ kind: 'certificate-san', value, issuer: '', audience: '' }) as const;

export function clientIdentityContract(open: OpenStore): void {
  const store = storeFor(open);

  test('an identity is found by what it is bound to, with its client, and goes with it', async () => {
    const { clientIdentities, clients } = store();
    const { client } = await addClient(store());
    const token = newIdentity(client.id, {
      claims: { b: '2', a: '1' },
      networks: ['::1/128'],
      expiresAt: NOW,
    });
    const name = newIdentity(client.id, certificate(`dns:${client.name}`));
    for (const one of [token, name]) assert.equal(await clientIdentities.add(one, MANY), 'added');
    assert.deepEqual(await clientIdentities.list(client.id), [token, name]);
    assert.deepEqual(await clientIdentities.findToken(token.issuer, ['other', token.value]), [
      { client, identity: token },
    ]);
    assert.deepEqual(await clientIdentities.findToken('https://other.example', [token.value]), []);
    assert.deepEqual(
      await clientIdentities.findCertificate([name, { kind: 'certificate-sha256', value: 'x' }]),
      [{ client, identity: name }],
    );
    assert.deepEqual(await clientIdentities.findCertificate([token]), [], 'a subject is no name');
    assert.ok((await clients.remove(client.id, { ...BY, name: client.name })) !== undefined);
    assert.deepEqual(await clientIdentities.findCertificate([name]), []);
    assert.equal(await clientIdentities.add(newIdentity(client.id), MANY), 'taken', 'nobody has it');
  });

  test('the very same is bound once, to whomever; of one client so many, however many are asked for at once', async () => {
    const { clientIdentities } = store();
    const { client } = await addClient(store());
    const { client: other } = await addClient(store());
    const first = newIdentity(client.id, { claims: { a: '1', b: '2' } });
    assert.equal(await clientIdentities.add(first, MANY), 'added');
    for (const clientId of [client.id, other.id]) {
      const again = { ...first, id: newId(NOW), clientId, claims: { b: '2', a: '1' } };
      assert.equal(await clientIdentities.add(again, MANY), 'taken');
    }
    assert.equal(await clientIdentities.add({ ...first, id: newId(NOW), claims: {} }, MANY), 'added');
    const added = await timesDone(
      async () => (await clientIdentities.add(newIdentity(client.id), 5)) === 'added',
    );
    assert.equal(added, 3, 'it has two');
    assert.equal(await clientIdentities.add(newIdentity(client.id), 5), 'too-many');
    assert.equal(await clientIdentities.remove(first.id, other.id, BY), false, 'only its own');
    assert.equal(await timesDone(() => clientIdentities.remove(first.id, client.id, BY)), 1);
  });

  test('a CA file counts for the issuer, whoever of its identities it came with', async () => {
    const { clientIdentities } = store();
    const { client } = await addClient(store());
    const [issuer, other] = ['https://one.example', 'https://two.example'];
    assert.equal(await clientIdentities.issuerCa(issuer), undefined);
    assert.equal(await clientIdentities.issuerCa(''), undefined);
    const add = (at: string, issuerCa: string | null) =>
      clientIdentities.add(newIdentity(client.id, { issuer: at, issuerCa }), MANY);
    const counts = async (at: string) => (await clientIdentities.issuerCa(at))?.issuerCa;
    await add(issuer, null);
    await add(other, null);
    await clientIdentities.add(newIdentity(client.id, certificate('dns:x.example')), MANY);
    assert.equal(await counts(issuer), null);
    await add(issuer, 'first');
    assert.equal(await counts(issuer), 'first');
    await add(issuer, null);
    await add(issuer, 'second');
    const listed = await clientIdentities.list(client.id);
    assert.deepEqual(
      listed.map((one) => [one.issuer, one.issuerCa]),
      [
        [issuer, 'second'],
        [other, null],
        ['', null],
        [issuer, 'second'],
        [issuer, 'second'],
        [issuer, 'second'],
      ],
    );
  });

  test('uses are written where none is written since then', async () => {
    const { clientIdentities, clients } = store();
    const { client } = await addClient(store());
    const identity = newIdentity(client.id);
    await clientIdentities.add(identity, MANY);
    const key = newKey(client.id, { expiresAt: NOW + HOUR });
    assert.equal(await clients.addKey(key, MANY), true);
    for (const [at, seen] of [
      [NOW, NOW],
      [NOW + HOUR - 1, NOW],
      [NOW + HOUR, NOW + HOUR],
    ] as const) {
      await clientIdentities.used(identity.id, at, at - HOUR);
      await clients.keyUsed(key.sha256, at, at - HOUR);
      assert.equal((await clientIdentities.list(client.id))[0]?.lastUsedAt, seen);
      assert.deepEqual((await clients.findKey(key.sha256))?.key, { ...key, lastUsedAt: seen });
    }
    assert.equal(await clients.removeKey(key.user, newId(NOW), BY), false, 'only its own');
    assert.equal(await timesDone(() => clients.removeKey(key.user, client.id, BY)), 1);
    assert.equal(await clients.findKey(key.sha256), undefined);
  });

  test('own values are those of the client, and go with all their references', async () => {
    const { ownValues, challenges } = store();
    const one = await addAnswerer(store());
    const { client, challenge, label, value, event } = one;
    for (const text of ['first', 'second', 'first'])
      assert.equal(await challenges.present(value(text), [label], event('presented'), MANY), 'presented');
    const values = [
      { value: 'first', expiresAt: NOW + HOUR },
      { value: 'second', expiresAt: NOW + HOUR },
    ];
    assert.deepEqual(await ownValues.list(challenge, client.id, NOW), values);
    assert.deepEqual(await ownValues.list(challenge, client.id, NOW + HOUR), [], 'expired');
    const { client: other } = await addClient(store());
    assert.deepEqual(await ownValues.list(challenge, other.id, NOW), []);
    assert.equal(
      await ownValues.withdraw({ ...value('first'), clientId: other.id }, event('cleaned')),
      false,
    );
    assert.equal(await timesDone(() => ownValues.withdraw(value('first'), event('cleaned'))), 1);
    assert.deepEqual(await challenges.liveValues(challenge, NOW), ['second']);
    const events = await challenges.listEvents({ challenge, limit: 10 });
    assert.deepEqual(
      events.map((each) => each.event),
      ['cleaned', 'presented', 'presented', 'presented'],
    );
  });
}
