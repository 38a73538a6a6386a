// The native API as people run it: settings, a server, commands, requests over TLS with keys and tokens.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { newValue } from '../support/delegation.ts';
import { startIssuer } from '../support/oidc-issuer.ts';
import { type Ready, serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';

const ZONE = 'acme.example.net';
const CHALLENGE = '_acme-challenge.www.example.com';
const ENV = {
  SIXFOUR_DELEGATION_PORT: '0',
  SIXFOUR_DELEGATION_API_ADDRESSES: '::1',
  SIXFOUR_DELEGATION_API_PORT: '0',
  SIXFOUR_DELEGATION_ZONES: `{ "${ZONE}" = { name_servers = { "ns1.${ZONE}" = ["::1"] } } }`,
};

test('keys that end and are revoked, tokens of an issuer, on both listeners; and it survives a restart', async (t) => {
  const data = join(tempDir(t), 'data');
  let server = await serve(data, ENV);
  t.after(() => server.stop());
  const command = async (...args: string[]) => {
    const { code, body } = await sixfourJson([...args, '--data', data], ENV);
    assert.equal(code, 0, JSON.stringify(body));
    return body;
  };
  const refused = async (...args: string[]) => (await sixfourJson([...args, '--data', data], ENV)).body.error;
  await command('client', 'add', 'web');
  await command('rule', 'add', 'web', 'www.example.com');

  // keys
  const key = await command('client', 'key', 'add', 'web', '--expires', '90d', '--network', '::1');
  const narrow = await command('client', 'key', 'add', 'web', '--only', 'api.example.com');
  assert.equal(narrow.challenge, '_acme-challenge.api.example.com');
  assert.equal((await put(server.ready, key.key)).status, 200);
  assert.match((await put(server.ready, narrow.key)).body, /the key is for another name/);
  const listed = async () => (await command('client', 'key', 'list', 'web')).keys as Listed[];
  const shown = (await listed()).find(({ user }) => user === key.user);
  assert.ok(shown?.lastUsedAt !== null && shown?.expiresAt === key.expiresAt);
  const first = (await listed()).find(({ user }) => ![key.user, narrow.user].includes(user));
  assert.deepEqual([first?.lastUsedAt, first?.expiresAt], [null, null]);
  for (const expires of ['2020-01-01', '-1d'])
    assert.equal(
      (await refused('client', 'key', 'add', 'web', `--expires=${expires}`))?.code,
      'expiryInvalid',
      expires,
    );
  await command('client', 'key', 'revoke', 'web', key.user);
  assert.equal((await put(server.ready, key.key)).status, 401);
  assert.equal((await refused('client', 'key', 'revoke', 'web', key.user)).code, 'noSuchClientKey');

  // tokens
  const issuer = await startIssuer(t, () => Date.now());
  const binding = ['--issuer', issuer.issuer, '--audience', 'here', '--claim', 'project_id=1'];
  const add = (...more: string[]) => ['client', 'identity', 'add', 'web', ...binding, ...more];
  const subject = 'project_path:acme/site:ref_type:branch:ref:main';
  assert.equal((await refused(...add('--subject', 'project_path:*'))).code, 'clientIdentityInvalid');
  const identity = await command(...add('--subject', subject));
  assert.equal((await refused(...add('--subject', subject))).code, 'clientIdentityExists');
  const token = (claims = {}) => issuer.token({ aud: 'here', sub: subject, project_id: '1', ...claims });
  assert.equal((await put(server.ready, await token())).status, 200);
  assert.equal((await put(server.ready, await token({ project_id: '2' }))).status, 401);
  await server.stop();
  server = await serve(data, ENV);
  for (const scheme of ['https', 'api'])
    assert.equal((await put(server.ready, await token(), scheme)).status, 200, scheme);
  const detail = await sixfour(['client', 'show', 'web', '--data', data], ENV);
  assert.match(
    detail.stdout,
    /Identities[^]*tokens project_path:acme\/site:\S+ of http:\S+ for here, project_id=1/,
  );
  await command('client', 'identity', 'remove', 'web', identity.id);
  assert.deepEqual((await command('client', 'identity', 'list', 'web')).identities, []);
  assert.equal((await put(server.ready, await token())).status, 401);
  assert.ok(!server.output().includes(subject), 'nothing that a token says is logged');

  // besides the API nothing is at its own port
  assert.equal((await ask(server.ready, 'GET', '/acme/directory', undefined, 'api')).status, 404);
  assert.equal(
    (await ask(server.ready, 'POST', '/delegation/httpreq/present', undefined, 'api')).status,
    404,
  );
  assert.equal((await ask(server.ready, 'GET', '/delegation/v1/openapi.json', undefined, 'api')).status, 200);
});

test('a CA file that is none is said at the start; without an address nothing is opened', async (t) => {
  const directory = tempDir(t);
  const data = join(directory, 'data');
  const file = join(directory, 'ca.pem');
  const env = { ...ENV, SIXFOUR_DELEGATION_API_CA_FILE: file };
  const missing = await sixfour(['serve', '--data', data], env);
  assert.notEqual(missing.code, 0);
  assert.match(missing.stderr.replace(/\s+/g, ' '), /ca\.pem/);
  writeFileSync(file, 'no certificate');
  const broken = await sixfour(['serve', '--data', data], env);
  assert.notEqual(broken.code, 0);
  assert.match(broken.stderr.replace(/\s+/g, ' '), /ca\.pem" holds no certificates/);
  const { SIXFOUR_DELEGATION_API_ADDRESSES: _, ...closed } = ENV;
  const server = await serve(data, closed);
  t.after(() => server.stop());
  assert.ok(!server.ready.listeners.some(({ scheme }) => scheme === 'api'));
});

type Listed = { user: string; lastUsedAt: string | null; expiresAt: string | null };

function put(ready: Ready, bearer: string, scheme = 'https') {
  return ask(ready, 'PUT', `/delegation/v1/challenges/${CHALLENGE}/values/${newValue()}`, bearer, scheme);
}

async function ask(ready: Ready, method: string, path: string, bearer?: string, scheme = 'https') {
  const place = ready.listeners.find((one) => one.scheme === scheme && one.family === 6);
  assert.ok(place, scheme);
  const outgoing = request({
    method,
    path,
    host: '::1',
    port: place.port,
    servername: 'localhost',
    ca: readFileSync(ready.rootFile),
    headers: { host: 'localhost', ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) },
    agent: false,
  });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}
