// Incident 9: a name server that says one address when it is judged and another ever after. Real DNS, real sockets, and a
// listener at the address that must never be connected to.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import {
  type ChallengeType,
  fail,
  fault,
  ok,
  silentLog,
  systemClock as clock,
} from '../../src/core/index.ts';
import {
  type AddressPolicy,
  createFetcher,
  createStubResolver,
  createTlsProber,
} from '../../src/net/index.ts';
import { createValidator } from '../../src/validation/index.ts';
import { nameToText, TYPE } from '../../src/wire/dns/index.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { challengeCertificate, startResponder } from '../support/tls-alpn.ts';
import { sharedPort } from '../support/shared-port.ts';
import { plainTerms } from '../support/validation-request.ts';

const [OPEN, CLOSED] = ['127.0.0.1', '127.0.0.2'];
const NAME = 'rebind.test';
const KEY_AUTHORIZATION = 'token.9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI';

/** As the real policy, but for loopback's second address: so that a listener can stand there. */
const policy: AddressPolicy = {
  check: ({ text }) =>
    text === OPEN ? ok(undefined) : fail(fault('addressRefused', { address: text, range: 'closed' })),
};

const skip = (await canListen(CLOSED)) ? false : `${CLOSED} cannot be listened on here`;

describe('a name that changes its address between check and connection', { skip, timeout: 60_000 }, () => {
  for (const first of [OPEN, CLOSED]) {
    const later = first === OPEN ? CLOSED : OPEN;
    const valid = first === OPEN;

    test(`http-01, first request: ${first}, later ${later}`, async (t) => {
      const world = await worldOf(t, { [NAME]: { first, later } });
      const report = await world.validate(NAME, 'http-01');
      assert.equal(report.verdict.valid, valid);
      if (!report.verdict.valid) assert.equal(report.verdict.fault.code, 'validationAddressRefused');
      assert.deepEqual(world.connections(), { open: valid ? 1 : 0, closed: 0 });
      assert.equal(world.asked(NAME), 1, 'one question for A, whatever came');
    });

    test(`http-01, after a redirect: ${first}, later ${later}`, async (t) => {
      const world = await worldOf(t, {
        [NAME]: { first, later },
        'start.test': { first: OPEN, later: OPEN },
      });
      const report = await world.validate('start.test', 'http-01');
      assert.equal(report.verdict.valid, valid);
      if (!report.verdict.valid) assert.equal(report.verdict.fault.code, 'validationAddressRefused');
      assert.deepEqual(world.connections(), { open: valid ? 2 : 1, closed: 0 });
      assert.equal(world.asked(NAME), 1);
    });

    test(`tls-alpn-01: ${first}, later ${later}`, async (t) => {
      const world = await worldOf(t, { [NAME]: { first, later } });
      const report = await world.validate(NAME, 'tls-alpn-01');
      assert.equal(report.verdict.valid, valid);
      if (!report.verdict.valid) assert.equal(report.verdict.fault.code, 'validationAddressRefused');
      assert.equal(world.connections().closed, 0);
      if (valid) await world.responder.completed;
      else assert.equal(world.responder.seen.length, 0);
      assert.equal(world.asked(NAME), 1);
    });
  }

  test('both addresses in one answer: the closed one is passed over, in either order', async (t) => {
    for (const list of [
      [OPEN, CLOSED],
      [CLOSED, OPEN],
    ]) {
      const world = await worldOf(t, { [NAME]: { first: list, later: list } });
      const report = await world.validate(NAME, 'http-01');
      assert.deepEqual(report.verdict, { valid: true });
      assert.deepEqual(world.connections(), { open: 1, closed: 0 });
    }
  });

  test('the name comes back at a later hop with another address: it is judged anew', async (t) => {
    const world = await worldOf(t, { [NAME]: { first: OPEN, later: CLOSED } }, `http://${NAME}:PORT/again`);
    const report = await world.validate(NAME, 'http-01');
    assert.ok(!report.verdict.valid && report.verdict.fault.code === 'validationAddressRefused');
    assert.deepEqual(world.connections(), { open: 1, closed: 0 });
    assert.equal(world.asked(NAME), 2);
  });
});

type Addresses = string | readonly string[];
type Flip = { readonly first: Addresses; readonly later: Addresses };

/** Listeners at both addresses on one port, a responder for TLS, and a name server that flips after its first A answer. */
async function worldOf(t: TestContext, names: Readonly<Record<string, Flip>>, elsewhere?: string) {
  const count = { open: 0, closed: 0 };
  const asked = new Map<string, number>();
  const web = createServer((request, response) => {
    const leads = elsewhere !== undefined || request.headers.host?.startsWith('start.') === true;
    const location = (elsewhere ?? `http://${NAME}:PORT/there`).replace('PORT', String(port));
    if (leads) response.writeHead(302, { location }).end();
    else response.end(KEY_AUTHORIZATION);
  });
  web.on('connection', () => count.open++);
  const port = await listen(t, web, OPEN, await sharedPort([OPEN, CLOSED]));
  const responder = await startResponder(challengeCertificate(NAME, KEY_AUTHORIZATION), {
    host: OPEN,
    port: await sharedPort([OPEN, CLOSED]),
  });
  t.after(() => responder[Symbol.asyncDispose]());
  for (const taken of [port, responder.port]) {
    const trap = createServer();
    trap.on('connection', () => count.closed++);
    await listen(t, trap, CLOSED, taken);
  }
  const dns = await startDnsServer({
    handler(query) {
      const [question] = query.questions;
      const name = question === undefined ? '' : nameToText(question.name).toLowerCase();
      const flip = names[name];
      if (question?.type !== TYPE.A || flip === undefined) return undefined;
      const before = asked.get(name) ?? 0;
      asked.set(name, before + 1);
      dns.set(name, { A: [before === 0 ? flip.first : flip.later].flat() });
      return undefined;
    },
  });
  for (const name of Object.keys(names)) dns.set(name, { A: [] });
  t.after(() => dns.close());
  const validator = createValidator({
    resolverFor: () => createStubResolver({ servers: dns.servers, clock }),
    fetcher: createFetcher({ clock }),
    tlsProber: createTlsProber({ clock }),
    policyFor: () => policy,
    rule: 'per-hop',
    clock,
    log: silentLog,
    http01Port: port,
    tlsAlpn01Port: responder.port,
  });
  t.after(() => validator.close());
  return {
    connections: () => ({ ...count }),
    responder,
    asked: (name: string) => asked.get(name) ?? 0,
    validate: (value: string, type: ChallengeType) =>
      validator.validate({
        identifier: { type: 'dns', value },
        wildcard: false,
        type,
        token: 'token',
        keyAuthorization: KEY_AUTHORIZATION,
        ...plainTerms,
      }),
  };
}

async function listen(t: TestContext, server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** macOS has 127.0.0.1 alone. */
async function canListen(host: string): Promise<boolean> {
  const server = createServer();
  const bound = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ host, port: 0 }, () => resolve(true));
  });
  server.close();
  return bound;
}
