import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { createRateLimit, networkOf } from '../../../../src/delegation/zone/rate-limit.ts';
import { addressBytes, formatAddress } from '../../../../src/net/index.ts';
import { decodeMessage, TYPE } from '../../../../src/wire/dns/index.ts';
import { EDNS, query, testZone } from '../../../support/zone.ts';

describe('a network', () => {
  it('is a /24 or a /56, however the address is written', () => {
    const same: [string, string, boolean][] = [
      ['192.0.2.1', '192.0.2.254', true],
      ['192.0.2.1', '192.0.3.1', false],
      ['19.20.2.1', '192.0.2.1', false],
      ['2001:db8:1:100::1', '2001:db8:1:1ff:2:3:4:5', true],
      ['2001:db8:1:100::1', '2001:db8:1:200::1', false],
      ['2001:db8::1', '2001:db8:0:ff::', true],
      ['2001:db8::1', '2001:db8:0:100::', false],
      ['::1', '::2', true],
      ['fe80::1', 'fe80::2%eth0', true],
      ['::1:2:3:4:5', '0:0:0:1:2:3:4:5', true],
    ];
    for (const [a, b, expected] of same) assert.equal(networkOf(a) === networkOf(b), expected, `${a} ${b}`);
  });

  it('is the same for every two addresses with the same first 56 bits, and hardly ever for others', () => {
    const bytes = fc.array(fc.constantFrom(0, 0, 1, 255), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const shared = [...a.slice(0, 7), ...b.slice(7)];
        assert.equal(networkOf(text(a)), networkOf(text(shared)));
        if (a.slice(0, 7).join() !== b.slice(0, 7).join())
          assert.notEqual(networkOf(text(a)), networkOf(text(b)));
        assert.ok(addressBytes(text(a)));
      }),
      { seed: 64 },
    );
  });
});

describe('the rate limit', () => {
  it('counts each second, network and subject on its own', () => {
    const rate = createRateLimit(3, 1);
    const allowed = (network: number, subject: number, second: number) =>
      [1, 2, 3, 4, 5].filter(() => rate.allows(network, subject, second)).length;
    assert.equal(allowed(1, 1, 10), 3);
    assert.equal(allowed(1, 1, 10), 0);
    assert.equal(allowed(1, 2, 10), 3);
    assert.equal(allowed(2, 1, 10), 3);
    assert.equal(allowed(1, 1, 11), 3);
  });

  it('takes no more memory for a million sources, and still holds the one that asks most', () => {
    const rate = createRateLimit(10, 1);
    let answered = 0;
    for (let i = 0; i < 200_000; i++) {
      rate.allows(i, 1, 5);
      if (rate.allows(-1, 1, 5)) answered++;
    }
    assert.ok(answered < 2_000, `${answered} of 200000`);
  });

  it('truncates what is above it, in no more bytes than were asked with, and is never silent', () => {
    const one = flood();
    assert.equal(one.truncated, 980);
    assert.ok(one.bytesOut <= one.bytesIn, `${one.bytesOut} of ${one.bytesIn}`);
    const random = flood({ name: (i) => `random${i}.acme.test` });
    assert.equal(random.truncated, 980, 'names that do not exist count together');
    assert.ok(random.bytesOut <= random.bytesIn);
    assert.equal(flood({ name: (i) => `random${i}.test` }).truncated, 980, 'as do refusals');
  });

  it('does not bind who comes by TCP', () => {
    assert.equal(flood({ transport: 'tcp' }).truncated, 0);
  });

  it('does not bind a client whose cookie shows that its address is its own', () => {
    const zone = testZone({ perSecond: 20 });
    const ask = (cookie: Uint8Array) =>
      zone.ask({
        name: 'com-example.acme.test',
        message: { edns: { ...EDNS, options: [{ code: 10, data: cookie }] } },
      });
    let cookie: Uint8Array = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const first = ask(cookie);
    const unproven = Array.from({ length: 100 }, () => ask(cookie).truncated);
    assert.equal(unproven.filter(Boolean).length, 81);
    cookie = first.edns?.options[0]?.data ?? cookie;
    assert.equal(cookie.length, 24);
    const proven = Array.from({ length: 100 }, () => ask(cookie).truncated);
    assert.equal(proven.filter(Boolean).length, 0);
  });
});

/** A thousand questions in one second, from one network. */
function flood(options: { transport?: 'tcp'; name?: (i: number) => string } = {}) {
  const zone = testZone({ perSecond: 20 });
  let bytesIn = 0;
  let bytesOut = 0;
  let truncated = 0;
  for (let i = 0; i < 1_000; i++) {
    const name = options.name?.(i) ?? 'com-example.acme.test';
    const asked = query({ name, type: TYPE.TXT, message: { edns: EDNS } });
    const reply = zone.send(asked, {
      address: `198.51.100.${i % 256}`,
      transport: options.transport ?? 'udp',
    });
    assert.ok(reply !== undefined, 'never silent');
    if (decodeMessage(reply).truncated) {
      truncated++;
      bytesIn += asked.length;
      bytesOut += reply.length;
    }
  }
  return { truncated, bytesIn, bytesOut };
}

function text(bytes: readonly number[]): string {
  return formatAddress(Uint8Array.from(bytes)).text;
}
