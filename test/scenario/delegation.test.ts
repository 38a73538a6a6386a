// The delegation as people run it: settings, a server, commands, requests over TLS, questions over DNS.
import assert from 'node:assert/strict';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { test } from 'node:test';
import { newValue } from '../support/delegation.ts';
import { type Ready, serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';

const ZONE = 'acme.example.net';
const TARGET = `com-example-www.${ZONE}`;
const CHALLENGE = '_acme-challenge.www.example.com';
const ENV = {
  SIXFOUR_DELEGATION_PORT: '0',
  SIXFOUR_DELEGATION_CHALLENGE_ZONES: 'true',
  SIXFOUR_DELEGATION_ZONES: `{ "${ZONE}" = { name_servers = { "ns1.${ZONE}" = ["::1", "127.0.0.1"] } } }`,
};

test('a client is given a name, presents, is seen, is refused what is not its own, and survives a restart', async (t) => {
  const data = join(tempDir(t), 'data');
  let server = await serve(data, ENV);
  t.after(() => server.stop());
  const command = async (...args: string[]) => {
    const { code, body } = await sixfourJson([...args, '--data', data], ENV);
    assert.equal(code, 0, JSON.stringify(body));
    return body;
  };

  const web = await command('client', 'add', 'web');
  const other = await command('client', 'add', 'other');
  const { rules } = await command('rule', 'add', 'web', 'www.example.com', '*.api.example.com');
  assert.deepEqual(rules[0].targets, [{ challenge: CHALLENGE, target: TARGET }]);
  assert.deepEqual(await txt(server.ready, TARGET), [], 'known, and idle');
  const [first, second] = [newValue(), newValue()];

  // httpreq, by the label as lego finds it; acme-dns, with the same client's key
  const presented = await present(server.ready, web, { fqdn: `${TARGET}.`, value: first });
  assert.equal(presented.status, 200, presented.body);
  assert.deepEqual(await txt(server.ready, TARGET), [first], 'answered when it is served');
  assert.deepEqual(
    await txt(server.ready, CHALLENGE),
    [first],
    'where the challenge is a zone of its own, too',
  );
  assert.deepEqual(await resolverOf(server.ready).resolveNs(CHALLENGE), [`ns1.${ZONE}`]);
  const account = { subdomain: 'com-example-www', txt: second };
  const updated = await post(server.ready, '/delegation/acme-dns/update', account, {
    'X-Api-User': web.user,
    'X-Api-Key': web.key,
  });
  assert.deepEqual([updated.status, updated.body], [200, `{"txt": "${second}"}`]);
  assert.deepEqual(new Set(await txt(server.ready, TARGET)), new Set([first, second]));

  const refused = await present(server.ready, other, { fqdn: `${TARGET}.`, value: newValue() });
  assert.equal(refused.status, 403);
  assert.match(refused.body, /Client \\"other\\" may not answer the challenge of www\.example\.com/);
  const shown = await command('client', 'show', 'other');
  assert.deepEqual(
    shown.events.map((one: { event: string; reason: string }) => [one.event, one.reason]),
    [['refused', 'no-rule']],
  );
  const why = await sixfour(['rule', 'explain', 'www.example.com', '--client', 'other', '--data', data], ENV);
  assert.equal(why.code, 1);
  assert.match(why.stdout, /Nobody may answer/);
  assert.equal((await sixfour(['rule', 'explain', 'x.api.example.com', '--data', data], ENV)).code, 0);

  // a name below the rule, by the name at which the CA asks
  const below = newValue();
  const fqdn = '_acme-challenge.v1.api.example.com.';
  assert.equal((await present(server.ready, web, { fqdn, value: below })).status, 200);
  assert.deepEqual(await txt(server.ready, `com-example-api-v1.${ZONE}`), [below]);

  const before = await serial(server.ready);
  await server.stop();
  const added = await sixfourJson(['rule', 'add', 'other', 'mail.example.com', '--data', data], ENV);
  assert.equal(added.code, 0, 'without a server too');
  server = await serve(data, ENV);
  assert.deepEqual(new Set(await txt(server.ready, TARGET)), new Set([first, second]), 'nothing was lost');
  assert.deepEqual(await txt(server.ready, `com-example-mail.${ZONE}`), []);
  assert.deepEqual(new Set(await txt(server.ready, CHALLENGE)), new Set([first, second]));
  assert.ok((await serial(server.ready)) >= before, 'no serial goes back');

  await command('rule', 'remove', rules[0].id);
  assert.deepEqual(await txt(server.ready, TARGET), [], 'with the rule goes what it allowed');
  assert.deepEqual(await txt(server.ready, `com-example-api-v1.${ZONE}`), [below]);
  await command('client', 'remove', 'web');
  assert.deepEqual(await txt(server.ready, `com-example-api-v1.${ZONE}`), []);
  assert.equal((await present(server.ready, web, { fqdn, value: below })).status, 401);
  assert.equal(await txt(server.ready, `nothing.${ZONE}`), undefined);
});

test('a hundred values at once: each is served when it is answered for, and none is lost to a SIGKILL', async (t) => {
  const data = join(tempDir(t), 'data');
  let server = await serve(data, ENV);
  t.after(() => server.stop());
  const clients: { name: string; key: string }[] = [];
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    clients.push((await sixfourJson(['client', 'add', name, '--data', data], ENV)).body);
    const added = await sixfourJson(['rule', 'add', name, 'www.example.com', '--data', data], ENV);
    assert.equal(added.code, 0);
  }
  const values = Array.from({ length: 100 }, newValue);
  const { ready } = server;
  await Promise.all(
    values.map(async (value, index) => {
      const client = clients[index % clients.length];
      assert.ok(client);
      const fqdn = index % 2 === 0 ? `${TARGET}.` : `${CHALLENGE}.`;
      const presented = await present(ready, client, { fqdn, value });
      assert.equal(presented.status, 200, presented.body);
      assert.ok((await txt(ready, TARGET))?.includes(value), 'served as soon as it is answered for');
    }),
  );
  await server.stop('SIGKILL');
  server = await serve(data, ENV);
  assert.deepEqual(new Set(await txt(server.ready, TARGET)), new Set(values));
});

test('without a zone there is no way in, and a rule says so', async (t) => {
  const data = join(tempDir(t), 'data');
  const server = await serve(data);
  t.after(() => server.stop());
  assert.ok(!server.ready.listeners.some(({ scheme }) => scheme === 'dns'));
  const web = await sixfourJson(['client', 'add', 'web', '--data', data]);
  const added = await sixfourJson(['rule', 'add', 'web', 'www.example.com', '--data', data]);
  assert.deepEqual([added.code, added.body.rules[0].targets], [0, []]);
  assert.equal((await present(server.ready, web.body, {})).status, 404);
});

test('a zone without name servers is not started, and says what is missing', async (t) => {
  const data = join(tempDir(t), 'data');
  const env = { ...ENV, SIXFOUR_DELEGATION_ZONES: `{ "${ZONE}" = {} }` };
  const refused = await sixfour(['serve', '--data', data], env);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /name_servers/);
});

/** The values of a name; undefined where there is no such name. */
async function txt(ready: Ready, name: string): Promise<string[] | undefined> {
  try {
    return (await resolverOf(ready).resolveTxt(name)).map((strings) => strings.join(''));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENODATA') return [];
    if (code === 'ENOTFOUND') return undefined;
    throw error;
  }
}

async function serial(ready: Ready): Promise<number> {
  return (await resolverOf(ready).resolveSoa(ZONE)).serial;
}

function resolverOf({ listeners }: Ready): Resolver {
  const resolver = new Resolver();
  const dns = listeners.find(({ scheme, family }) => scheme === 'dns' && family === 6);
  assert.ok(dns);
  resolver.setServers([`[::1]:${dns.port}`]);
  return resolver;
}

function present(ready: Ready, { name, key }: { name: string; key: string }, body: object) {
  const Authorization = `Basic ${Buffer.from(`${name}:${key}`).toString('base64')}`;
  return post(ready, '/delegation/httpreq/present', body, { Authorization });
}

async function post(
  { rootFile, directoryUrl }: Ready,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> {
  const outgoing = request(new URL(path, directoryUrl), {
    method: 'POST',
    ca: readFileSync(rootFile),
    headers,
  });
  outgoing.end(JSON.stringify(body));
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}
