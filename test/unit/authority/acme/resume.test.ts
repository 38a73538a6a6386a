import assert from 'node:assert/strict';
import { type TestContext, describe, test } from 'node:test';
import { join } from 'node:path';
import { silentLog, systemClock } from '../../../../src/core/index.ts';
import type { CertificateAuthority } from '../../../../src/authority/ca/index.ts';
import { openSqliteStore, type ReservedCertificate, type Store } from '../../../../src/store/index.ts';
import { chainOf } from '../../../support/acme-client.ts';
import { startTestAcme } from '../../../support/acme-server.ts';
import { makeTestCa } from '../../../support/ca.ts';
import { makeCsr } from '../../../support/csr.ts';
import { recordingLog } from '../../../support/recording-log.ts';
import { until } from '../../../support/wait.ts';

type Tamper = (good: ReservedCertificate, other: ReservedCertificate) => ReservedCertificate;

/** Two servers one after the other on one store and one CA, as before and after a crash. */
async function crashable(t: TestContext) {
  const { ca, data } = await makeTestCa(t, systemClock);
  const store = await openSqliteStore({ file: join(data, 'sixfour.db'), log: silentLog });
  t.after(() => store.close());
  return { ca, store };
}

describe('work that a crash left unfinished', () => {
  test('a validation between claim and conclusion runs again', async (t) => {
    const { ca, store } = await crashable(t);
    const first = await startTestAcme(t, { store, ca, challengeHoldMs: 1 });
    first.validator.script = () => new Promise(() => {}); // the crash comes before its end
    const client = await first.client();
    const order = await client.newOrder(['a.example']);
    await client.proveAll(order);

    const second = await startTestAcme(t, { store, ca });
    await second.acme.resume();
    await until(async () => (await store.orders.find(idOf(order.location)))?.status === 'ready');
    const [again] = second.validator.requests;
    assert.equal(second.validator.requests.length, 1);
    assert.equal(again?.keyAuthorization, first.validator.requests[0]?.keyAuthorization);
    assert.equal((await store.authorizations.listAttempted(10)).length, 0);
    await second.acme.resume();
    assert.equal(second.validator.requests.length, 1, 'once');
  });

  test('a stop does not turn a validation that was cut short into a failure', async (t) => {
    const { ca, store } = await crashable(t);
    const first = await startTestAcme(t, { store, ca, challengeHoldMs: 1 });
    const cut = Promise.withResolvers<undefined>();
    first.validator.script = async () => {
      await cut.promise;
      return { code: 'serverInternal', params: {} } as never;
    };
    const client = await first.client();
    const order = await client.newOrder(['a.example']);
    await client.proveAll(order);
    await first.acme.close();
    cut.resolve(undefined);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await store.authorizations.listAttempted(10)).length, 1, 'still to be done');
  });

  test('a certificate between reserve and complete is signed from the stored bytes, with the same serial', async (t) => {
    const { ca, store } = await crashable(t);
    const crash = Promise.withResolvers<never>();
    t.after(() => crash.reject(new Error('crashed')));
    const dying: CertificateAuthority = { ...ca, sign: () => crash.promise };
    const first = await startTestAcme(t, { store, ca: dying, finalizeHoldMs: 1 });
    const client = await first.client();
    const order = await client.newOrder(['a.example']);
    await client.proveAll(order);
    const csr = makeCsr(['a.example']);
    const processing = await client.finalize(order, csr);
    assert.equal(processing.body.status, 'processing');
    assert.equal(processing.headers['retry-after'], '1');
    assert.equal((await client.finalize(order, csr)).body.status, 'processing', 'echoed');
    const [{ certificate: reserved } = assert.fail('not reserved')] = await store.orders.listProcessing(10);

    const second = await startTestAcme(t, { store, ca });
    await second.acme.resume();
    const done = await store.orders.find(idOf(order.location));
    assert.equal(done?.status, 'valid');
    assert.equal(done?.certificateSerial, reserved.serial);
    const other = await second.stranger(client.key);
    await other.newAccount();
    const read = await other.post(order.location.replace(first.base, second.base));
    const [leaf] = chainOf(await other.post(read.body.certificate));
    assert.ok(leaf?.includes(Buffer.from(reserved.tbs)), 'the very bytes that were stored before');
  });

  for (const [what, change] of [
    ['another key', (good, other) => ({ ...good, tbs: other.tbs })],
    ['another key hash', (good, other) => ({ ...good, spkiSha256: other.spkiSha256 })],
    ['other names', (good) => ({ ...good, identifiers: [{ type: 'dns', value: 'b.example' }] })],
    ['bytes that cannot be decoded', (good) => ({ ...good, tbs: good.tbs.subarray(1) })],
    // the CAA records that allowed it may have been 7 hours old then, and hold for 8 (BR 4.2.2.1)
    ['a reservation of more than an hour', (good) => ({ ...good, createdAt: good.createdAt - 3_600_001 })],
  ] satisfies [string, Tamper][]) {
    test(`a stored certificate with ${what} is abandoned after a restart, and nothing is signed`, async (t) => {
      const { ca, store } = await crashable(t);
      const crash = Promise.withResolvers<never>();
      t.after(() => crash.reject(new Error('crashed')));
      const first = await startTestAcme(t, {
        store,
        ca: { ...ca, sign: () => crash.promise },
        finalizeHoldMs: 1,
      });
      const client = await first.client();
      for (let n = 0; n < 2; n++) {
        const order = await client.newOrder(['a.example']);
        await client.proveAll(order);
        assert.equal((await client.finalize(order, makeCsr(['a.example']))).body.status, 'processing');
      }
      const [good = assert.fail(), other = assert.fail()] = await store.orders.listProcessing(10);
      const certificate = change(good.certificate, other.certificate);
      const damaged: Store = {
        ...store,
        orders: { ...store.orders, listProcessing: async () => [{ ...good, certificate }] },
      };
      let signed = 0;
      const watching: CertificateAuthority = {
        ...ca,
        sign: (planned, request) => (signed++, ca.sign(planned, request)),
      };
      const log = recordingLog();
      const second = await startTestAcme(t, { store: damaged, ca: watching, log });
      await second.acme.resume();
      assert.equal(signed, 0);
      const refused = await store.orders.find(good.order.id);
      assert.equal(refused?.status, 'invalid');
      assert.equal(refused?.error?.code, 'serverInternal');
      assert.equal((await store.certificates.get(good.certificate.serial))?.state, 'abandoned');
      assert.ok(log.lines.some(({ level, text }) => level === 'error' && /nothing signed/.test(text)));
    });
  }

  test('a signer that breaks leaves the order in processing, and it is taken up again', async (t) => {
    const { ca, store } = await crashable(t);
    let broken = true;
    const flaky: CertificateAuthority = {
      ...ca,
      sign: (planned, request) => (broken ? Promise.reject(new Error('no key')) : ca.sign(planned, request)),
    };
    const server = await startTestAcme(t, { store, ca: flaky });
    const client = await server.client();
    const order = await client.newOrder(['a.example']);
    await client.proveAll(order);
    assert.equal((await client.finalize(order, makeCsr(['a.example']))).body.status, 'processing');
    broken = false;
    await server.acme.resume();
    assert.equal((await client.post(order.location)).body.status, 'valid');
  });

  test('a certificate that the lint gate refuses ends the order, with nothing signed', async (t) => {
    const { ca, store } = await crashable(t);
    const refusing: CertificateAuthority = {
      ...ca,
      sign: async () => ({ ok: false, fault: { code: 'serverInternal', params: {} } }) as never,
    };
    const server = await startTestAcme(t, { store, ca: refusing });
    const client = await server.client();
    const order = await client.newOrder(['a.example']);
    await client.proveAll(order);
    const reply = await client.finalize(order, makeCsr(['a.example']));
    assert.equal(reply.body.status, 'invalid');
    assert.equal(reply.body.error.type, 'urn:ietf:params:acme:error:serverInternal');
    const identifier = { type: 'dns', value: 'a.example' } as const;
    const rows = await store.certificates.list({ identifier }, { limit: 10 });
    assert.deepEqual(
      rows.map(({ state, der }) => [state, der]),
      [['abandoned', null]],
    );
  });

  test('the row of a certificate is durable before the signer is asked', async (t) => {
    const { ca, store } = await crashable(t);
    const seen: string[] = [];
    const watching: CertificateAuthority = {
      ...ca,
      async sign(planned, request) {
        seen.push((await store.certificates.get(planned.serial))?.state ?? 'no row');
        return ca.sign(planned, request);
      },
    };
    const server = await startTestAcme(t, { store, ca: watching });
    const client = await server.client();
    const order = await client.newOrder(['a.example']);
    await client.proveAll(order);
    assert.equal((await client.finalize(order, makeCsr(['a.example']))).body.status, 'valid');
    assert.deepEqual(seen, ['reserved']);
  });

  test('a store that cannot write: 503 or 500 with a problem, and the log says it once', async (t) => {
    const { ca, store } = await crashable(t);
    const log = recordingLog();
    const broken: Store = {
      ...store,
      orders: { ...store.orders, create: () => Promise.reject(new Error('disk full')) },
    };
    const server = await startTestAcme(t, { store: broken, ca, log });
    const client = await server.client();
    for (let n = 0; n < 5; n++) {
      const reply = await client.newOrder(['a.example']);
      assert.equal(reply.status, 500);
      assert.equal(reply.body.type, 'urn:ietf:params:acme:error:serverInternal');
      assert.doesNotMatch(reply.text, /disk full/);
    }
    assert.ok(log.above('info').length <= 2);
  });
});

function idOf(location: string): string {
  return location.split('/').at(-1) ?? '';
}
