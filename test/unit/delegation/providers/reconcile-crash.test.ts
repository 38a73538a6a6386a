// Whatever the journal and the peer look like when a server starts, they end as the store says, and what others wrote stays.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import type { ProviderRecordState } from '../../../../src/store/index.ts';
import { needsList, planRecords } from '../../../../src/delegation/providers/plan.ts';
import { newValue } from '../../../support/delegation.ts';
import { HELD, type ProviderWorld, providerWorld } from '../../../support/provider-world.ts';

const NAME = `_acme-challenge.www.${HELD}`;

suite('after a crash', () => {
  const wants: readonly boolean[] = [true, false];
  const rows: readonly (ProviderRecordState | undefined)[] = [
    undefined,
    'adding',
    'present',
    'removing',
    'foreign',
  ];
  for (const wanted of wants) {
    for (const state of rows) {
      for (const isThere of [true, false]) {
        // without a row and a wish nothing leads to the name
        if (!wanted && state === undefined) continue;
        const told = `${wanted ? 'wanted' : 'not wanted'}, journal: ${state ?? 'nothing'}, ${isThere ? 'there' : 'not there'}`;
        test(told, async (t) => {
          const at = await providerWorld(t);
          const [value, other] = [newValue(), newValue()];
          at.played.values.set(NAME, new Set(isThere ? [value, other] : [other]));
          const live = wishes(at);
          if (wanted) want(live, value, NAME);
          if (state !== undefined) await put(at, value, state);
          await at.restart();
          await at.reconciler.sweep();
          const isForeign = state === 'foreign' || (state === undefined && isThere);
          const expected = wanted || (isForeign && isThere) ? [other, value] : [other];
          assert.deepEqual(
            [...(at.played.values.get(NAME) ?? [])].toSorted(),
            expected.toSorted(),
            'at the provider',
          );
          const after = await at.store.providerRecords.ofName('one', NAME);
          const kept = isForeign && isThere ? 'foreign' : 'present';
          assert.deepEqual(
            after.map((row) => [row.value, row.state]),
            wanted ? [[value, kept]] : [],
            'in the journal',
          );
          const before = at.played.asked.length;
          await at.reconciler.sweep();
          const changes = at.played.asked.slice(before).filter((call) => !call.startsWith('list'));
          assert.deepEqual(changes, [], 'a second look changes nothing');
        });
      }
    }
  }

  test('with failures, lost answers and restarts at any moment, all is right in the end', async (t) => {
    const at = await providerWorld(t);
    const names = ['a', 'b', 'c'].map((host) => `_acme-challenge.${host}.${HELD}`);
    const foreign = new Map(names.map((name) => [name, newValue()]));
    for (const [name, value] of foreign) at.played.values.set(name, new Set([value]));
    const values = Array.from({ length: 4 }, newValue);
    const live = wishes(at);
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom('want', 'unwant'), name: fc.nat(2), value: fc.nat(3) }),
      fc.record({ kind: fc.constantFrom('fail', 'lost', 'heal', 'restart', 'sweep', 'wait') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        live.clear();
        for (const one of steps) {
          if ('name' in one) {
            const [name = '', value = ''] = [names[one.name], values[one.value]];
            if (one.kind === 'want') want(live, value, name);
            else live.get(name)?.delete(value);
            void at.reconciler.settle([name], [value]);
          } else if (one.kind === 'restart') await at.restart();
          else if (one.kind === 'sweep') void at.reconciler.sweep();
          else if (one.kind === 'wait') await at.clock.advance(3_000);
          else if (one.kind === 'heal') at.played.next = () => undefined;
          else at.played.next = () => (one.kind === 'lost' ? 'lost' : { ok: false, outcome: 'unreachable' });
        }
        at.played.next = () => undefined;
        await at.restart();
        await at.clock.drive(at.reconciler.sweep());
        for (const name of names) {
          const expected = new Set([foreign.get(name), ...(live.get(name) ?? [])]);
          assert.deepEqual(at.played.values.get(name), expected);
          const rows = await at.store.providerRecords.ofName('one', name);
          assert.deepEqual(new Set(rows.map(({ value }) => value)), new Set(live.get(name)));
        }
      }),
      { numRuns: 60 },
    );
    assert.equal(at.played.atOnce.name, 1);
  });
});

suite('the plan', () => {
  test('only what the journal calls ours is removed, and only what is wanted is added', () => {
    const value = fc.constantFrom('a', 'b', 'c', 'd');
    const state = fc.constantFrom<ProviderRecordState>('adding', 'present', 'removing', 'foreign');
    fc.assert(
      fc.property(
        fc.uniqueArray(value),
        fc.uniqueArray(fc.record({ value, state }), { selector: (row) => row.value }),
        fc.option(fc.uniqueArray(value), { nil: undefined }),
        (wanted, rows, there) => {
          for (const { kind, value: about } of planRecords(wanted, rows, there)) {
            const isWanted = wanted.some((one) => one === about);
            const row = rows.find((one) => one.value === about);
            if (kind === 'add') assert.ok(isWanted);
            if (kind === 'remove') {
              assert.ok(!isWanted && row !== undefined && row.state !== 'foreign');
            }
            if (kind === 'forget') assert.ok(!isWanted && row?.state === 'foreign');
            if (kind === 'foreign')
              assert.ok(there?.some((one) => one === about) === true && row === undefined);
          }
        },
      ),
    );
  });

  test('the provider is asked where something is to be added that nobody has written down', () => {
    assert.equal(needsList([], [{ value: 'a', state: 'present' }]), false);
    assert.equal(needsList(['a'], [{ value: 'a', state: 'present' }]), false);
    assert.equal(needsList(['a'], [{ value: 'a', state: 'adding' }]), false);
    assert.equal(needsList(['a'], [{ value: 'a', state: 'foreign' }]), true);
    assert.equal(needsList(['a', 'b'], [{ value: 'a', state: 'present' }]), true);
  });
});

async function put({ store, clock }: ProviderWorld, value: string, state: ProviderRecordState) {
  const row = { provider: 'one', zone: HELD, name: NAME, value, state, changedAt: clock.now() };
  assert.equal(await store.providerRecords.put(row), true);
}

/** What the store's values of challenges would say, without a client and a rule. */
function wishes({ store }: ProviderWorld): Map<string, Set<string>> {
  const live = new Map<string, Set<string>>();
  Object.assign(store.challenges, {
    liveValues: async (name: string) => [...(live.get(name) ?? [])],
    allLive: async () =>
      [...live].flatMap(([challenge, all]) => [...all].map((value) => ({ challenge, value }))),
  });
  return live;
}

function want(live: Map<string, Set<string>>, value: string, name: string): void {
  live.set(name, (live.get(name) ?? new Set()).add(value));
}
