import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fault } from '../../../src/core/index.ts';
import type { PersistRecord } from '../../../src/store/index.ts';
import { DAY, newName, NOW, type OpenStore, storeFor, timesDone } from './world.ts';

const BY = { at: NOW, actor: 'administrator' };

function newRecord(changes: Partial<PersistRecord> = {}): PersistRecord {
  return {
    name: newName(),
    issuer: 'ca.example',
    accountUri: 'https://ca.example/account/1',
    draft: '01',
    wildcard: false,
    until: null,
    createdAt: NOW,
    ...changes,
  };
}

export function persistContract(open: OpenStore): void {
  const store = storeFor(open);

  test('an issuer and account once for a name, and so many of a name', async () => {
    const { persist } = store();
    const record = newRecord({ until: NOW + DAY, wildcard: true });
    assert.equal(await timesDone(() => persist.add(record, 5)), 1);
    assert.deepEqual(await persist.of(record.name), [record]);
    const others = [2, 3].map((n) => ({ ...record, accountUri: `https://ca.example/account/${n}` }));
    assert.deepEqual(await Promise.all(others.map((one) => persist.add(one, 2))), [true, false]);
    assert.equal(await persist.add({ ...record, issuer: 'other.example' }, 3), true);
    assert.equal((await persist.of(record.name)).length, 3);
    assert.equal(await persist.remove(record.name, { issuer: 'other.example' }, BY), 1);
    assert.equal(await persist.remove(record.name, { accountUri: 'https://nobody.example' }, BY), 0);
    assert.equal(await persist.remove(record.name, {}, BY), 2);
    assert.deepEqual(await persist.of(record.name), []);
    assert.equal(await persist.check(record.name), undefined);
  });

  test('what was found is kept, until the records of the name change', async () => {
    const { persist } = store();
    const record = newRecord();
    const { name } = record;
    const findings = [fault('delegationZoneUnknown', { name })];
    assert.equal(await persist.saveCheck({ name, checkedAt: NOW, findings }), false, 'nobody asked for it');
    await persist.add(record, 5);
    assert.deepEqual(await persist.check(name), { name, checkedAt: null, findings: [] });
    assert.equal(await persist.saveCheck({ name, checkedAt: NOW, findings }), true);
    assert.deepEqual(await persist.check(name), { name, checkedAt: NOW, findings });
    await persist.add({ ...record, issuer: 'other.example' }, 5);
    assert.deepEqual(await persist.check(name), { name, checkedAt: null, findings: [] });
    await persist.saveCheck({ name, checkedAt: NOW, findings });
    await persist.remove(name, { issuer: 'other.example' }, BY);
    assert.equal((await persist.check(name))?.checkedAt, null);
  });

  test('names are listed in their order; those whose turn it is come first', async () => {
    const { persist } = store();
    const names = ['persist-a', 'persist-b', 'persist-c'].map((label) => `${label}.example`);
    for (const name of names) await persist.add(newRecord({ name }), 5);
    const [a = '', b = '', c = ''] = names;
    await persist.saveCheck({ name: a, checkedAt: NOW - DAY, findings: [] });
    await persist.saveCheck({ name: b, checkedAt: NOW - 2 * DAY, findings: [] });
    const due = (await persist.due(NOW - DAY, 100)).filter((name) => names.includes(name));
    assert.deepEqual(due, [c, b, a]);
    assert.ok(!(await persist.due(NOW - 2 * DAY, 100)).includes(a));
    assert.equal((await persist.due(NOW, 1)).length, 1);
    const listed = await persist.names({ after: 'persist', limit: 2 });
    assert.deepEqual(
      listed.map(({ name }) => name),
      [a, b],
    );
    assert.equal((await persist.names({ after: b, limit: 10 }))[0]?.name, c);
  });
}
