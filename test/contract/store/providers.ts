import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProviderRecordState, StoredProvider } from '../../../src/store/index.ts';
import { BY } from './delegation-world.ts';
import { NOW, type OpenStore, storeFor } from './world.ts';

let count = 0;

function newProvider(changes: Partial<StoredProvider> = {}): StoredProvider {
  const name = `provider-${++count}`;
  return {
    name,
    kind: 'rfc2136',
    zones: [`${name}.a.test`, `${name}.b.test`],
    options: '{"servers":"::1"}',
    sealedCredentials: Uint8Array.of(1, 2, 3),
    createdAt: NOW,
    credentialsAt: NOW,
    ...changes,
  };
}

export function providerContract(open: OpenStore): void {
  const store = storeFor(open);

  test('a provider is found with its zones; name and zones are given once', async () => {
    const { providers } = store();
    const one = newProvider();
    assert.equal(await providers.add(one), 'added');
    assert.deepEqual(await providers.find(one.name), one);
    assert.ok((await providers.list()).some(({ name }) => name === one.name));
    assert.equal(await providers.add({ ...newProvider(), name: one.name }), 'exists');
    const other = newProvider({ zones: [`free-${count}.test`, one.zones[1] ?? ''] });
    assert.equal(await providers.add(other), 'zone-taken');
    assert.equal(await providers.find(other.name), undefined, 'nothing of it');
    assert.equal(await providers.add({ ...other, zones: [`free-${count}.test`] }), 'added');
    assert.equal(await providers.find('nobody'), undefined);
  });

  test('credentials are replaced, of a provider that is there', async () => {
    const { providers } = store();
    const one = newProvider();
    await providers.add(one);
    assert.equal(await providers.replaceCredentials(one.name, Uint8Array.of(9), NOW + 5), true);
    const after = await providers.find(one.name);
    assert.deepEqual(after, { ...one, sealedCredentials: Uint8Array.of(9), credentialsAt: NOW + 5 });
    assert.equal(await providers.replaceCredentials('nobody', Uint8Array.of(9), NOW), false);
  });

  test('the journal: a state instead of another, failures of a state, pages, and counts', async () => {
    const { providers, providerRecords: records } = store();
    const one = newProvider();
    await providers.add(one);
    const of = { provider: one.name, name: nameOf(one), value: 'a' };
    assert.equal(await records.put(record(one, 'a', 'adding')), true);
    await records.failed(of, 'timeout');
    await records.failed(of, 'refused 500');
    const [row] = await records.ofName(one.name, nameOf(one));
    assert.deepEqual(row, { ...record(one, 'a', 'adding'), attempts: 2, failure: 'refused 500' });
    await records.put({ ...record(one, 'a', 'adding'), changedAt: NOW + 1 });
    assert.equal((await records.ofName(one.name, nameOf(one)))[0]?.attempts, 2, 'a try more of the same');
    await records.put(record(one, 'a', 'present'));
    const [present] = await records.ofName(one.name, nameOf(one));
    assert.deepEqual(present, { ...record(one, 'a', 'present'), attempts: 0, failure: undefined });
    await records.put(record(one, 'b', 'removing'));
    await records.failed({ ...of, value: 'b' }, 'timeout');
    await records.put(record(one, 'c', 'foreign'));
    const own = (await records.counts()).filter(({ provider }) => provider === one.name);
    assert.deepEqual(
      new Set(own.map(({ state, count: rows, failing }) => `${state} ${rows} ${failing}`)),
      new Set(['present 1 0', 'removing 1 1', 'foreign 1 0']),
    );
    const [first] = await records.list({ provider: one.name, limit: 1 });
    assert.equal(first?.value, 'a');
    assert.ok(first !== undefined);
    const rest = await records.list({ provider: one.name, after: first, limit: 10 });
    assert.deepEqual(
      rest.map(({ value }) => value),
      ['b', 'c'],
    );
    await records.drop(of);
    await records.drop(of);
    assert.equal((await records.ofName(one.name, nameOf(one))).length, 2);
  });

  test('nothing is written down of a provider that is gone', async () => {
    const { providerRecords } = store();
    assert.equal(await providerRecords.put(record(newProvider(), 'a', 'adding')), false);
  });

  test('a provider goes when nothing of ours is there, or by force; its zones are free then', async () => {
    const { providers, providerRecords } = store();
    const one = newProvider();
    await providers.add(one);
    for (const state of ['adding', 'present', 'removing'] as const) {
      await providerRecords.put(record(one, 'a', state));
      assert.equal(await providers.remove(one.name, false, BY), 'in-use', state);
    }
    await providerRecords.put(record(one, 'f', 'foreign'));
    assert.equal(await providers.remove(one.name, false, BY), 'in-use');
    assert.equal(
      (await providerRecords.ofName(one.name, nameOf(one))).length,
      2,
      'a refusal changes nothing',
    );
    assert.equal(await providers.remove(one.name, true, BY), 'removed');
    assert.deepEqual(await providerRecords.ofName(one.name, nameOf(one)), []);
    assert.equal(await providers.remove(one.name, true, BY), 'gone');
    assert.equal(await providers.add(one), 'added');
    await providerRecords.put(record(one, 'f', 'foreign'));
    assert.equal(await providers.remove(one.name, false, BY), 'removed', 'what is not ours holds nobody');
  });
}

function record(provider: StoredProvider, value: string, state: ProviderRecordState) {
  const zone = provider.zones[0] ?? '';
  return { provider: provider.name, zone, name: nameOf(provider), value, state, changedAt: NOW };
}

function nameOf({ zones: [zone = ''] }: StoredProvider): string {
  return `_acme-challenge.${zone}`;
}
