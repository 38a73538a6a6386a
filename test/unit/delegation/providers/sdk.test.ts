import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { assert as assertProperty, integer, property, string } from 'fast-check';
import { createStop } from '../../../../src/core/index.ts';
import { quoteText, readName, readText } from '../../../../src/delegation/providers/route53/text.ts';
import { inTime } from '../../../../src/delegation/providers/sdk/in-time.ts';
import { type OldSet, swapValue } from '../../../../src/delegation/providers/sdk/swap.ts';
import { TransportError } from '../../../../src/delegation/providers/sdk/transport.ts';
import { createZoneIds } from '../../../../src/delegation/providers/sdk/zone-ids.ts';
import type { ProviderFailure, ProviderResult } from '../../../../src/delegation/providers/types.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const CONFLICT: ProviderFailure = { ok: false, outcome: 'conflict', code: 'HTTP 412' };

/** A place that is read as these sets, one after the other, and answers each swap as given; the last of both again and again. */
function scripted(reads: readonly (readonly string[])[], swaps: readonly ProviderResult<object>[]) {
  const asked: string[][] = [];
  let count = 0;
  return {
    asked,
    store: {
      text: (record: string) => record,
      record: (value: string) => value,
      read: (): Promise<ProviderResult<OldSet<string>>> =>
        Promise.resolve({ ok: true, value: { records: reads[Math.min(count, reads.length - 1)] ?? [] } }),
      swap: (_: OldSet<string> | undefined, records: readonly string[]) => {
        asked.push([...records]);
        return Promise.resolve(swaps[Math.min(count++, swaps.length - 1)] ?? CONFLICT);
      },
    },
  };
}

suite('swapValue', () => {
  test('changes nothing where nothing is to be changed', async () => {
    const { store, asked } = scripted([['a', 'b']], [CONFLICT]);
    assert.deepEqual(await swapValue(store, 'a', 'present'), { ok: true, value: {} });
    assert.deepEqual(await swapValue(store, 'c', 'absent'), { ok: true, value: {} });
    assert.deepEqual(asked, []);
  });

  test('takes away a value that is there twice, and nothing else', async () => {
    const { store, asked } = scripted([['a', 'b', 'a']], [{ ok: true, value: {} }]);
    assert.ok((await swapValue(store, 'a', 'absent')).ok);
    assert.deepEqual(asked, [['b']]);
  });

  test('a set that came back to what it was, once, is chance; again, it is no race', async () => {
    const { store, asked } = scripted(
      [['a'], ['a'], ['a', 'b']],
      [CONFLICT, CONFLICT, { ok: true, value: {} }],
    );
    assert.ok((await swapValue(store, 'x', 'present')).ok);
    assert.deepEqual(asked, [
      ['a', 'x'],
      ['a', 'x'],
      ['a', 'b', 'x'],
    ]);
    const never = scripted([['a']], [CONFLICT]);
    assert.deepEqual(await swapValue(never.store, 'x', 'present'), { ...CONFLICT, outcome: 'refused' });
    assert.equal(never.asked.length, 3);
  });

  test('any other failure ends it', async () => {
    const limited: ProviderFailure = { ok: false, outcome: 'rate-limited' };
    const { store, asked } = scripted([[]], [limited]);
    assert.deepEqual(await swapValue(store, 'x', 'present'), limited);
    assert.equal(asked.length, 1);
  });
});

const explain = (): ProviderFailure => ({ ok: false, outcome: 'refused' });
const secrets = () => [];

suite('inTime', () => {
  test('work that hears no abort is left behind, at the deadline and at the signal', async () => {
    const clock = createVirtualClock();
    const { signal, stop } = createStop();
    let aborted = 0;
    const ask = () =>
      inTime({ deadlineMs: clock.monotonic() + 100, signal }, { clock, explain, secrets }, (abort) => {
        abort.addEventListener('abort', () => aborted++);
        return new Promise<ProviderResult<string>>(() => {});
      });
    assert.deepEqual(await clock.drive(ask()), { ok: false, outcome: 'timeout' });
    const pending = ask();
    stop();
    assert.deepEqual(await pending, { ok: false, outcome: 'timeout' });
    assert.deepEqual([aborted, clock.pending()], [2, 0]);
    assert.deepEqual(await ask(), { ok: false, outcome: 'timeout' });
    assert.equal(aborted, 2, 'nothing was begun');
  });

  test('what the transport said is found below the errors of an SDK; any other error is explained', async () => {
    const clock = createVirtualClock();
    const until = { deadlineMs: clock.monotonic() + 100, signal: createStop().signal };
    const wrapped = new Error('outer', {
      cause: new Error('inner', { cause: new TransportError('unreachable') }),
    });
    const thrown = (error: unknown) =>
      inTime(until, { clock, explain, secrets }, async () => {
        throw error;
      });
    assert.deepEqual(await thrown(wrapped), { ok: false, outcome: 'unreachable' });
    assert.deepEqual(await thrown(new Error('other')), { ok: false, outcome: 'refused' });
    assert.deepEqual(await thrown('no error at all'), { ok: false, outcome: 'refused' });
    const circular = new Error('circular');
    circular.cause = circular;
    assert.deepEqual(await thrown(circular), { ok: false, outcome: 'refused' });
  });
});

test('ids of zones are kept until they are forgotten, and never more than a number of them', async () => {
  let asked = 0;
  const ids = createZoneIds({ 'given.example': 'G' }, (zone) => {
    asked++;
    return Promise.resolve({ ok: true, value: [`id of ${zone}`] });
  });
  const { signal } = new AbortController();
  const of = async (zone: string) => {
    const found = await ids.idOf(zone, signal);
    return found.ok ? found.value : found.outcome;
  };
  assert.equal(await of('given.example'), 'G');
  for (let i = 0; i < 2; i++) assert.equal(await of('example.com'), 'id of example.com');
  assert.equal(asked, 1);
  ids.forget('example.com');
  await of('example.com');
  assert.equal(asked, 2);
  for (let i = 0; i < 1_000; i++) await of(`${i}.example`);
  await of('example.com');
  assert.equal(asked, 2 + 1_000 + 1, 'all were dropped on the way');
  assert.equal(await of('constructor'), 'id of constructor');
});

suite('text of Route 53', () => {
  test('what is quoted is read as it was', () => {
    const text = string({
      unit: integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)),
      maxLength: 255,
    });
    assertProperty(
      property(text, (value) => {
        const quoted = quoteText(value);
        assert.match(quoted, /^"[\x20-\x7e]*"$/);
        assert.equal(readText(quoted), value);
      }),
    );
  });

  test('three digits are octal; strings are one text; a bare word is read too', () => {
    assert.equal(readText('"a\\100b" "\\"c\\\\"'), 'a@b"c\\');
    assert.equal(readText('word'), 'word');
    assert.equal(readText('""'), '');
  });

  test('names come back in lower case, without escapes and final dot', () => {
    assert.equal(readName('\\052.Example.COM.'), '*.example.com');
    assert.equal(readName('_acme-challenge.example.com'), '_acme-challenge.example.com');
  });
});

test('no SDK is loaded before a provider of its kind is opened', () => {
  const sources = globSync('src/**/*.ts').map((file) => [file, readFileSync(file, 'utf8')] as const);
  const sdks = /^import (?!type\b)[^;]*from '(?:@aws-sdk|@azure|@smithy|google-auth-library)/m;
  assert.ok(sources.some(([, text]) => text.includes("await import('google-auth-library')")));
  assert.deepEqual(
    sources.filter(([, text]) => sdks.test(text)).map(([file]) => file),
    [],
  );
});
