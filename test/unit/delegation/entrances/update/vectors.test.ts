// What real clients sent (test/vectors/update), sent again to the entrance at the time at which they signed it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { silentLog } from '../../../../../src/core/index.ts';
import { createUpdateEntrance } from '../../../../../src/delegation/entrances/update/index.ts';
import { decodeMessage, encodeMessage, verifyTsig } from '../../../../../src/wire/dns/index.ts';
import { SOA, vectorWorld } from '../../../../support/update-listener.ts';
import { readUpdateVectors, type UpdateVector, vectorKey } from '../../../../support/update-vectors.ts';
import { createVirtualClock } from '../../../../support/virtual-clock.ts';

const vectors = readUpdateVectors();

describe('updates as clients send them', () => {
  it('are of all the clients that we know', () => {
    const names = vectors.map(({ client }) => client);
    assert.deepEqual(names.toSorted(), [
      'acme.sh-nsupdate',
      'caddy-libdns',
      'cert-manager',
      'certbot-dns-rfc2136',
      'knsupdate',
      'lego',
      'nsupdate',
      'nsupdate-delegated',
      'nsupdate-zone',
    ]);
  });

  for (const vector of vectors) {
    it(`${vector.client} (${vector.version}): ${vector.how}`, async () => {
      const { answer, operations } = entranceFor(vector);
      assert.ok(vector.messages.length > 0);
      for (const { hex, rcode } of vector.messages) {
        const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
        const request = decodeMessage(bytes);
        assert.deepEqual(decodeMessage(encodeMessage(request)), request);
        const reply = await answer(bytes);
        assert.ok(reply !== undefined);
        const read = decodeMessage(reply);
        assert.equal(read.rcode, rcode);
        if (request.tsig === undefined) continue;
        const requestMac = request.tsig.mac;
        const now = request.tsig.timeSigned;
        const check = verifyTsig(reply, read, { keyOf: () => vectorKey, now, allowSha1: false, requestMac });
        assert.equal(check.outcome, 'signed');
      }
      assert.deepEqual(operations(), vector.operations);
    });
  }
});

function entranceFor(vector: UpdateVector) {
  const times = vector.messages.flatMap(({ hex }) => {
    const { tsig } = decodeMessage(Uint8Array.from(Buffer.from(hex, 'hex')));
    return tsig === undefined ? [] : [tsig.timeSigned];
  });
  const world = vectorWorld();
  const entrance = createUpdateEntrance({
    keys: world.keys,
    values: world.values,
    zones: world.zones,
    soa: SOA,
    allowSha1: false,
    clock: createVirtualClock(Math.min(...times) * 1000),
    log: silentLog,
  });
  return {
    answer: (bytes: Uint8Array) => entrance.answer(bytes, '2001:db8::1', vector.listener),
    operations: () => world.applied.flatMap(({ operations }) => operations),
  };
}
