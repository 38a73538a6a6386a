// Our TSIG against BIND's and Knot's: our signer and verifier against `named`, their signers and verifiers against ours.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import {
  CLASS,
  decodeMessage,
  encodeMessage,
  type Message,
  nameFromText,
  RCODE,
  type ResourceRecord,
  signTsig,
  signTsigReply,
  TSIG_ERROR,
  type TsigAlgorithm,
  type TsigCheck,
  type TsigKey,
  type TsigSigning,
  TYPE,
  updateMessage,
  verifyTsig,
} from '../../src/wire/dns/index.ts';
import { startNamed, type Named } from '../support/named.ts';
import { installed, run } from '../support/process.ts';
import { type RawDns, startRawDns } from '../support/raw-dns.ts';

const ALGORITHMS: readonly TsigAlgorithm[] = ['hmac-sha1', 'hmac-sha256', 'hmac-sha384', 'hmac-sha512'];
const SECRET = Uint8Array.from({ length: 48 }, (_, i) => 255 - i);
const secretText = Buffer.from(SECRET).toString('base64');
const NOT_VERIFIED = /couldn't verify|failed to verify|bad signature|TSIG verif|tsig.*fail/i;
const seconds = () => Math.floor(Date.now() / 1000);

function keyFor(algorithm: TsigAlgorithm): TsigKey {
  return { name: nameFromText(`key-${algorithm}`), algorithm, secret: SECRET };
}

const ZONE = `$TTL 300
@ IN SOA ns hostmaster 7 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
`;

describe('BIND named', async () => {
  const there = await installed('named');
  const skip = there ? false : 'named is not installed (apt-get install bind9)';
  let named: Named;
  before(async () => {
    if (!there) return;
    const keys = ALGORITHMS.map((one) => `key "key-${one}" { algorithm ${one}; secret "${secretText}"; };`);
    const names = ALGORITHMS.map((one) => `key "key-${one}";`);
    named = await startNamed({ 'example.test': ZONE }, undefined, {
      clauses: keys.join('\n'),
      perZone: `allow-update { ${names.join(' ')} };`,
    });
  });
  after(() => named?.close());

  /** Signed and sent; the reply, and what our verifier says of it. */
  async function send(message: Message, key: TsigKey, signing: Partial<TsigSigning> = {}) {
    const bytes = signTsig(encodeMessage(message), key, { now: seconds(), ...signing });
    const requestMac = decodeMessage(bytes).tsig?.mac ?? Uint8Array.of();
    const reply = await exchange(named.port, bytes);
    const read = decodeMessage(reply);
    const now = read.tsig?.timeSigned ?? 0;
    const check = verifyTsig(reply, read, { keyOf: () => key, now, allowSha1: true, requestMac });
    return { reply: read, check };
  }

  for (const algorithm of ALGORITHMS) {
    it(`takes our updates, and we its replies: ${algorithm}`, { skip }, async () => {
      const key = keyFor(algorithm);
      const update = updateMessage({
        id: 77,
        zone: nameFromText('example.test'),
        updates: [record(algorithm)],
      });
      const whole = await send(update, key);
      assert.deepEqual([whole.reply.rcode, whole.check.outcome], [RCODE.NOERROR, 'signed']);
      const query: Message = {
        ...update,
        opcode: 0,
        questions: [{ name: record('').name, type: TYPE.TXT, class: CLASS.IN }],
        authorities: [],
      };
      const asked = await send(query, key);
      assert.equal(asked.check.outcome, 'signed');
      const texts = asked.reply.answers.map(({ data }) =>
        data.kind === 'TXT' ? Buffer.from(data.strings[0] ?? []).toString() : '',
      );
      assert.ok(texts.includes(algorithm), texts.join(' '));
      const back = await send(
        { ...update, authorities: [{ ...record(algorithm), class: CLASS.NONE, ttl: 0 }] },
        key,
      );
      assert.deepEqual([back.reply.rcode, back.check.outcome], [RCODE.NOERROR, 'signed']);
    });
  }

  it('says our mistakes as we would say them', { skip }, async () => {
    const key = keyFor('hmac-sha256');
    const update = updateMessage({ id: 78, zone: nameFromText('example.test'), updates: [record('x')] });
    const forged = await send(update, { ...key, secret: Uint8Array.of(1) });
    assert.deepEqual(said(forged), [RCODE.NOTAUTH, TSIG_ERROR.BADSIG, 0, 0, 'refused']);
    const unknown = await send(update, { ...key, name: nameFromText('nobody') });
    assert.deepEqual(said(unknown), [RCODE.NOTAUTH, TSIG_ERROR.BADKEY, 0, 0, 'refused']);
    const late = await send(update, key, { now: seconds() - 1000 });
    assert.deepEqual(said(late), [RCODE.NOTAUTH, TSIG_ERROR.BADTIME, 32, 6, 'signed']);
  });
});

describe('clients of BIND and Knot', () => {
  let server: RawDns;
  let keys: readonly TsigKey[] = [];
  let clock = seconds;
  const checks: TsigCheck[] = [];
  let spoilt = false;
  before(async () => {
    server = await startRawDns(async (bytes) => {
      const request = decodeMessage(bytes);
      const { tsig, ...rest } = request;
      const check = verifyTsig(bytes, request, {
        keyOf: (name) => keys.find((key) => String(key.name) === String(name)),
        now: clock(),
        allowSha1: true,
      });
      checks.push(check);
      const rcode = check.outcome === 'refused' ? check.rcode : RCODE.NOERROR;
      const reply = encodeMessage({ ...rest, response: true, rcode, authorities: [] });
      if (tsig === undefined || check.outcome === 'none') return reply;
      const signed = signTsigReply(reply, tsig, check, clock());
      if (spoilt) signed[3] = (signed[3] ?? 0) ^ 0x10; // CD, which nobody looks at
      return signed;
    });
  });
  after(() => server.close());

  const programs = [
    { program: 'dig', from: 'bind9-dnsutils', more: ['+tries=1', '+time=5'] },
    { program: 'kdig', from: 'knot-dnsutils', more: ['+retry=0', '+time=5'] },
  ];
  for (const { program, from, more } of programs) {
    it(`${program} believes our replies, and we its questions, over UDP and TCP`, async (t) => {
      if (!(await installed(program))) return t.skip(`${program} is not installed (apt-get install ${from})`);
      keys = ALGORITHMS.map(keyFor);
      for (const algorithm of ALGORITHMS) {
        for (const transport of ['+notcp', '+tcp']) {
          const key = `${algorithm}:key-${algorithm}:${secretText}`;
          const at = `@${server.addresses[0] ?? ''}`;
          const argv = [
            program,
            '-p',
            `${server.port}`,
            at,
            'example.test',
            'SOA',
            transport,
            '-y',
            key,
            ...more,
          ];
          const { stdout, stderr, code } = await run(argv);
          assert.equal(code, 0, stderr);
          assert.equal(checks.at(-1)?.outcome, 'signed', `${algorithm} ${transport}`);
          assert.match(stdout, /status: NOERROR/);
          assert.doesNotMatch(stdout + stderr, NOT_VERIFIED);
          spoilt = true;
          const changed = await run(argv);
          spoilt = false;
          assert.match(changed.stdout + changed.stderr, NOT_VERIFIED);
        }
      }
    });
  }

  it('nsupdate hears what is wrong: key, signature, clock, HMAC-MD5', async (t) => {
    if (!(await installed('nsupdate'))) {
      return t.skip('nsupdate is not installed (apt-get install bind9-dnsutils)');
    }
    const key = keyFor('hmac-sha256');
    keys = [key];
    const good = await nsupdate(server, 'hmac-sha256');
    assert.equal(good.code, 0, good.stderr);
    for (const [own, now, algorithm, expected, reason] of [
      [[], seconds, 'hmac-sha256', /BADKEY/, 'unknown-key'],
      [[{ ...key, secret: Uint8Array.of(1) }], seconds, 'hmac-sha256', /BADSIG/, 'mac'],
      [[key], () => seconds() + 1000, 'hmac-sha256', /BADTIME/, 'time'],
      [[key], seconds, 'hmac-md5', /BADKEY/, 'hmac-md5'],
      [[key], seconds, 'hmac-sha512', /BADKEY/, 'other-algorithm'],
    ] as const) {
      keys = own;
      clock = now;
      const { code, stderr, stdout } = await nsupdate(server, algorithm);
      clock = seconds;
      const check = checks.at(-1);
      assert.equal(check?.outcome === 'refused' ? check.reason : check?.outcome, reason);
      assert.notEqual(code, 0);
      assert.match(stderr + stdout, expected);
    }
  });
});

async function exchange(port: number, bytes: Uint8Array): Promise<Uint8Array> {
  const socket = createSocket('udp4');
  socket.send(bytes, port, '127.0.0.1');
  const [reply] = (await once(socket, 'message', { signal: AbortSignal.timeout(10_000) })) as [Uint8Array];
  socket.close();
  return Uint8Array.from(reply);
}

function record(text: string): ResourceRecord {
  const strings = [Uint8Array.from(Buffer.from(text))];
  const name = nameFromText('_acme-challenge.example.test');
  return { name, type: TYPE.TXT, class: CLASS.IN, ttl: 60, data: { kind: 'TXT', strings } };
}

/** Of a reply: rcode, error, lengths of MAC and other data, and what our verifier says of it. */
function said({ reply, check }: { reply: Message; check: TsigCheck }): readonly unknown[] {
  const { tsig } = reply;
  return [reply.rcode, tsig?.error, tsig?.mac.length, tsig?.otherData.length, check.outcome];
}

function nsupdate(server: RawDns, algorithm: string): ReturnType<typeof run> {
  const input = [
    `server ${server.addresses[0] ?? ''} ${server.port}`,
    'zone example.test',
    `key ${algorithm}:key-hmac-sha256 ${secretText}`,
    'update add _acme-challenge.example.test 60 TXT x',
    'send',
    '',
  ];
  return run(['nsupdate'], { input: input.join('\n') });
}
