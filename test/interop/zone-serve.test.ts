// The whole program with a secondary (Knot) and a signed zone: what a change waits for, who lags, how a key is changed, and what a kill leaves.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ZoneView } from '../../src/console/api/index.ts';
import { TYPE } from '../../src/wire/dns/index.ts';
import { freeDnsPort } from '../support/free-port.ts';
import { installed, type Service } from '../support/process.ts';
import { type SecondarySetup, startSecondary } from '../support/secondary-programs.ts';
import { type Env, serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';
import { query, VALUE, VALUE_2 } from '../support/zone.ts';
import { askUdp } from '../support/zone-client.ts';

const skip = (await installed('knotd')) ? false : 'knotd is not installed (knot)';
const ZONE = 'acme.hoster.test';
const SIGNED = 'signed.hoster.test';
const LABEL = 'test-customer';
const WAIT_MS = 2_000;

describe('zones of a running server', { skip, timeout: 300_000 }, () => {
  const directory = tempDir({ after });
  const data = join(directory, 'data');
  const keyFile = join(directory, 'knot.key');
  let env: Env;
  let server: Awaited<ReturnType<typeof serve>>;
  let setup: SecondarySetup;
  let secondary: Service;
  let client: { user: string; key: string };

  before(async () => {
    const made = await sixfourJson(['zone', 'secondary-key', 'knot.acme-transfer']);
    assert.equal(made.code, 0);
    const text = await sixfour(['zone', 'secondary-key', 'knot.acme-transfer']);
    writeFileSync(keyFile, text.stdout);
    const secret = /secret "([^"]+)"/.exec(text.stdout)?.[1] ?? '';
    const [port, primaryPort] = [await freeDnsPort(['127.0.0.1']), await freeDnsPort(['127.0.0.1'])];
    setup = {
      zone: ZONE,
      primaryPort,
      port,
      directory: join(directory, 'knot'),
      key: { name: 'knot.acme-transfer', secret },
    };
    env = {
      SIXFOUR_DELEGATION_PORT: String(primaryPort),
      SIXFOUR_DELEGATION_ADDRESSES: '["127.0.0.1"]',
      SIXFOUR_DELEGATION_ZONES: `{ "${ZONE}" = { name_servers = { "ns1.${ZONE}" = ["127.0.0.1"] } }, "${SIGNED}" = { dnssec = true, name_servers = { "ns1.${SIGNED}" = ["127.0.0.1"] } } }`,
      SIXFOUR_DELEGATION_SECONDARIES: `{ knot = { addresses = ["127.0.0.1"], port = ${port}, key_file = "${keyFile}", zones = ["${ZONE}"] } }`,
      SIXFOUR_DELEGATION_SECONDARY_WAIT_MS: String(WAIT_MS),
      SIXFOUR_VALIDATION_ITERATIVE: 'false',
      SIXFOUR_VALIDATION_DNS_SERVERS: '["127.0.0.1:9"]',
    };
    assert.equal((await sixfour(['init', '--trial', '--test', '--data', data], env)).code, 0);
    server = await serve(data, env);
    secondary = await startSecondary('knotd', setup);
    client = await json('client', 'add', 'web');
    await json('rule', 'add', 'web', 'customer.test');
  });
  after(async () => {
    await secondary?.stop();
    await server?.stop();
  });

  async function json(...args: string[]) {
    const { code, body } = await sixfourJson([...args, '--data', data], env);
    assert.equal(code, 0, JSON.stringify(body));
    return body;
  }
  const zone = async (name: string): Promise<ZoneView> => (await json('zone', 'show', name)).zones[0];

  /** By httpreq, as lego does it; how long it took. */
  async function present(value: string): Promise<number> {
    const began = performance.now();
    const { port } = server.ready.listeners.find(({ scheme }) => scheme === 'https') ?? { port: 0 };
    const url = `https://127.0.0.1:${port}/delegation/httpreq/present`;
    const done = await post(url, { fqdn: '_acme-challenge.customer.test.', value });
    assert.equal(done, 200);
    return performance.now() - began;
  }

  async function post(url: string, body: object): Promise<number> {
    const { request } = await import('node:https');
    return new Promise((resolve, reject) => {
      const authorization = `Basic ${Buffer.from(`${client.user}:${client.key}`).toString('base64')}`;
      const asked = request(
        url,
        {
          method: 'POST',
          rejectUnauthorized: false,
          headers: { 'content-type': 'application/json', authorization },
        },
        (reply) => {
          reply.resume();
          resolve(reply.statusCode ?? 0);
        },
      );
      asked.on('error', reject);
      asked.end(JSON.stringify(body));
    });
  }

  it('a value that a request brought is at the secondary when the request is answered', async () => {
    await until('the secondary keeps up', async () => {
      const [one] = (await zone(ZONE)).secondaries;
      return one?.lagsSince === null && one.serial !== null ? one : undefined;
    });
    await present(VALUE);
    assert.deepEqual(await servedBy(setup.port), [VALUE]);
    const [one] = (await zone(ZONE)).secondaries;
    assert.deepEqual(
      [one?.name, one?.address, one?.serial === one?.wanted, one?.lagsSince],
      ['knot', '127.0.0.1', true, null],
    );
  });

  it('one that is away is waited for once, and named by the log and by zone show; then it catches up', async () => {
    await secondary.stop('SIGKILL');
    assert.ok((await present(VALUE_2)) >= WAIT_MS);
    const behind = await zone(ZONE);
    assert.notEqual(behind.secondaries[0]?.lagsSince, null);
    assert.deepEqual([behind.lags[0]?.secondary, behind.lags[0]?.until], ['knot', null]);
    assert.match(
      (await sixfour(['zone', 'show', ZONE, '--data', data], env)).stdout,
      /knot \(127\.0\.0\.1\): LAGS since/,
    );
    assert.match(server.output(), /a secondary lags/);
    secondary = await startSecondary('knotd', setup);
    await until('it has caught up', async () => {
      const { secondaries, lags } = await zone(ZONE);
      return secondaries[0]?.lagsSince === null && lags[0]?.until !== null ? true : undefined;
    });
    assert.deepEqual(await servedBy(setup.port), [VALUE, VALUE_2].toSorted());
  });

  it('a secondary of a signed zone, or one without its key, is told of at the start', async () => {
    const elsewhere = join(directory, 'other');
    const asked = { ...env, SIXFOUR_DELEGATION_PORT: '0' };
    assert.equal((await sixfour(['init', '--trial', '--test', '--data', elsewhere], asked)).code, 0);
    for (const [table, says] of [
      [`{ knot = { addresses = ["127.0.0.1"], key_file = "${keyFile}" } }`, /is signed as it is served/],
      [
        `{ knot = { addresses = ["127.0.0.1"], key_file = "/nowhere", zones = ["${ZONE}"] } }`,
        /cannot be used: \/nowhere/,
      ],
      [`{ knot = { key_file = "${keyFile}", zones = ["${ZONE}"] } }`, /has no address/],
      [
        `{ knot = { addresses = ["::1"], key_file = "${keyFile}", zones = ["x.test"] } }`,
        /not in delegation\.zones/,
      ],
    ] as const) {
      const done = await sixfour(['serve', '--data', elsewhere], {
        ...asked,
        SIXFOUR_DELEGATION_SECONDARIES: table,
      });
      assert.notEqual(done.code, 0);
      assert.match(done.stdout + done.stderr, says);
    }
  });

  it('a change of key is begun, outlives a kill, is shown, and is given up', async () => {
    const before = await zone(SIGNED);
    assert.ok(before.key !== null && before.rollover === null);
    const begun: ZoneView = await json('zone', 'roll', SIGNED);
    assert.equal(begun.rollover?.phase, 'key-published');
    const again = await sixfourJson(['zone', 'roll', SIGNED, '--data', data], env);
    assert.deepEqual([again.code, again.body.error?.code ?? again.body.code], [1, 'rolloverUnderWay']);
    assert.equal(await published(), 2);
    await server.stop('SIGKILL');
    const alone = await sixfourJson(['zone', 'roll', SIGNED, '--abort', '--data', data], env);
    assert.notEqual(alone.code, 0);
    server = await serve(data, env);
    assert.equal(await published(), 2);
    const shown = await sixfour(['zone', 'show', SIGNED, '--data', data], env);
    assert.match(shown.stdout, /is published beside the old one/);
    assert.ok(shown.stdout.includes(`IN DS ${before.key.ds}`), 'not the new one yet');
    const early = await sixfourJson(['zone', 'roll', SIGNED, '--ds-published', '--data', data], env);
    assert.equal(early.code, 1);
    const after: ZoneView = await json('zone', 'roll', SIGNED, '--abort');
    assert.equal(after.rollover, null);
    assert.equal(after.key?.ds, before.key.ds);
    assert.equal(await published(), 1);
  });

  async function published(): Promise<number> {
    const at = { address: '127.0.0.1', port: setup.primaryPort };
    const { message } = await askUdp(at, query({ name: SIGNED, type: TYPE.DNSKEY }));
    return message.answers.length;
  }
});

async function servedBy(port: number): Promise<string[]> {
  const at = { address: '127.0.0.1', port };
  const { message } = await askUdp(at, query({ name: `${LABEL}.${ZONE}`, type: TYPE.TXT }));
  return message.answers
    .flatMap(({ data: one }) => (one.kind === 'TXT' ? [Buffer.concat(one.strings).toString()] : []))
    .toSorted();
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const limit = performance.now() + 60_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    assert.ok(performance.now() < limit, `waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
