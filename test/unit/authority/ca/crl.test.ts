// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 needs it loaded first
import 'reflect-metadata';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as x509 from '@peculiar/x509';
import {
  type CertificateAuthority,
  CRL_JOB,
  createCrlJob,
  crlDueAfterRevocation,
  crlJobKey,
  LintError,
  nextCrlDue,
} from '../../../../src/authority/ca/index.ts';
import type { Crl } from '../../../../src/store/index.ts';
import { decodeCertificate, decodeCrl, verifySigned } from '../../../../src/wire/x509/index.ts';
import { makeTestCa } from '../../../support/ca.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 20, 12);

type Row = { readonly serial: string; revokedAt: number | null; reason: number; readonly notAfter: number };

/** The part of the store that the job uses, over a list. */
function tableOf(rows: readonly Row[], ca: CertificateAuthority) {
  const kept: Crl[] = [];
  let number = 0n;
  const steps: string[] = [];
  const certificates = {
    getCrl: async () => kept.at(-1),
    nextCrlNumber: async () => {
      steps.push('number');
      return ++number;
    },
    listRevoked: async (issuerId: string, expiredAfter: number) => {
      assert.equal(issuerId, ca.issuer.id);
      return rows
        .filter(({ revokedAt, notAfter }) => revokedAt !== null && notAfter > expiredAfter)
        .map(({ serial, revokedAt, reason }) => ({ serial, revokedAt: revokedAt ?? 0, reason }));
    },
    saveCrl: async (crl: Crl) => {
      steps.push('save');
      kept.push(crl);
    },
  };
  return { kept, steps, store: { certificates } as unknown as Parameters<typeof createCrlJob>[0]['store'] };
}
const row = (serial: string, over: Partial<Row> = {}): Row => ({
  serial,
  revokedAt: null,
  reason: 0,
  notAfter: START + 45 * DAY,
  ...over,
});
const listed = (crl: Crl | undefined) =>
  decodeCrl(crl?.der ?? new Uint8Array()).revoked.map(
    ({ serial, reason }) => `${Buffer.from(serial).toString('hex')}:${reason}`,
  );

test('the schedule: at once without a CRL, daily with one, at once with one that ended or lies ahead', () => {
  const now = START;
  const at = (thisUpdate: number) => ({ thisUpdate, nextUpdate: thisUpdate + 7 * DAY });
  assert.equal(nextCrlDue(undefined, now), now);
  assert.equal(nextCrlDue(at(now), now), now + DAY);
  assert.equal(nextCrlDue(at(now - 2 * DAY), now), now - DAY);
  assert.equal(nextCrlDue(at(now - 8 * DAY), now), now);
  assert.equal(nextCrlDue(at(now + HOUR), now), now);
  assert.ok(crlDueAfterRevocation(now) > now && crlDueAfterRevocation(now) <= now + 60_000);
});

test('the job makes a CRL that verifies, is good for a week, and is made anew a day later with a higher number', async (t) => {
  const clock = createVirtualClock(START + 321);
  const { ca } = await makeTestCa(t, clock);
  const rows = [
    row('01aa', { revokedAt: START - HOUR, reason: 1 }),
    row('01bb', { revokedAt: START - HOUR }),
    row('01cc'),
  ];
  const { kept, steps, store } = tableOf(rows, ca);
  const job = createCrlJob({ store, ca, clock });
  assert.deepEqual([job.key, job.kind], [crlJobKey(ca.issuer.id), CRL_JOB]);
  assert.equal(await job.due(), clock.now());
  assert.equal(await job.run(), START + DAY);
  assert.deepEqual(steps, ['number', 'save']);
  const [first] = kept;
  assert.ok(first);
  assert.deepEqual([first.thisUpdate, first.nextUpdate], [START, START + 7 * DAY]);
  assert.deepEqual(listed(first), ['01aa:1', '01bb:0']);
  const crl = decodeCrl(first.der);
  const { spki } = decodeCertificate(ca.issuer.certificate);
  assert.ok(
    verifySigned({ tbs: crl.tbs, algorithm: crl.signatureAlgorithm, signature: crl.signature }, spki),
  );

  (rows[2] as Row).revokedAt = clock.now() + HOUR;
  await clock.advance(DAY);
  assert.equal(await job.due(), START + DAY);
  await job.run();
  assert.deepEqual(listed(kept[1]), ['01aa:1', '01bb:0', '01cc:0']);
  assert.deepEqual(
    kept.map(({ number }) => number),
    [1n, 2n],
  );
});

test('@peculiar/x509 reads the same entries and leaves out the reason that was left out', async (t) => {
  const clock = createVirtualClock(START);
  const { ca } = await makeTestCa(t, clock);
  const rows = [
    row('01aa', { revokedAt: START - HOUR, reason: 1 }),
    row('01bb', { revokedAt: START - HOUR }),
  ];
  const { kept, store } = tableOf(rows, ca);
  await createCrlJob({ store, ca, clock }).run();
  const crl = new x509.X509Crl(new Uint8Array(kept[0]?.der ?? []));
  assert.deepEqual(
    crl.entries.map(({ serialNumber, reason }) => [serialNumber, reason]),
    [
      ['01aa', x509.X509CrlReason.keyCompromise],
      ['01bb', undefined],
    ],
  );
  assert.equal(crl.nextUpdate?.getTime(), START + 7 * DAY);
});

test('incident 16 (a tidy-up dropped revoked certificates): an entry stays until it was on one CRL past its end', async (t) => {
  const clock = createVirtualClock(START);
  const { ca } = await makeTestCa(t, clock);
  const rows = [row('01aa', { revokedAt: START - HOUR, notAfter: START + 36 * HOUR })];
  const { kept, store } = tableOf(rows, ca);
  const job = createCrlJob({ store, ca, clock });
  const entries: number[] = [];
  for (let day = 0; day < 5; day++) {
    await job.run();
    entries.push(listed(kept.at(-1)).length);
    await clock.advance(DAY);
  }
  // days 0 and 1: not ended; day 2: the first one after its end; then it may go
  assert.deepEqual(entries, [1, 1, 1, 0, 0]);
});

test('a certificate revoked within the second in which the CRL is made is on it, with a date that is not ahead', async (t) => {
  const clock = createVirtualClock(START + 900);
  const { ca } = await makeTestCa(t, clock);
  const { kept, store } = tableOf([row('01aa', { revokedAt: START + 800 })], ca);
  await createCrlJob({ store, ca, clock }).run();
  const [entry] = decodeCrl(kept[0]?.der ?? new Uint8Array()).revoked;
  assert.equal(entry?.revokedAt, START);
});

test('nothing is signed under a number that does not grow, or over the wrong entries', async (t) => {
  const clock = createVirtualClock(START);
  const { ca } = await makeTestCa(t, clock);
  const times = { thisUpdate: START, nextUpdate: START + 7 * DAY };
  const sign = (number: bigint, previousNumber?: bigint) =>
    ca.signCrl({
      number,
      ...times,
      revoked: [],
      ...(previousNumber === undefined ? {} : { previousNumber }),
    });
  await sign(5n);
  await assert.rejects(sign(5n), LintError);
  await assert.rejects(sign(4n), LintError);
  await assert.rejects(sign(7n, 7n), LintError);
  await sign(8n, 7n);
  const twice = [1, 2].map(() => ({ serial: '01aa', revokedAt: START, reason: 0 }));
  await assert.rejects(ca.signCrl({ number: 9n, ...times, revoked: twice }), /crl-entries-unique/);
  await assert.rejects(
    ca.signCrl({ number: 9n, thisUpdate: START, nextUpdate: START + 11 * DAY, revoked: [] }),
    /crl-validity/,
  );
});
