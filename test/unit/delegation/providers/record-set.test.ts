import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeSet, type RecordSet } from '../../../../src/delegation/providers/http/record-set.ts';
import { quoteTxt, readTxt, relativeName } from '../../../../src/delegation/providers/http/txt.ts';
import type { ProviderResult } from '../../../../src/delegation/providers/types.ts';

describe('a change of a whole record set', () => {
  test('keeps what others wrote as it was written, and the TTL', async () => {
    const store = memory({ ttlS: 77, contents: ['"one" "two"', '"a\\"b"'] });
    assert.ok((await changeSet(store, 'mine', 'present')).ok);
    assert.deepEqual(store.set(), { ttlS: 77, contents: ['"one" "two"', '"a\\"b"', '"mine"'] });
    assert.ok((await changeSet(store, 'onetwo', 'absent')).ok);
    assert.deepEqual(store.set().contents, ['"a\\"b"', '"mine"']);
  });

  test('writes nothing where all is as it should be', async () => {
    const store = memory({ ttlS: 60, contents: ['"mi\\110e"'] });
    assert.ok((await changeSet(store, 'mine', 'present')).ok);
    assert.ok((await changeSet(store, 'yours', 'absent')).ok);
    assert.equal(store.writes(), 0);
  });

  test('a value that another program has overwritten is written again', async () => {
    const store = memory({ ttlS: 60, contents: [] });
    store.afterWrite.push(() => store.replace(['"theirs"']));
    assert.ok((await changeSet(store, 'mine', 'present')).ok);
    assert.deepEqual(store.set().contents, ['"theirs"', '"mine"']);
    store.afterWrite.push(() => store.replace(['"theirs"', '"mine"']));
    assert.ok((await changeSet(store, 'mine', 'absent')).ok);
    assert.deepEqual(store.set().contents, ['"theirs"']);
  });

  test('is given up where another program does so every time', async () => {
    const store = memory({ ttlS: 60, contents: [] });
    for (let i = 0; i < 100; i++) store.afterWrite.push(() => store.replace([]));
    assert.deepEqual(await changeSet(store, 'mine', 'present'), { ok: false, outcome: 'conflict' });
    assert.ok(store.writes() < 10);
  });

  test('a conflict at writing is tried again; any other failure is handed on', async () => {
    const store = memory({ ttlS: 60, contents: [] });
    store.failures.push({ ok: false, outcome: 'conflict', code: 'HTTP 409' });
    assert.ok((await changeSet(store, 'mine', 'present')).ok);
    const refused = { ok: false, outcome: 'refused', code: 'HTTP 422' } as const;
    store.failures.push(refused);
    assert.deepEqual(await changeSet(store, 'mine', 'absent'), refused);
  });
});

describe('TXT in zone file format', () => {
  const pairs = [
    ['plain', '"plain"'],
    ['say "x" \\ y', '"say \\"x\\" \\\\ y"'],
    ['', '""'],
  ] as const;
  for (const [text, content] of pairs) {
    test(content, () => {
      assert.equal(quoteTxt(text), content);
      assert.equal(readTxt(content), text);
    });
  }
  test('several strings are one text', () => assert.equal(readTxt('"ab" "c d"  "e"'), 'abc de'));
  test('decimal escapes', () => assert.equal(readTxt('"a\\065\\\\065"'), 'aA\\065'));
  test('without quotes', () => assert.equal(readTxt('as it is \\"'), 'as it is \\"'));
});

test('names below their zone', () => {
  assert.equal(
    relativeName({ zone: 'example.com', name: '_acme-challenge.a.example.com' }),
    '_acme-challenge.a',
  );
  assert.equal(relativeName({ zone: 'example.com', name: 'example.com' }), '');
  assert.equal(relativeName({ zone: 'example.com', name: 'a.notexample.com' }), 'a.notexample.com');
});

function memory(begin: RecordSet) {
  let set = begin;
  let writes = 0;
  const afterWrite: (() => void)[] = [];
  const failures: ProviderResult<never>[] = [];
  return {
    afterWrite,
    failures,
    set: () => set,
    writes: () => writes,
    replace(contents: readonly string[]) {
      set = { ...set, contents };
    },
    read: (): Promise<ProviderResult<RecordSet>> => Promise.resolve({ ok: true, value: set }),
    write(next: RecordSet): Promise<ProviderResult<unknown>> {
      writes++;
      const failure = failures.shift();
      if (failure !== undefined) return Promise.resolve(failure);
      set = next;
      afterWrite.shift()?.();
      return Promise.resolve({ ok: true, value: undefined });
    },
  };
}
