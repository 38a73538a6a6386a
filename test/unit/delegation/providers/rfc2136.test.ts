// What a primary may answer to an update and to a question, and what is made of it. Real ones: test/interop/provider-rfc2136.test.ts.
import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { createStop, systemClock } from '../../../../src/core/index.ts';
import type { Provider } from '../../../../src/delegation/providers/index.ts';
import { rfc2136 } from '../../../../src/delegation/providers/rfc2136/index.ts';
import {
  CLASS,
  decodeMessage,
  encodeMessage,
  type Message,
  nameFromText,
  RCODE,
  signTsigReply,
  type TsigKey,
  TYPE,
  verifyTsig,
} from '../../../../src/wire/dns/index.ts';
import { startRawDns } from '../../../support/raw-dns.ts';

const SECRET = Buffer.from('a secret of thirty-two octets ..');
const KEY: TsigKey = { name: nameFromText('key.test'), algorithm: 'hmac-sha256', secret: SECRET };
const VALUE = { zone: 'held.test', name: '_acme-challenge.www.held.test', value: 'x'.repeat(43) };

type Reply = Partial<Message> & { readonly signedWith?: TsigKey | 'nobody'; readonly cut?: boolean };

suite('RFC 2136 as a provider', () => {
  const rows: readonly [rcode: keyof typeof RCODE, told: object][] = [
    ['NOERROR', { ok: true, value: {} }],
    ['REFUSED', { ok: false, outcome: 'unauthorized', code: 'REFUSED' }],
    ['NOTAUTH', { ok: false, outcome: 'no-zone', code: 'NOTAUTH' }],
    ['NOTZONE', { ok: false, outcome: 'refused', code: 'NOTZONE' }],
    ['YXRRSET', { ok: false, outcome: 'refused', code: 'YXRRSET' }],
    ['SERVFAIL', { ok: false, outcome: 'refused', code: 'SERVFAIL' }],
    ['FORMERR', { ok: false, outcome: 'malformed', code: 'FORMERR' }],
  ];
  for (const [rcode, told] of rows) {
    test(`a signed ${rcode}`, async (t) => {
      const { provider } = await world(t, () => ({ rcode: RCODE[rcode] }));
      assert.deepEqual(await provider.add(VALUE, soon()), told);
      assert.deepEqual(await provider.remove(VALUE, soon()), told);
    });
  }

  test('an update adds one record where no alias is, or deletes one by its value', async (t) => {
    const { provider, asked } = await world(t, () => ({}));
    await provider.add(VALUE, soon());
    await provider.remove(VALUE, soon());
    const owner = nameFromText(VALUE.name);
    const data = { kind: 'TXT', strings: [Uint8Array.from(Buffer.from(VALUE.value))] };
    const [add, remove] = asked();
    assert.deepEqual(add?.questions, [{ name: nameFromText('held.test'), type: TYPE.SOA, class: CLASS.IN }]);
    assert.deepEqual(
      add?.answers.map(({ name, type, class: klass }) => [name, type, klass]),
      [[owner, TYPE.CNAME, CLASS.NONE]],
    );
    assert.deepEqual(add?.authorities, [{ name: owner, type: TYPE.TXT, class: CLASS.IN, ttl: 60, data }]);
    assert.deepEqual(remove?.answers, []);
    assert.deepEqual(remove?.authorities, [{ name: owner, type: TYPE.TXT, class: CLASS.NONE, ttl: 0, data }]);
  });

  test('what is not signed, or not by our key, is never taken for done', async (t) => {
    const stranger = { ...KEY, secret: Buffer.from('another secret of 32 octets ....') };
    for (const signedWith of ['nobody', stranger] as const) {
      const { provider, transports } = await world(t, () => ({ signedWith }));
      assert.deepEqual(await provider.add(VALUE, soon()), {
        ok: false,
        outcome: 'malformed',
        code: 'unsigned',
      });
      assert.ok(transports().includes('tcp'));
    }
  });

  test('a datagram that somebody forged does not count: TCP says what is true', async (t) => {
    const { provider, transports } = await world(t, (transport) =>
      transport === 'udp' ? { rcode: RCODE.REFUSED, signedWith: 'nobody' } : {},
    );
    assert.deepEqual(await provider.add(VALUE, soon()), { ok: true, value: {} });
    assert.deepEqual(transports(), ['udp', 'tcp']);
  });

  test('a list that does not fit is asked for over TCP', async (t) => {
    const name = nameFromText(VALUE.name);
    const text = (...strings: string[]) => ({
      name,
      type: TYPE.TXT,
      class: CLASS.IN,
      ttl: 60,
      data: { kind: 'TXT' as const, strings: strings.map((one) => Uint8Array.from(Buffer.from(one))) },
    });
    const other = { ...text('of another name'), name: nameFromText('held.test') };
    const { provider, transports } = await world(t, (transport) =>
      transport === 'udp'
        ? { truncated: true, authoritative: true }
        : { authoritative: true, answers: [text('one'), text('in ', 'pieces'), other] },
    );
    assert.deepEqual(await provider.list?.(VALUE, soon()), { ok: true, value: ['one', 'in pieces'] });
    assert.deepEqual(transports(), ['udp', 'tcp']);
  });

  test('only a server of the zone knows what is there', async (t) => {
    const resolver = await world(t, () => ({ rcode: RCODE.NXDOMAIN }));
    assert.deepEqual(await resolver.provider.list?.(VALUE, soon()), {
      ok: false,
      outcome: 'no-zone',
      code: 'not authoritative',
    });
    const primary = await world(t, () => ({ rcode: RCODE.NXDOMAIN, authoritative: true }));
    assert.deepEqual(await primary.provider.list?.(VALUE, soon()), { ok: true, value: [] });
  });

  test('the next server is asked where one is not there, or cannot', async (t) => {
    const failing = await world(t, () => ({ rcode: RCODE.SERVFAIL }));
    const good = await world(t, () => ({}));
    const provider = await open(`127.0.0.1:9, ${failing.server}, ${good.server}`);
    assert.deepEqual(await provider.add(VALUE, soon()), { ok: true, value: {} });
    const refusing = await world(t, () => ({ rcode: RCODE.REFUSED }));
    const both = await open(`${refusing.server}, ${good.server}`);
    assert.equal((await both.add(VALUE, soon())).ok, false, 'a clear no is one');
  });

  test('garbage is malformed, and no end of the world', async (t) => {
    const { provider } = await world(t, () => ({ cut: true }));
    const done = await provider.add(VALUE, soon());
    assert.deepEqual(done, { ok: false, outcome: 'malformed' });
  });

  test('options and credentials: what an administrator may mistype', () => {
    const good = { key: 'Key.Test.', algorithm: 'HMAC-SHA512', secret: SECRET.toString('base64') };
    assert.deepEqual(rfc2136.credentials.parse(good), {
      key: 'key.test',
      algorithm: 'hmac-sha512',
      secret: good.secret,
    });
    for (const bad of [{ algorithm: 'hmac-md5' }, { secret: 'no base64 !' }, { key: '' }, { more: 1 }]) {
      assert.equal(rfc2136.credentials.safeParse({ ...good, ...bad }).success, false, JSON.stringify(bad));
    }
    const options = rfc2136.options.parse({ servers: '[::1]:5353, 192.0.2.1' });
    assert.deepEqual(options, {
      servers: [
        { address: '::1', port: 5353 },
        { address: '192.0.2.1', port: 53 },
      ],
      list: true,
    });
    for (const servers of ['', 'ns.example.com', '192.0.2.1:99999', Array(9).fill('::1')]) {
      assert.equal(rfc2136.options.safeParse({ servers }).success, false, String(servers));
    }
  });
});

async function world(t: TestContext, answer: (transport: 'udp' | 'tcp') => Reply) {
  const dns = await startRawDns((bytes) => {
    const request = decodeMessage(bytes);
    const transport = dns.received.at(-1)?.transport ?? 'udp';
    const { signedWith = KEY, cut = false, ...fields } = answer(transport);
    const { tsig, questions, id, opcode } = request;
    assert.ok(tsig !== undefined, 'every message of ours is signed');
    const reply: Message = {
      ...request,
      id,
      opcode,
      questions,
      response: true,
      answers: [],
      authorities: [],
      additionals: [],
      ...fields,
    };
    const { tsig: _tsig, edns: _edns, ...plain } = reply;
    const encoded = encodeMessage(plain);
    if (cut) return Promise.resolve(encoded.slice(0, encoded.length - 3));
    if (signedWith === 'nobody') return Promise.resolve(encoded);
    const now = Math.floor(Date.now() / 1000);
    const check = verifyTsig(bytes, request, { keyOf: () => KEY, now, allowSha1: false });
    assert.ok(check.outcome === 'signed', 'and by our key');
    return Promise.resolve(signTsigReply(encoded, tsig, { ...check, key: signedWith }, now));
  });
  t.after(() => dns.close());
  const server = `127.0.0.1:${dns.port}`;
  return {
    server,
    provider: await open(server),
    asked: () => dns.received.map(({ bytes }) => decodeMessage(bytes)),
    transports: () => dns.received.map(({ transport }) => transport),
  };
}

function open(servers: string): Promise<Provider> {
  const credentials = { key: 'key.test', secret: SECRET.toString('base64') };
  return rfc2136.open({
    options: rfc2136.options.parse({ servers }),
    credentials: rfc2136.credentials.parse(credentials),
    clock: systemClock,
    ttlS: 60,
  });
}

function soon() {
  return { deadlineMs: systemClock.monotonic() + 30_000, signal: createStop().signal };
}
