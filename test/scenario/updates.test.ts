// DNS updates as people set them up: settings, a server, commands, a key; then signed messages over UDP, over a restart.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import type { NewTsigKeyView } from '../../src/console/api/index.ts';
import {
  decodeMessage,
  encodeMessage,
  type Message,
  nameFromText,
  RCODE,
  signTsig,
  TSIG_ERROR,
  type TsigKey,
  updateMessage,
  verifyTsig,
} from '../../src/wire/dns/index.ts';
import { newValue } from '../support/delegation.ts';
import { type Ready, serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';
import { txt } from '../unit/delegation/entrances/update/records.ts';
import { until } from '../support/wait.ts';

const ZONE = 'acme.example.net';
const TARGET = `com-example-www.${ZONE}`;
const CHALLENGE = '_acme-challenge.www.example.com';
const ENV = {
  SIXFOUR_DELEGATION_PORT: '0',
  SIXFOUR_DELEGATION_ZONES: `{ "${ZONE}" = { name_servers = { "ns1.${ZONE}" = ["::1", "127.0.0.1"] } } }`,
  SIXFOUR_DELEGATION_UPDATES_ADDRESSES: '["::1", "127.0.0.1"]',
  SIXFOUR_DELEGATION_UPDATES_PORT: '0',
};

test('a TSIG key is made, changes what its client may, and not after it was taken away', async (t) => {
  const data = join(tempDir(t), 'data');
  const json = async (...args: string[]) => {
    const { code, body } = await sixfourJson([...args, '--data', data], ENV);
    assert.equal(code, 0, JSON.stringify(body));
    return body;
  };
  const refused = async (...args: string[]) => {
    const done = await sixfour([...args, '--data', data], ENV);
    assert.ok(done.code === 1 || done.code === 2, done.stdout);
    return done.stderr;
  };
  let server = await serve(data, ENV);
  t.after(() => server.stop());
  await json('client', 'add', 'web');
  await json('rule', 'add', 'web', 'www.example.com');
  const made: NewTsigKeyView = await json('client', 'key', 'add', 'web', '--tsig', 'web.update');
  const key: TsigKey = {
    name: nameFromText(made.name),
    algorithm: 'hmac-sha256',
    secret: Uint8Array.from(Buffer.from(made.secret, 'base64')),
  };
  assert.equal(key.secret.length, 32);
  assert.equal(made.server?.port, updatesOf(server.ready).port);
  assert.match(await refused('client', 'key', 'add', 'web', '--tsig', 'web.update'), /There is a TSIG key/);
  assert.match(await refused('client', 'key', 'add', 'web', '--tsig', 'Web!'), /is no name for a TSIG key/);
  assert.match(await refused('client', 'key', 'add', 'nobody', '--tsig', 'a'), /There is no client/);

  const [first, second] = [newValue(), newValue()];
  const add = signed([txt(CHALLENGE, first)], 1);
  const reply = await ask(server.ready, add);
  assert.equal(reply.rcode, RCODE.NOERROR);
  assert.equal(check(reply, add), 'signed');
  assert.deepEqual(await values(server.ready), [first]);
  const denied = await ask(server.ready, signed([txt('_acme-challenge.example.com', first)], 2));
  assert.equal(denied.rcode, RCODE.REFUSED);

  // what somebody heard before a restart is worth nothing after it
  const heard = signed([txt(CHALLENGE, second)], 3);
  await server.stop();
  server = await serve(data, ENV);
  const late = await ask(server.ready, heard);
  assert.deepEqual([late.rcode, late.tsig?.error], [RCODE.NOTAUTH, TSIG_ERROR.BADTIME]);
  assert.deepEqual(await values(server.ready), [first]);
  await until(
    async () => (await ask(server.ready, signed([txt(CHALLENGE, second)], 4))).rcode === RCODE.NOERROR,
  );
  assert.deepEqual(new Set(await values(server.ready)), new Set([first, second]));

  const shown = await json('client', 'show', 'web');
  assert.deepEqual(
    shown.tsigKeys.map((one: { name: string; algorithm: string }) => [one.name, one.algorithm]),
    [['web.update', 'hmac-sha256']],
  );
  await json('client', 'key', 'remove', 'web', 'web.update');
  const gone = await ask(server.ready, signed([txt(CHALLENGE, newValue())], 5));
  assert.deepEqual([gone.rcode, gone.tsig?.error], [RCODE.NOTAUTH, TSIG_ERROR.BADKEY]);
  assert.match(await refused('client', 'key', 'remove', 'web', 'web.update'), /has no TSIG key/);

  // the secret was on the disk in no form that could be read
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  for (const file of files) {
    const bytes = readFileSync(join(file.parentPath, file.name));
    assert.ok(!bytes.includes(Buffer.from(key.secret)) && !bytes.includes(made.secret), file.name);
  }

  function signed(updates: Parameters<typeof updateMessage>[0]['updates'], id: number): Uint8Array {
    const message = updateMessage({ id, zone: nameFromText('example.com'), updates });
    return signTsig(encodeMessage(message), key, { now: Math.floor(Date.now() / 1000) });
  }

  function check(answer: Message, request: Uint8Array): string {
    const requestMac = decodeMessage(request).tsig?.mac ?? Uint8Array.of();
    const now = answer.tsig?.timeSigned ?? 0;
    const bytes = encodeMessage(answer);
    return verifyTsig(bytes, answer, { keyOf: () => key, now, allowSha1: false, requestMac }).outcome;
  }
});

test('a key made while no server runs says so', async (t) => {
  const data = join(tempDir(t), 'data');
  assert.equal((await sixfour(['init', '--trial', '--data', data], ENV)).code, 0);
  await sixfour(['client', 'add', 'web', '--data', data], ENV);
  const argv = [
    'client',
    'key',
    'add',
    'web',
    '--tsig',
    'web.update',
    '--algorithm',
    'hmac-sha512',
    '--data',
    data,
  ];
  const { stdout, code } = await sixfour(argv, ENV);
  assert.equal(code, 0);
  assert.match(
    stdout,
    /^key "web\.update" \{\n {2}algorithm hmac-sha512;\n {2}secret "[A-Za-z0-9+/=]{88}";\n\};$/m,
  );
  assert.match(stdout, /^dns_rfc2136_server = ADDRESS$/m);
  assert.match(stdout, /^dns_rfc2136_algorithm = HMAC-SHA512$/m);
  assert.match(stdout, /delegation\.updates\.addresses/);
});

function updatesOf({ listeners }: Ready) {
  return listeners.find(({ scheme }) => scheme === 'updates') ?? assert.fail('nothing takes updates');
}

async function ask(ready: Ready, bytes: Uint8Array): Promise<Message> {
  const { address, port } = updatesOf(ready);
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  socket.send(bytes, port, address);
  const [reply] = (await once(socket, 'message', { signal: AbortSignal.timeout(20_000) })) as [Uint8Array];
  socket.close();
  return decodeMessage(Uint8Array.from(reply));
}

async function values({ listeners }: Ready): Promise<string[]> {
  const { address, port } = listeners.find(({ scheme }) => scheme === 'dns') ?? assert.fail('no DNS server');
  const resolver = new Resolver();
  resolver.setServers([isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`]);
  return (await resolver.resolveTxt(TARGET)).map((strings) => strings.join(''));
}
