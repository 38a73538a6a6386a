import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFailureBudget } from '../../../../src/delegation/entrances/failures.ts';
import { FAILURE_EVERY_MS, FAILURES_BURST } from '../../../../src/delegation/entrances/limits.ts';
import { newValue } from '../../../support/delegation.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';
import { entrancesWorld } from './world.ts';

test('so many failures at once, then one every six seconds, for each network by itself', async () => {
  const clock = createVirtualClock();
  const budget = createFailureBudget(clock);
  const fail = (source: string) => {
    if (!budget.admits(source, 'wrong')) return false;
    budget.tell(source, 'wrong', false);
    return true;
  };
  const failAll = (source: string) => Array.from({ length: 200 }, () => fail(source)).filter(Boolean).length;
  assert.equal(failAll('192.0.2.1'), FAILURES_BURST);
  assert.equal(fail('192.0.2.2'), true, 'another network');
  assert.equal(failAll('2001:db8::1'), FAILURES_BURST);
  assert.equal(fail('2001:db8:0:0:f::2'), false, 'the same /64');
  assert.equal(fail('2001:db8:0:1::1'), true, 'the next /64');
  await clock.advance(FAILURE_EVERY_MS);
  assert.equal(failAll('192.0.2.1'), 1);
  await clock.advance(FAILURE_EVERY_MS * FAILURES_BURST * 10);
  assert.equal(failAll('192.0.2.1'), FAILURES_BURST, 'the whole budget again, and no more');
});

test('failures that were admitted at the same time leave no debt beyond the budget', async () => {
  const clock = createVirtualClock();
  const budget = createFailureBudget(clock);
  for (let n = 0; n < 100_000; n++) budget.tell('192.0.2.1', 'wrong', false);
  assert.equal(budget.admits('192.0.2.1', 'wrong'), false);
  await clock.advance(FAILURE_EVERY_MS * 2);
  assert.equal(budget.admits('192.0.2.1', 'wrong'), true);
});

test('a key that was right from there before is looked at all the same, and from nowhere else', () => {
  const budget = createFailureBudget(createVirtualClock());
  budget.tell('192.0.2.1', 'right', true);
  for (const source of ['192.0.2.1', '192.0.2.2']) {
    for (let n = 0; n < FAILURES_BURST; n++) budget.tell(source, 'wrong', false);
  }
  assert.equal(budget.admits('192.0.2.1', 'wrong'), false);
  assert.equal(budget.admits('192.0.2.1', 'right'), true);
  assert.equal(budget.admits('192.0.2.2', 'right'), false);
});

test('httpreq: beyond it a wrong key is not looked up, the neighbour goes on, and acme-dns says what it always says', async (t) => {
  const at = await entrancesWorld(t);
  const ask = (key: string) => {
    const body = JSON.stringify({ fqdn: '_acme-challenge.www.example.com.', value: newValue() });
    const credentials = Buffer.from(`web:${key}`).toString('base64');
    const head = [`Authorization: Basic ${credentials}`, `Content-Length: ${body.length}`];
    return at.send('POST /delegation/httpreq/present', head, body);
  };
  assert.equal((await ask(at.web.key)).status, 200);
  const statuses: number[] = [];
  for (let n = 0; n <= FAILURES_BURST; n++) statuses.push((await ask('wrong')).status);
  assert.deepEqual(new Set(statuses.slice(0, FAILURES_BURST)), new Set([401]));
  const over = await ask('wrong');
  assert.equal(over.status, 429);
  assert.match(over.body, /"code":"tooManyWrongKeys"/);
  assert.equal((await ask(at.web.key)).status, 200, 'was right from there before');
  const body = JSON.stringify({ subdomain: 'com-example-www', txt: newValue() });
  const head = [`X-Api-User: other`, `X-Api-Key: ${at.other.key}`, `Content-Length: ${body.length}`];
  const other = await at.send('POST /delegation/acme-dns/update', head, body);
  assert.deepEqual([other.status, other.body], [401, '{"error": "forbidden"}'], 'one budget for both');
  await at.clock.advance(FAILURE_EVERY_MS * 2);
  assert.equal((await ask('wrong')).status, 401);
});
