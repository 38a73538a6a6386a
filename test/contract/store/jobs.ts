import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, NOW, type OpenStore, storeFor } from './world.ts';

/** The task list, whoever runs it. */
export function jobContract(open: OpenStore): void {
  const store = storeFor(open);
  const leaseUntil = NOW + HOUR;

  test('a job is leased when it is due, by one of many, and then by nobody until the lease has passed', async () => {
    const { jobs } = store();
    assert.equal(await jobs.nextDue(), undefined);
    await jobs.schedule('crl:a', 'crl', NOW);
    assert.equal(await jobs.nextDue(), NOW);
    assert.deepEqual(await jobs.lease(NOW - 1, leaseUntil, 10), [], 'not yet');
    const leased = await Promise.all(Array.from({ length: 10 }, () => jobs.lease(NOW, leaseUntil, 10)));
    assert.deepEqual(leased.flat(), [{ key: 'crl:a', kind: 'crl', dueAt: NOW, attempts: 1 }]);
    assert.equal(await jobs.nextDue(), leaseUntil, 'when its runner has died');
    assert.deepEqual(await jobs.lease(leaseUntil - 1, leaseUntil + 1, 10), []);

    const [again] = await jobs.lease(leaseUntil, leaseUntil + HOUR, 10);
    assert.equal(again?.attempts, 2);
    assert.equal(await jobs.finish('crl:a', leaseUntil, null), false, 'the first lease is lost');
    assert.equal(await jobs.retry('crl:a', leaseUntil, NOW), false, 'the first lease is lost');
    assert.equal(await jobs.finish('crl:a', leaseUntil + HOUR, null), true);
    assert.equal(await jobs.nextDue(), undefined, 'done for good');
  });

  test('at most one row for a key, at the earliest time asked for', async () => {
    const { jobs } = store();
    for (const at of [NOW + 5, NOW + 3, NOW + 9]) await jobs.schedule('one', 'expire', at);
    assert.equal(await jobs.nextDue(), NOW + 3);
    assert.equal((await jobs.lease(NOW + 100, leaseUntil, 10)).length, 1);
    assert.equal(await jobs.finish('one', leaseUntil, null), true);
  });

  test('a finished job comes back at its next time, with its attempts forgotten', async () => {
    const { jobs } = store();
    await jobs.schedule('again', 'crl', NOW);
    await jobs.lease(NOW, leaseUntil, 10);
    assert.equal(await jobs.finish('again', leaseUntil, NOW + 10), true);
    assert.equal(await jobs.finish('again', leaseUntil, NOW + 10), false, 'the lease is over');
    assert.deepEqual(await jobs.lease(NOW + 9, leaseUntil, 10), []);
    const [job] = await jobs.lease(NOW + 10, leaseUntil, 10);
    assert.deepEqual(job, { key: 'again', kind: 'crl', dueAt: NOW + 10, attempts: 1 });
    assert.equal(await jobs.finish('again', leaseUntil, null), true);
  });

  test('a failed job comes back with its attempts counted', async () => {
    const { jobs } = store();
    await jobs.schedule('failing', 'crl', NOW);
    await jobs.lease(NOW, leaseUntil, 10);
    assert.equal(await jobs.retry('failing', leaseUntil, NOW + 10), true);
    const [job] = await jobs.lease(NOW + 10, leaseUntil, 10);
    assert.equal(job?.attempts, 2);
    assert.equal(await jobs.finish('failing', leaseUntil, null), true);
  });

  test('a job asked for while it runs is run once more, whatever its runner says', async () => {
    const { jobs } = store();
    for (const end of [null, NOW + 2 * HOUR]) {
      await jobs.schedule('busy', 'crl', NOW);
      await jobs.lease(NOW, leaseUntil, 10);
      await jobs.schedule('busy', 'crl', NOW + 7);
      await jobs.schedule('busy', 'crl', NOW + 5);
      assert.deepEqual(await jobs.lease(NOW + 100, leaseUntil, 10), [], 'never two at once');
      assert.equal(await jobs.finish('busy', leaseUntil, end), true);
      assert.equal(await jobs.nextDue(), NOW + 5);
      await jobs.lease(NOW + 5, leaseUntil, 10);
      await jobs.finish('busy', leaseUntil, null);
    }
    assert.equal(await jobs.nextDue(), undefined);
  });

  test('jobs are leased in the order of their times, at most as many as asked', async () => {
    const { jobs } = store();
    for (const [key, at] of [
      ['c', 3],
      ['a', 1],
      ['b', 2],
    ] as const)
      await jobs.schedule(key, 'x', NOW + at);
    const first = await jobs.lease(NOW + 10, leaseUntil, 2);
    assert.deepEqual(first.map(({ key }) => key).toSorted(), ['a', 'b']);
    const rest = await jobs.lease(NOW + 10, leaseUntil, 2);
    assert.deepEqual(
      rest.map(({ key }) => key),
      ['c'],
    );
    for (const key of ['a', 'b', 'c']) await jobs.finish(key, leaseUntil, null);
  });
}
