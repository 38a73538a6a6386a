import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  createUpdateEntrance,
  type Listener,
  type UpdateEntrance,
} from '../../../../../src/delegation/entrances/update/index.ts';
import { FAILURES_BURST } from '../../../../../src/delegation/entrances/limits.ts';
import { UPDATES_PER_CLIENT_MAX } from '../../../../../src/delegation/entrances/update/limits.ts';
import { silentLog } from '../../../../../src/core/index.ts';
import {
  CLASS,
  decodeMessage,
  encodeMessage,
  extendedErrors,
  type Message,
  nameFromText,
  nameToText,
  OPCODE,
  RCODE,
  signTsig,
  TSIG_ERROR,
  type TsigKey,
  type TsigSigning,
  TYPE,
  verifyTsig,
} from '../../../../../src/wire/dns/index.ts';
import {
  CHALLENGE,
  DELEGATED,
  LABEL,
  OTHER,
  type UpdateWorld,
  updateWorld,
  VALUE,
  VALUE_2,
  ZONE,
} from '../../../../support/update-world.ts';
import { createVirtualClock, type VirtualClock } from '../../../../support/virtual-clock.ts';
import { bare, txt, update, without } from './records.ts';

const START = 1_800_000_000;
const SOURCE = '2001:db8::53';

function key(name: string, algorithm: TsigKey['algorithm'] = 'hmac-sha256'): TsigKey {
  return { name: nameFromText(name), algorithm, secret: Uint8Array.from(Buffer.from(`secret of ${name}`)) };
}
const alice = key('alice');
const bob = key('bob');
const old = key('old', 'hmac-sha1');

type House = { entrance: UpdateEntrance; world: UpdateWorld; clock: VirtualClock; warnings: object[] };

function house(allowSha1 = false): House {
  const clock = createVirtualClock(START * 1000);
  const world = updateWorld({
    keys: [alice, bob, old],
    covers: { alice: [CHALLENGE, DELEGATED], bob: [CHALLENGE, OTHER], old: [CHALLENGE] },
  });
  const warnings: object[] = [];
  const entrance = createUpdateEntrance({
    keys: world.keys,
    values: world.values,
    zones: world.zones,
    soa: {
      kind: 'SOA',
      mname: nameFromText(`ns1.${ZONE}`),
      rname: nameFromText(`hostmaster.${ZONE}`),
      serial: 1,
      refresh: 2,
      retry: 3,
      expire: 4,
      minimum: 5,
    },
    allowSha1,
    clock,
    log: { ...silentLog, warn: (fields) => warnings.push(fields) },
  });
  return { entrance, world, clock, warnings };
}

/** Sends a message signed now, and checks the reply's signature. */
async function send(
  { entrance, clock }: House,
  message: Message,
  by: TsigKey = alice,
  listener: Listener = 'zone',
  signing: Partial<TsigSigning> = {},
): Promise<Message> {
  const now = Math.floor(clock.now() / 1000);
  const bytes = signTsig(encodeMessage(message), by, { now, ...signing });
  const reply = await entrance.answer(bytes, SOURCE, listener);
  assert.ok(reply !== undefined);
  const read = decodeMessage(reply);
  const mac = decodeMessage(bytes).tsig?.mac;
  assert.ok(read.response && read.id === message.id && read.opcode === message.opcode);
  const check = verifyTsig(reply, read, {
    keyOf: () => by,
    now: read.tsig?.timeSigned ?? 0,
    allowSha1: true,
    ...(mac === undefined ? {} : { requestMac: mac }),
  });
  const isUnsigned = read.tsig?.mac.length === 0;
  assert.equal(check.outcome, isUnsigned ? 'refused' : 'signed');
  assert.deepEqual(read.questions, message.questions);
  return read;
}

const add = update(ZONE, [txt(LABEL, VALUE)]);

describe('an update', () => {
  it('is carried out and answered with the request signed for', async () => {
    const at = house();
    const reply = await send(at, add);
    assert.equal(reply.rcode, RCODE.NOERROR);
    assert.deepEqual(at.world.applied, [
      { client: 'alice', operations: [{ kind: 'present', challenge: CHALLENGE, value: VALUE }] },
    ]);
    assert.equal(reply.edns, undefined, 'a client without EDNS gets none');
  });

  it('goes to a zone of ours by its own name; to the facade by that of the challenge or any above it', async () => {
    const at = house();
    let id = 0;
    const rcode = async (message: Message, listener: Listener) =>
      (await send(at, { ...message, id: id++ }, alice, listener)).rcode;
    const own = update(CHALLENGE, [txt(CHALLENGE, VALUE)]);
    assert.equal(await rcode(update(DELEGATED, [txt(DELEGATED, VALUE)]), 'zone'), RCODE.NOERROR);
    assert.equal(await rcode(own, 'zone'), RCODE.NOTAUTH);
    const parent = update('example.com', [txt(CHALLENGE, VALUE)]);
    assert.equal(await rcode(parent, 'zone'), RCODE.NOTAUTH);
    assert.equal(await rcode(own, 'facade'), RCODE.NOERROR);
    assert.equal(await rcode(parent, 'facade'), RCODE.NOERROR);
    assert.equal(await rcode(update('.', [txt(CHALLENGE, VALUE_2)]), 'facade'), RCODE.NOERROR);
    assert.equal(await rcode(update(ZONE, [txt(LABEL, VALUE_2)]), 'facade'), RCODE.NOERROR);
    assert.equal(await rcode(update('example.org', [txt(CHALLENGE, VALUE)]), 'facade'), RCODE.NOTZONE);
    assert.deepEqual(
      at.world.applied.map(({ operations }) => operations[0]?.challenge),
      [DELEGATED, CHALLENGE, CHALLENGE, CHALLENGE, CHALLENGE],
    );
  });

  it('clears the values of its client and of no other', async () => {
    const at = house();
    const other = update('.', [txt(CHALLENGE, VALUE_2)]);
    await send(at, add);
    await send(at, other, bob, 'facade');
    await send(at, update(ZONE, [bare(LABEL, TYPE.TXT)]));
    assert.deepEqual(
      [...at.world.stored].map(([name, set]) => [name, [...set]]),
      [
        [`alice ${CHALLENGE}`, []],
        [`bob ${CHALLENGE}`, [VALUE_2]],
      ],
    );
    await send(at, update(ZONE, [without(txt(LABEL, VALUE_2)), bare(LABEL, TYPE.ANY)]));
    assert.deepEqual([...(at.world.stored.get(`bob ${CHALLENGE}`) ?? [])], [VALUE_2]);
  });

  it('is refused by the rules, and the reason is in an extended error', async () => {
    const at = house();
    const edns = { udpSize: 1232, extendedRcode: 0, version: 0, dnssecOk: false, options: [] };
    const reply = await send(at, { ...update('.', [txt(OTHER, VALUE)]), edns }, alice, 'facade');
    assert.equal(reply.rcode, RCODE.REFUSED);
    assert.deepEqual(extendedErrors(reply), [{ code: 18, text: `no rule lets alice answer ${OTHER}` }]);
    at.world.fail = 'refuse';
    const late = await send(at, { ...add, edns });
    assert.deepEqual(extendedErrors(late), [{ code: 18, text: 'the rule is gone' }]);
    assert.deepEqual(at.world.applied, []);
  });

  it('without a signature is refused, and without EDNS there is none', async () => {
    const at = house();
    const bytes = await at.entrance.answer(encodeMessage(add), SOURCE, 'zone');
    const reply = decodeMessage(bytes ?? Uint8Array.of());
    assert.deepEqual([reply.rcode, reply.tsig, reply.edns], [RCODE.REFUSED, undefined, undefined]);
    assert.deepEqual(at.world.applied, []);
  });

  it('of a wrong signature is answered as TSIG says, and does nothing', async () => {
    const at = house();
    const cases: [TsigKey, number][] = [
      [key('nobody'), TSIG_ERROR.BADKEY],
      [{ ...alice, secret: Uint8Array.of(1) }, TSIG_ERROR.BADSIG],
      [{ ...alice, algorithm: 'hmac-sha512' }, TSIG_ERROR.BADKEY],
      [old, TSIG_ERROR.BADKEY],
    ];
    for (const [wrong, error] of cases) {
      const reply = await send(at, add, wrong);
      assert.deepEqual([reply.rcode, reply.tsig?.error], [RCODE.NOTAUTH, error]);
    }
    const reply = await send(at, add, alice, 'zone', { now: START + 1000 });
    assert.deepEqual([reply.rcode, reply.tsig?.error], [RCODE.NOTAUTH, TSIG_ERROR.BADTIME]);
    assert.deepEqual(at.world.applied, []);
    // of clients that are known, and each once
    await send(at, add, old);
    assert.deepEqual(
      at.warnings.map((one) => [Reflect.get(one, 'client'), Reflect.get(one, 'reason')]),
      [
        ['alice', 'other-algorithm'],
        ['old', 'hmac-sha1'],
      ],
    );
    assert.equal((await send(house(true), add, old)).rcode, RCODE.NOERROR);
  });

  it('that is sent again has the same answer and is not done again', async () => {
    const at = house();
    const cleanup = update(ZONE, [without(txt(LABEL, VALUE))]);
    await send(at, cleanup);
    await at.clock.advance(1000);
    await send(at, add);
    await at.clock.advance(299_000);
    const [first, again] = [await send(at, cleanup, alice, 'zone', { now: START }), at.world.applied.length];
    assert.equal(first.rcode, RCODE.NOERROR);
    assert.equal(again, 2);
    assert.deepEqual([...(at.world.stored.get(`alice ${CHALLENGE}`) ?? [])], [VALUE]);
    // with another ID or less of the MAC it is the same message
    const bytes = signTsig(encodeMessage(cleanup), alice, { now: START, macBytes: 16 });
    bytes[0] = 1;
    await at.entrance.answer(bytes, SOURCE, 'zone');
    assert.equal(at.world.applied.length, 2);
    await at.clock.advance(1000);
    const late = await send(at, cleanup, alice, 'zone', { now: START });
    assert.equal(late.tsig?.error, TSIG_ERROR.BADTIME);
  });

  it('that was signed before the start is not taken: a predecessor may have done it', async () => {
    const at = house();
    const reply = await send(at, add, alice, 'zone', { now: START - 1 });
    assert.deepEqual([reply.rcode, reply.tsig?.error], [RCODE.NOTAUTH, TSIG_ERROR.BADTIME]);
    const forged = await send(at, add, { ...alice, secret: Uint8Array.of(1) }, 'zone', { now: START - 1 });
    assert.equal(forged.tsig?.error, TSIG_ERROR.BADSIG);
    assert.deepEqual(at.world.applied, []);
  });

  it('that failed for want of our own may be sent again', async () => {
    const at = house();
    at.world.fail = 'throw';
    assert.equal((await send(at, add)).rcode, RCODE.SERVFAIL);
    at.world.fail = 'no';
    assert.equal((await send(at, add)).rcode, RCODE.NOERROR);
    assert.equal(at.world.applied.length, 1);
  });

  it('waits for its turn, and a client that sends too many at a time is told to come again', async () => {
    const at = house();
    const many = Array.from({ length: UPDATES_PER_CLIENT_MAX + 5 }, (_, i) => send(at, { ...add, id: i }));
    const rcodes = (await Promise.all(many)).map((reply) => reply.rcode);
    assert.equal(rcodes.filter((rcode) => rcode === RCODE.NOERROR).length, UPDATES_PER_CLIENT_MAX);
    assert.equal(rcodes.filter((rcode) => rcode === RCODE.SERVFAIL).length, 5);
    assert.equal((await send(at, { ...add, id: 999 })).rcode, RCODE.NOERROR);
  });

  it('of prerequisites is checked against what the updates before it left', async () => {
    const at = house();
    const first = update(ZONE, [txt(LABEL, VALUE)], [bare(LABEL, TYPE.TXT, CLASS.NONE)]);
    const rcodes = await Promise.all([1, 2, 3].map((id) => send(at, { ...first, id })));
    assert.deepEqual(
      rcodes.map((reply) => reply.rcode),
      [RCODE.NOERROR, RCODE.YXRRSET, RCODE.YXRRSET],
    );
  });
});

describe('the entrance', () => {
  it('answers questions at the facade only, and signs what was asked with a signature', async () => {
    const at = house();
    const soa: Message = {
      ...update(CHALLENGE, []),
      opcode: OPCODE.QUERY,
    };
    const reply = await send(at, soa, alice, 'facade');
    assert.equal(nameToText(reply.answers[0]?.name ?? []), CHALLENGE);
    const plain = await at.entrance.answer(encodeMessage(soa), SOURCE, 'facade');
    assert.equal(decodeMessage(plain ?? Uint8Array.of()).authoritative, true);
    const wrong = await send(at, soa, key('nobody'), 'facade');
    assert.deepEqual([wrong.rcode, wrong.answers], [RCODE.NOTAUTH, []]);
    for (const [message, listener] of [
      [soa, 'zone'],
      [{ ...soa, opcode: OPCODE.NOTIFY }, 'facade'],
    ] as const) {
      const bytes = await at.entrance.answer(encodeMessage(message), SOURCE, listener);
      assert.equal(decodeMessage(bytes ?? Uint8Array.of()).rcode, RCODE.NOTIMP);
    }
  });

  it('answers what is malformed with a header, and a response with nothing', async () => {
    const { entrance } = house();
    const signed = signTsig(encodeMessage(add), alice, { now: START });
    assert.equal(await entrance.answer(signed.subarray(0, 11), SOURCE, 'zone'), undefined);
    const response = Uint8Array.from(signed);
    response[2] = (response[2] ?? 0) | 0x80;
    assert.equal(await entrance.answer(response, SOURCE, 'zone'), undefined);
    for (const broken of [
      signed.subarray(0, -1),
      Buffer.concat([signed, Buffer.of(0)]),
      new Uint8Array(40_000),
    ]) {
      const reply = await entrance.answer(broken, SOURCE, 'zone');
      assert.ok(reply !== undefined && reply.length === 12);
      const { rcode, opcode, id } = decodeMessage(reply);
      assert.equal(rcode, RCODE.FORMERR);
      assert.deepEqual(
        [id, opcode],
        [(broken[0] ?? 0) * 256 + (broken[1] ?? 0), ((broken[2] ?? 0) >> 3) & 15],
      );
    }
  });

  it('never rejects, and does nothing for what was changed on the way', async () => {
    const at = house();
    const signed = signTsig(encodeMessage(add), alice, { now: START });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 80 }),
          fc.tuple(fc.nat(signed.length - 3), fc.integer({ min: 1, max: 255 })).map(([index, mask]) => {
            const bytes = Uint8Array.from(signed);
            bytes[index + 2] = (bytes[index + 2] ?? 0) ^ mask;
            return bytes;
          }),
        ),
        fc.constantFrom<Listener>('zone', 'facade'),
        async (bytes, listener) => {
          const reply = await at.entrance.answer(bytes, SOURCE, listener);
          if (reply !== undefined) assert.ok(decodeMessage(reply).response);
        },
      ),
      { numRuns: 500 },
    );
    // but for the case of the names in the TSIG itself, which is not signed
    for (const { operations } of at.world.applied) {
      assert.deepEqual(operations, [{ kind: 'present', challenge: CHALLENGE, value: VALUE }]);
    }
    assert.ok(at.world.applied.length <= 1);
  });
});

it('wrong signatures of one network: beyond the budget no key is looked up, but for those that were right from there', async () => {
  const at = house();
  let lookups = 0;
  const original = { ...at.world.keys };
  Object.assign(at.world.keys, {
    find(name: string) {
      lookups++;
      return original.find(name);
    },
  });
  assert.equal((await send(at, add)).rcode, RCODE.NOERROR);
  const now = Math.floor(at.clock.now() / 1000);
  const forged = signTsig(encodeMessage(add), { ...bob, secret: new Uint8Array(32) }, { now });
  const ask = async (source: string) => {
    const reply = await at.entrance.answer(forged, source, 'zone');
    assert.ok(reply !== undefined);
    return decodeMessage(reply);
  };
  for (let n = 0; n < FAILURES_BURST; n++) assert.equal((await ask(SOURCE)).rcode, RCODE.NOTAUTH);
  const before = lookups;
  const refused = await ask('2001:db8::5353');
  assert.deepEqual([refused.rcode, refused.tsig], [RCODE.REFUSED, undefined]);
  const signed = await at.entrance.sign(forged, encodeMessage(refused), SOURCE);
  assert.equal(decodeMessage(signed ?? new Uint8Array()).rcode, RCODE.REFUSED);
  assert.equal(lookups, before);
  assert.equal((await ask('2001:db8:0:1::53')).rcode, RCODE.NOTAUTH, 'another network has its own');
  assert.equal(
    (await send(at, update(ZONE, [txt(LABEL, VALUE_2)]))).rcode,
    RCODE.NOERROR,
    'was right before',
  );
});
