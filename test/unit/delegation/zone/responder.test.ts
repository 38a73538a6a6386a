// Whatever comes in: an answer that is a message, of our own and of others' reading, within its size; or none; never an exception.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import packet from 'dns-packet';
import * as fc from 'fast-check';
import { decodeMessage, encodeMessage, nameEquals, TYPE } from '../../../../src/wire/dns/index.ts';
import { SIGNED } from '../../../support/signed-zone.ts';
import { manyValues, NAMES, query, testZone } from '../../../support/zone.ts';
import { arbitraryMessage } from '../../wire/dns/arbitraries.ts';

const BIG = { sequence: 16, zone: 'acme.test', label: 'com-most', values: manyValues(256) };
const zone = testZone({ deltas: [...NAMES, BIG] });
const limited = testZone({ deltas: [...NAMES, BIG], perSecond: 1 });
const signed = testZone({ deltas: [...NAMES, BIG], zones: [SIGNED] });

const label = fc.oneof(
  fc.constantFrom(
    'acme',
    'test',
    'com-example',
    'com-big',
    'com-most',
    'alias',
    'loop1',
    'ent',
    'ns1',
    'ACME',
    'www',
  ),
  fc.string({ unit: fc.constantFrom('a', 'B', '-', '0', '_'), minLength: 1, maxLength: 63 }),
);
const name = fc
  .tuple(
    fc.array(label, { maxLength: 5 }),
    fc.constantFrom('acme.test', 'aCME.Test', 'example.test', '_acme-challenge.www.example.test'),
  )
  .map(([labels, end]) => [...labels, end].join('.'))
  .filter((text) => text.length <= 253);
const type = fc.oneof(fc.constantFrom(1, 2, 5, 6, 13, 16, 28, 43, 255, 257), fc.nat(65_535));
const edns = fc.option(
  fc.record({
    udpSize: fc.oneof(fc.constantFrom(0, 512, 1232, 4096, 65_535), fc.nat(65_535)),
    extendedRcode: fc.constant(0),
    version: fc.constantFrom(0, 0, 0, 1, 255),
    dnssecOk: fc.boolean(),
    options: fc.array(
      fc.record({
        code: fc.constantFrom(3, 8, 10, 10, 11, 15, 65_001),
        data: fc.uint8Array({ maxLength: 48 }),
      }),
      { maxLength: 3 },
    ),
  }),
  { nil: undefined },
);
const question = fc
  .record({ name, type, class: fc.constantFrom(1, 1, 1, 1, 3, 255), edns })
  .map(({ name, type, class: klass, edns: asked }) =>
    query({ name, type, class: klass, ...(asked === undefined ? {} : { message: { edns: asked } }) }),
  );
const transport = fc.constantFrom('udp' as const, 'tcp' as const);

/** Bytes changed, cut and added. */
const mutated = fc
  .tuple(
    fc.oneof(
      question,
      arbitraryMessage.map((message) => encodeMessage({ ...message, response: false })),
    ),
    fc.array(fc.tuple(fc.nat(1_000), fc.nat(255)), { maxLength: 6 }),
    fc.nat(40),
    fc.uint8Array({ maxLength: 20 }),
  )
  .map(([bytes, changes, cut, more]) => {
    const changed = Uint8Array.from([
      ...bytes.subarray(0, Math.max(0, bytes.length - (cut > 20 ? cut - 20 : 0))),
      ...(cut < 3 ? more : []),
    ]);
    for (const [at, byte] of changes) if (changed.length > 0) changed[at % changed.length] = byte;
    return changed;
  });

function check(bytes: Uint8Array, by: 'udp' | 'tcp'): void {
  for (const one of [zone, limited, signed]) {
    const reply = one.send(bytes, { transport: by });
    if (reply === undefined) {
      assert.ok(
        bytes.length < 12 || ((bytes[2] ?? 0) & 0x80) !== 0,
        'only what is no question stays unanswered',
      );
      continue;
    }
    const message = decodeMessage(reply);
    packet.decode(Buffer.from(reply));
    assert.ok(reply.length <= (by === 'udp' ? 1_232 : 65_535), `${reply.length} bytes`);
    assert.equal(message.id, ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0));
    assert.equal(message.response, true);
    assert.equal(message.recursionAvailable || message.authenticData || message.checkingDisabled, false);
    assert.equal((reply[3] ?? 0) & 0x40, 0, 'Z is clear');
    if (message.truncated) assert.equal(message.answers.length, 0);
    if (message.rcode !== 0 && message.rcode !== 3) assert.equal(message.authoritative, false);
  }
}

describe('a responder', () => {
  it('answers every question with a message that fits', () => {
    fc.assert(
      fc.property(question, transport, (bytes, by) => {
        check(bytes, by);
        const asked = decodeMessage(bytes);
        const reply = decodeMessage(zone.send(bytes, { transport: by }) ?? new Uint8Array(0));
        assert.deepEqual(reply.questions, asked.questions, 'the question comes back byte for byte');
        assert.equal(reply.edns === undefined, asked.edns === undefined, 'EDNS is answered with EDNS');
        const limit = asked.edns === undefined ? 512 : Math.min(1_232, Math.max(512, asked.edns.udpSize));
        const size = zone.send(bytes, { transport: 'udp' })?.length ?? 0;
        assert.ok(size <= limit, `${size} of ${limit} bytes`);
        for (const { name: owner, type: one } of reply.authorities) {
          assert.equal(one, TYPE.SOA);
          assert.ok(owner.length > 0 && reply.questions[0] !== undefined);
          const apex = reply.questions[0].name.slice(-owner.length);
          assert.ok(nameEquals(owner, apex), 'a denial is of the zone that the name is in');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('survives whatever comes', () => {
    fc.assert(fc.property(mutated, transport, check), { numRuns: 3_000 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), transport, check), { numRuns: 1_000 });
  });
});
