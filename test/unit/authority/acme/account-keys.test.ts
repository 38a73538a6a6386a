import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAccountKeys } from '../../../../src/authority/acme/account-keys.ts';
import { ACCOUNT_CACHE_MAX } from '../../../../src/authority/acme/limits.ts';
import type { Account, AccountStore } from '../../../../src/store/index.ts';
import { makeAccountKey } from '../../../support/acme-client.ts';

const jwk = JSON.stringify(makeAccountKey().jwk);
const accountOf = (id: string, status: Account['status'] = 'valid'): Account => ({
  id,
  thumbprint: id,
  jwk,
  status,
  contacts: [],
  termsAgreedAt: null,
  externalKeyId: null,
  createdAt: 0,
  createdFrom: '::1',
});

/** A store that counts its reads and gives what `read` says. */
function storeOf(read: (id: string) => Promise<Account | undefined>) {
  const reads: string[] = [];
  const store = {
    get(id: string) {
      reads.push(id);
      return read(id);
    },
  } as Partial<AccountStore> as AccountStore;
  return { reads, keys: createAccountKeys(store) };
}

describe('account keys that are kept ready', () => {
  test('are read once, and again after a change', async () => {
    const { reads, keys } = storeOf(async (id) => accountOf(id));
    await keys.get('a');
    assert.equal((await keys.get('a'))?.account.id, 'a');
    assert.deepEqual(reads, ['a']);
    keys.forget('a');
    await keys.get('a');
    assert.deepEqual(reads, ['a', 'a']);
  });

  test('a read that was overtaken by a change is not kept', async () => {
    const slow = Promise.withResolvers<Account>();
    let status: Account['status'] = 'valid';
    const { keys } = storeOf((id) =>
      status === 'valid' ? slow.promise : Promise.resolve(accountOf(id, status)),
    );
    const early = keys.get('a');
    status = 'deactivated';
    keys.forget('a');
    slow.resolve(accountOf('a', 'valid'));
    assert.equal((await early)?.account.status, 'valid', 'it was, when it was asked');
    assert.equal((await keys.get('a'))?.account.status, 'deactivated');
  });

  test('an account that is not there is asked for again', async () => {
    const { reads, keys } = storeOf(async () => undefined);
    assert.equal(await keys.get('a'), undefined);
    assert.equal(await keys.get('a'), undefined);
    assert.equal(reads.length, 2);
  });

  test('are bounded: the least recently used goes first', { timeout: 60_000 }, async () => {
    const { reads, keys } = storeOf(async (id) => accountOf(id));
    await keys.get('first');
    await keys.get('second');
    for (let n = 0; n < ACCOUNT_CACHE_MAX - 2; n++) await keys.get(`k${n}`);
    await keys.get('first');
    await keys.get('one more'); // pushes the second out
    const before = reads.length;
    await keys.get('first');
    assert.equal(reads.length, before);
    await keys.get('second');
    assert.equal(reads.length, before + 1);
  });
});
