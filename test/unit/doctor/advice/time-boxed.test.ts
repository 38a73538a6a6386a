// A port that opens for minutes: what is seen before, during and after, on a clock that does not wait.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Phase, type Site, testTimeBoxed } from '../../../../src/doctor/advice/index.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';
import { loopbackTools } from './tools.ts';

const SITE: Site = { name: 'www.example.test', inside: [], webroot: '/srv/acme' };
const WAIT_MS = 60_000;

/** A dialler whose port is open between these two moments. */
async function run(opens: number, closes: number) {
  const clock = createVirtualClock();
  const phases: Phase[] = [];
  const tools = {
    ...loopbackTools({ clock, addresses: ['::1', '127.0.0.1'] }),
    dialer: {
      dial: async () => {
        const now = clock.monotonic();
        return now >= opens && now < closes
          ? ({ ok: true, socket: fakeSocket(), ms: 0 } as const)
          : ({ ok: false, outcome: 'refused', ms: 0 } as const);
      },
    },
  };
  const tested = await clock.drive(testTimeBoxed(tools, SITE, WAIT_MS, (phase) => phases.push(phase)));
  return { codes: tested.findings.map(({ code }) => code), phases, seen: tested.seen, ms: clock.monotonic() };
}

function fakeSocket() {
  const socket = { on: () => socket, destroy: () => socket };
  return socket as never;
}

suite('time-boxed', () => {
  test('closed, open, closed again', async () => {
    const { codes, phases, seen, ms } = await run(10_000, 20_000);
    assert.deepEqual(codes, []);
    assert.deepEqual(phases, ['open-now', 'waits-for-close']);
    assert.deepEqual(
      seen.filter(({ address }) => address === '::1').map(({ asked, said }) => `${asked} ${said}`),
      ['before closed', 'during closed', 'during open', 'after open', 'after closed'],
    );
    assert.ok(ms < WAIT_MS);
  });

  const rows: readonly [says: string, opens: number, closes: number, codes: string[]][] = [
    ['open before anybody opened it', 0, 1_000_000, ['open-before', 'open-before']],
    ['never open', 1_000_000, 2_000_000, ['never-opened', 'never-opened']],
    ['open for ever', 10_000, 1_000_000, ['still-open', 'still-open']],
  ];
  for (const [says, opens, closes, codes] of rows)
    test(says, async () => {
      assert.deepEqual((await run(opens, closes)).codes, codes);
    });
});
