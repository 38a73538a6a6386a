import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RATE_KEYS_MAX } from '../../../../src/authority/acme/limits.ts';
import { createRateLimiter, networkOf } from '../../../../src/authority/acme/rate-limits.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

describe('rate limits', () => {
  test('a burst, then one for every interval', async () => {
    const clock = createVirtualClock();
    const limiter = createRateLimiter({ burst: 3, everyMs: 10_000 }, clock);
    const take = () => limiter.take('a');
    assert.deepEqual([take(), take(), take()], [undefined, undefined, undefined]);
    assert.equal(take(), 10);
    assert.equal(limiter.take('b'), undefined, 'keys do not share');
    await clock.advance(9_500);
    assert.equal(take(), 1);
    await clock.advance(500);
    assert.equal(take(), undefined);
    assert.equal(take(), 10);
    await clock.advance(1_000_000);
    assert.deepEqual([take(), take(), take()], [undefined, undefined, undefined]);
    assert.equal(take(), 10, 'a long pause saves up no more than a burst');
  });

  test('check counts nothing', () => {
    const limiter = createRateLimiter({ burst: 1, everyMs: 10_000 }, createVirtualClock());
    for (let n = 0; n < 5; n++) assert.equal(limiter.check('a'), undefined);
    assert.equal(limiter.take('a'), undefined);
    assert.equal(limiter.check('a'), 10);
  });

  test('keys are bounded; the one that was counted longest ago goes', () => {
    const limiter = createRateLimiter({ burst: 1, everyMs: 1_000_000 }, createVirtualClock());
    for (let n = 0; n <= RATE_KEYS_MAX; n++) limiter.take(`k${n}`);
    assert.equal(limiter.check('k0'), undefined);
    assert.equal(limiter.check('k1'), 1_000);
  });

  const networks: readonly (readonly [string, string])[] = [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ];
  for (const [address, network] of networks)
    test(`${address} is of ${network}`, () => assert.equal(networkOf(address), network));
});
