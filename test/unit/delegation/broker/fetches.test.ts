import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '../../../../src/core/index.ts';
import { createFetchRecorder } from '../../../../src/delegation/broker/index.ts';
import type { ChallengeFetch } from '../../../../src/store/index.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

function world() {
  const clock = createVirtualClock();
  const written: ChallengeFetch[][] = [];
  const challenges = {
    async recordFetches(fetches: readonly ChallengeFetch[]) {
      written.push([...fetches]);
    },
  };
  const recorder = createFetchRecorder({ challenges, clock, log: silentLog });
  const fetch = (source: string, label = 'a') =>
    recorder.fetched({ zone: 'z.example', label, source, at: clock.now() });
  return { clock, written, recorder, fetch };
}

test('each network once an hour, together, a second later', async () => {
  const { clock, written, fetch } = world();
  for (const source of [
    '192.0.2.1',
    '192.0.2.200',
    '198.51.100.1',
    '2001:db8:1::1',
    '2001:db8:1:2::1',
    '192.0.2.1',
  ])
    fetch(source);
  assert.equal(written.length, 0);
  await clock.advance(1_000);
  const sources = ['192.0.2.1', '198.51.100.1', '2001:db8:1::1'];
  assert.deepEqual(
    written.map((round) => round.map(({ source }) => source)),
    [sources],
  );
  fetch('192.0.2.7');
  fetch('192.0.2.7', 'b');
  await clock.advance(1_000);
  assert.deepEqual(
    written[1]?.map(({ label }) => label),
    ['b'],
    'another name is another matter',
  );
  await clock.advance(3_600_000);
  fetch('192.0.2.7');
  await clock.advance(1_000);
  assert.equal(written.length, 3);
});

test('a flood from everywhere is fifty for a name, and a thousand at a time', async () => {
  const { written, recorder, fetch } = world();
  for (let i = 0; i < 200; i++) fetch(`10.${i}.0.1`);
  for (let i = 0; i < 2_000; i++) fetch('10.0.0.1', `n${i}`);
  await recorder.close();
  const [round = []] = written;
  assert.equal(round.filter(({ label }) => label === 'a').length, 50);
  assert.equal(round.length, 1_000);
});
