import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RCODE } from '../../../src/wire/dns/index.ts';
import { EDNS, testZone } from '../../support/zone.ts';

const zone = testZone();
const CLIENT = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

function ask(cookie: Uint8Array | undefined, message: object = {}) {
  const options = cookie === undefined ? [] : [{ code: 10, data: cookie }];
  return zone.ask({ name: 'com-example.acme.test', message: { edns: { ...EDNS, options }, ...message } });
}

describe('RFC 7873 section 5.2', () => {
  it('1: without a cookie none is given', () => {
    assert.deepEqual(ask(undefined).edns?.options, []);
  });

  it('2: one of a length that cannot be is FORMERR', () => {
    for (const length of [0, 7, 9, 15, 41]) {
      const reply = ask(new Uint8Array(length));
      assert.equal(reply.rcode, RCODE.FORMERR);
      assert.equal(reply.answers.length, 0);
    }
  });

  it('3 and 4: with a client cookie alone, or a server cookie that is not ours, the answer has a new one', () => {
    for (const cookie of [
      CLIENT,
      Uint8Array.from([...CLIENT, ...CLIENT]),
      Uint8Array.from([...CLIENT, ...CLIENT, ...CLIENT]),
    ]) {
      const reply = ask(cookie);
      assert.equal(reply.rcode, RCODE.NOERROR);
      assert.equal(reply.answers.length, 2);
      const given = reply.edns?.options[0];
      assert.equal(given?.code, 10);
      assert.equal(given.data.length, 24);
      assert.deepEqual(given.data.subarray(0, 8), CLIENT);
      assert.notDeepEqual(given.data.subarray(8), cookie.subarray(8));
    }
  });

  it('5: ours comes back as it is', () => {
    const cookie = ask(CLIENT).edns?.options[0]?.data;
    assert.ok(cookie !== undefined);
    assert.deepEqual(ask(cookie).edns?.options[0]?.data, cookie);
  });

  it('5.4: a question for a cookie alone is answered with one; without a cookie it is FORMERR', () => {
    const reply = ask(CLIENT, { questions: [] });
    assert.equal(reply.rcode, RCODE.NOERROR);
    assert.equal(reply.edns?.options[0]?.data.length, 24);
    assert.equal(ask(undefined, { questions: [] }).rcode, RCODE.FORMERR);
  });
});
