// What a dry validation does beyond one that an order waits for: it goes on until every rule, and each family, has its judgement.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createStop, RETRY_RULES } from '../../src/core/index.ts';
import { NAME, PARITY_ROWS } from '../unit/validation/parity-rows.ts';
import type { World } from '../unit/validation/world.ts';
import { network, REQUEST } from './validation-network.ts';

const V6 = '2001:db8::6';
const V4 = '192.0.2.4';
const DUAL: World['dns'] = { [NAME]: { AAAA: [V6], A: [V4] } };
const DRY = { ...REQUEST, dry: { allFamilies: false } };
const ALL = { ...REQUEST, dry: { allFamilies: true } };

describe('a dry validation', () => {
  for (const { row, world, expected } of PARITY_ROWS) {
    for (const rule of RETRY_RULES) {
      test(`${row}: ${rule}: the same verdict, and that of every rule beside it`, async () => {
        for (const request of [DRY, ALL]) {
          const { clock, validator } = network(world, { rule });
          const report = await clock.drive(validator.validate(request));
          assert.equal(report.verdict.valid ? 'valid' : 'invalid', expected[rule].verdict);
          for (const each of RETRY_RULES) assert.equal(report.judgements[each], expected[each].verdict);
        }
      });
    }
  }

  test('an IPv4 that fails shows although IPv6 passes', async () => {
    const seen = await families({ [`${V6} 80`]: 'good', [`${V4} 80`]: { status: 404 } });
    assert.ok(seen.report.verdict.valid);
    assert.deepEqual(seen.report.judgements, { documented: 'valid', boulder: 'valid', 'per-hop': 'valid' });
    assert.deepEqual(seen.families, { 6: 'valid', 4: 'invalid' });
    assert.deepEqual(seen.tried, ['6/0', '4/0']);
  });

  test('an IPv6 that is dead shows although IPv4 saves it, without another attempt', async () => {
    const seen = await families({ [`${V4} 80`]: 'good' });
    assert.ok(seen.report.verdict.valid);
    assert.deepEqual(seen.families, { 6: 'invalid', 4: 'valid' });
    assert.deepEqual(seen.tried, ['6/0', '4/0']);
  });

  test('IPv4 that would pass shows although IPv6 refuses, and decides nothing', async () => {
    const seen = await families({ [`${V6} 80`]: { status: 404 }, [`${V4} 80`]: 'good' });
    assert.ok(!seen.report.verdict.valid && seen.report.verdict.fault.code === 'validationStatus');
    assert.deepEqual(seen.report.judgements, {
      documented: 'invalid',
      boulder: 'invalid',
      'per-hop': 'invalid',
    });
    assert.deepEqual(seen.families, { 6: 'invalid', 4: 'valid' });
  });

  test('both redirect alike: one more attempt, and what comes after the redirect counts for both', async () => {
    const to = { status: 301, location: `http://${NAME}/there` };
    const seen = await families({ [`${V6} 80`]: to, [`${V4} 80`]: to, [`http://${NAME}/there`]: 'good' });
    assert.ok(seen.report.verdict.valid);
    assert.deepEqual(seen.families, { 6: 'valid', 4: 'valid' });
    assert.deepEqual(seen.tried, ['6/0', '6/1', '4/0']);
  });

  test('where the other family redirects elsewhere nothing is known', async () => {
    const seen = await families({
      [`${V6} 80`]: 'good',
      [`${V4} 80`]: { status: 301, location: `http://${NAME}/elsewhere` },
    });
    assert.deepEqual(seen.families, { 6: 'valid', 4: 'not-measured' });
    assert.deepEqual(seen.tried, ['6/0', '4/0']);
  });

  test('a family without addresses is absent', async () => {
    const seen = await families({ [`${V4} 80`]: 'good' }, { [NAME]: { AAAA: [], A: [V4] } });
    assert.deepEqual(seen.families, { 6: 'absent', 4: 'valid' });
    assert.deepEqual(seen.tried, ['4/0']);
  });

  test('with the token alone the file of any account passes, and no other file', async () => {
    const any = { ...REQUEST, keyAuthorization: '', dry: { allFamilies: false, anyAccount: true } };
    for (const [body, valid] of [
      ['other-account', true],
      ['html', false],
    ] as const) {
      const { clock, validator } = network({ dns: DUAL, servers: { [`${V6} 80`]: { body } } });
      assert.equal((await clock.drive(validator.validate(any))).verdict.valid, valid, body);
      assert.equal(
        (await clock.drive(validator.validate(REQUEST))).verdict.valid,
        false,
        'an order needs it all',
      );
    }
  });

  test('CAA is looked at after a refusal too; the refusal stays', async () => {
    const caa = { mode: 'enforce', issuers: ['ca.example'] } as const;
    const world: World = { dns: DUAL, servers: { [`${V6} 80`]: { status: 404 } } };
    const looked = async (request: typeof REQUEST | typeof DRY) => {
      const { clock, validator } = network(world);
      const report = await clock.drive(validator.validate({ ...request, caa }));
      assert.ok(!report.verdict.valid && report.verdict.fault.code === 'validationStatus');
      return report.evidence.some(({ kind }) => kind === 'caa');
    };
    assert.deepEqual([await looked(DRY), await looked(REQUEST)], [true, false]);
  });

  test('ends at once where nobody waits for it any longer, and starts nothing more', async () => {
    const { clock, validator, load } = network({ dns: DUAL, servers: { [`${V4} 80`]: 'good' } });
    const { signal, stop } = createStop();
    const under = validator.validate({ ...REQUEST, dry: { allFamilies: true, signal } });
    await clock.advance(1_000);
    assert.equal(load.now, 1, 'waits for IPv6');
    stop();
    const report = await under;
    assert.ok(!report.verdict.valid && report.verdict.fault.code === 'validationStopped');
    assert.deepEqual(
      report.evidence.filter((one) => one.kind === 'attempt').map(({ family, outcome }) => [family, outcome]),
      [[6, 'cancelled']],
    );
    assert.equal(load.now, 0);
  });

  test('without being asked for, no family is tried beyond the rules, and no judgement is given', async () => {
    const { clock, validator } = network({ dns: DUAL, servers: { [`${V6} 80`]: 'good' } });
    const report = await clock.drive(validator.validate(DRY));
    assert.equal(report.families, undefined);
    assert.equal(report.evidence.filter((one) => one.kind === 'attempt').length, 1);
  });
});

/** A dry validation of both families, what they would give alone, and the attempts made. */
async function families(servers: World['servers'], dns = DUAL) {
  const { clock, validator } = network({ dns, servers });
  const report = await clock.drive(validator.validate(ALL));
  const attempts = report.evidence.filter((one) => one.kind === 'attempt');
  return {
    report,
    families: report.families,
    tried: attempts.map(({ family, hop }) => `${family}/${hop}`),
  };
}
