import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createJobRunner, type JobHandler, type JobRunner } from '../../src/store/index.ts';
import { LEASE_MS, POLL_MS, RETRY_FIRST_MS, RETRY_LAST_MS } from '../../src/store/jobs/limits.ts';
import { type MaintenanceWorld, openWorld } from './maintenance-world.ts';

const HOUR = 3_600_000;

describe('jobs', () => {
  let world: MaintenanceWorld;
  const runners: JobRunner[] = [];
  const runner = (handlers: Record<string, JobHandler>): JobRunner => {
    const made = createJobRunner({ ...world, jobs: world.store.jobs, handlers });
    runners.push(made);
    return made;
  };
  const stopAll = () => Promise.all(runners.splice(0).map((one) => one.stop()));
  before(async () => {
    world = await openWorld();
  });
  after(async () => {
    await stopAll();
    await world.remove();
  });

  test('run when they are due and come back when they say', async () => {
    const { clock } = world;
    const start = clock.now();
    const ran: number[] = [];
    const jobs = runner({
      crl: async () => {
        ran.push(clock.now() - start);
        return ran.length < 3 ? clock.now() + HOUR : null;
      },
    });
    await jobs.schedule('crl:1', 'crl', start + 10_000);
    await clock.advance(60_000);
    assert.deepEqual(ran, [], 'not before it is started');
    jobs.start();
    jobs.start();
    await clock.advance(5 * HOUR);
    assert.deepEqual(ran, [60_000, 60_000 + HOUR, 60_000 + 2 * HOUR]);
    assert.equal(await world.store.jobs.nextDue(), undefined);
    await stopAll();
    assert.equal(clock.pending(), 0, 'a stopped runner leaves no timer');
  });

  test('that fail are tried again, later each time, at most a quarter of an hour later', async () => {
    const { clock, complaints } = world;
    const tries: number[] = [];
    const jobs = runner({
      broken: async () => {
        tries.push(clock.now());
        if (tries.length < 12) throw new Error('not yet');
        return null;
      },
    });
    jobs.start();
    await jobs.schedule('broken', 'broken', clock.now());
    await clock.advance(3 * HOUR);
    const waits = tries.slice(1).map((at, i) => at - (tries[i] ?? 0));
    const expected = Array.from({ length: 11 }, (_, i) => Math.min(RETRY_FIRST_MS * 2 ** i, RETRY_LAST_MS));
    assert.deepEqual(waits, expected);
    assert.equal(complaints.length, 11);
    assert.equal(await world.store.jobs.nextDue(), undefined);
    await stopAll();
  });

  test('of an unknown kind are complained of and kept', async () => {
    const { clock, complaints } = world;
    complaints.length = 0;
    const jobs = runner({});
    jobs.start();
    await jobs.schedule('strange', 'strange', clock.now());
    await clock.advance(1_000);
    assert.deepEqual(complaints, ['a job failed']);
    await stopAll();
    const later = runner({ strange: async () => null });
    later.start();
    await clock.advance(RETRY_FIRST_MS);
    assert.equal(await world.store.jobs.nextDue(), undefined);
    await stopAll();
  });

  test('never run twice at once for one key: not in two runners, not when the lease passes', async () => {
    const { clock } = world;
    let now = 0;
    let most = 0;
    let runs = 0;
    const slow: JobHandler = async () => {
      runs++;
      most = Math.max(most, ++now);
      await new Promise<void>((resolve) => clock.after(2.5 * LEASE_MS, resolve));
      now--;
      return null;
    };
    const [first, second] = [runner({ slow }), runner({ slow })];
    first.start();
    await first.schedule('slow', 'slow', clock.now());
    await clock.advance(1);
    await clock.advance(LEASE_MS - 1_000);
    second.start();
    await clock.advance(500);
    assert.deepEqual([runs, most], [1, 1], 'the lease keeps the other runner off');
    await second.stop();
    await clock.advance(2 * LEASE_MS);
    assert.equal(most, 1, 'a passed lease does not start it again beside itself');
    await clock.advance(10 * LEASE_MS);
    assert.equal(most, 1);
    await clock.drive(stopAll());
  });

  test('asked for while they run are run once more', async () => {
    const { clock } = world;
    let runs = 0;
    const jobs = runner({
      crl: async () => {
        runs++;
        if (runs === 1) await jobs.schedule('crl:now', 'crl', clock.now());
        return null;
      },
    });
    jobs.start();
    await jobs.schedule('crl:now', 'crl', clock.now());
    await clock.advance(POLL_MS);
    assert.equal(runs, 2);
    await stopAll();
  });

  test('that another process schedules are found', async () => {
    const { clock } = world;
    let runs = 0;
    const jobs = runner({
      crl: async () => {
        runs++;
        return null;
      },
    });
    jobs.start();
    await clock.advance(60_000);
    await world.store.jobs.schedule('elsewhere', 'crl', clock.now());
    await clock.advance(POLL_MS);
    assert.equal(runs, 1);
    await stopAll();
  });

  test('survive the runner: after a stop it has ended, after a crash the lease passes', async () => {
    const { clock } = world;
    const { store } = world;
    let ended = false;
    const stopping = runner({
      long: async () => {
        await new Promise<void>((resolve) => clock.after(5_000, resolve));
        ended = true;
        return null;
      },
    });
    stopping.start();
    await stopping.schedule('long', 'long', clock.now());
    await clock.advance(10);
    await clock.drive(stopping.stop());
    assert.equal(ended, true, 'stop waits for what runs');
    assert.equal(await store.jobs.nextDue(), undefined);

    await store.jobs.schedule('crashed', 'long', clock.now());
    await store.jobs.lease(clock.now(), clock.now() + LEASE_MS, 1); // by a process that dies now
    ended = false;
    const next = runner({
      long: async () => {
        ended = true;
        return null;
      },
    });
    next.start();
    await clock.advance(LEASE_MS - 1);
    assert.equal(ended, false);
    await clock.advance(1 + POLL_MS);
    assert.equal(ended, true);
    await stopAll();
  });
});
