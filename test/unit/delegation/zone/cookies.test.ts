import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCookies } from '../../../../src/delegation/zone/cookies.ts';
import { sipHash24 } from '../../../../src/delegation/zone/siphash.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const SECRET = hex('e5e973e5a6b2a43f48e7dc849e37bfcf');
const OTHER = hex('445536bcd2513298075a5d379663c962');

function judge(cookie: Uint8Array, address: string, seconds: number, secrets = [SECRET]) {
  const out = new Uint8Array(24);
  const bytes = Uint8Array.from([9, 9, ...cookie]);
  const state = createCookies(secrets).judge(bytes, 2, cookie.length, address, seconds, out);
  return { state, cookie: Buffer.from(out).toString('hex') };
}

describe('SipHash-2-4', () => {
  it('gives the values of its own reference for the key 00..0f', () => {
    const key = Uint8Array.from({ length: 16 }, (_, i) => i);
    const message = Uint8Array.from({ length: 64 }, (_, i) => i);
    const hash = (length: number) => {
      const out = new Uint8Array(8);
      sipHash24(key, message, length, out, 0);
      return Buffer.from(out).toString('hex');
    };
    // vectors_sip64 of the reference implementation, for the first 0, 1, 7, 8, 15 and 63 bytes
    assert.equal(hash(0), '310e0edd47db6f72');
    assert.equal(hash(1), 'fd67dc93c539f874');
    assert.equal(hash(7), '37d1018bf50002ab');
    assert.equal(hash(8), '6224939a79f5f593');
    assert.equal(hash(15), 'e545be4961ca29a1');
    assert.equal(hash(63), '724506eb4c328a95');
  });
});

describe('a DNS cookie', () => {
  const client = hex('2464c4abcf10c957');
  const time = 1_559_731_985;
  const full = hex('2464c4abcf10c957010000005cf79f111f8130c3eee29480');

  it('is that of RFC 9018 appendix A.1, made for a client without one', () => {
    assert.deepEqual(judge(client, '198.51.100.100', time), {
      state: 'new',
      cookie: Buffer.from(full).toString('hex'),
    });
  });

  it('is believed from its own address within its time, and given back', () => {
    const good = { state: 'good', cookie: Buffer.from(full).toString('hex') };
    assert.deepEqual(judge(full, '198.51.100.100', time), good);
    assert.deepEqual(judge(full, '198.51.100.100', time + 1_799), good);
    assert.equal(judge(full, '198.51.100.101', time).state, 'new');
    assert.equal(judge(full, '::1', time).state, 'new');
    assert.equal(judge(full, '198.51.100.100', time + 3_600).state, 'good');
    assert.equal(judge(full, '198.51.100.100', time + 3_601).state, 'new');
    assert.equal(judge(full, '198.51.100.100', time - 300).state, 'good');
    assert.equal(judge(full, '198.51.100.100', time - 301).state, 'new');
  });

  it('is renewed after half an hour', () => {
    const renewed = judge(full, '198.51.100.100', time + 1_800);
    assert.equal(renewed.state, 'good');
    assert.equal(judge(hex(renewed.cookie), '198.51.100.100', time + 1_800 + 3_600).state, 'good');
  });

  it('keeps no reserved bytes that a client made up, and no changed byte is believed', () => {
    for (let i = 0; i < full.length; i++) {
      const changed = Uint8Array.from(full);
      changed[i] = (changed[i] ?? 0) ^ 1;
      const { state, cookie } = judge(changed, '198.51.100.100', time);
      assert.equal(state, 'new', `byte ${i}`);
      assert.equal(cookie.slice(16, 24), '01000000');
    }
  });

  it('is believed from any secret, and made with the first', () => {
    const made = judge(client, '203.0.113.203', time, [OTHER]).cookie;
    assert.equal(judge(hex(made), '203.0.113.203', time, [SECRET, OTHER]).state, 'good');
    assert.equal(judge(hex(made), '203.0.113.203', time, [SECRET]).state, 'new');
    assert.throws(() => createCookies([]), TypeError);
    assert.throws(() => createCookies([Uint8Array.of(1)]), TypeError);
  });

  it('for IPv6 has all of the address', () => {
    const made = judge(client, '2001:db8:220:1:59de:d0f4:8769:82b8', time).cookie;
    assert.equal(judge(hex(made), '2001:db8:220:1:59de:d0f4:8769:82b8', time).state, 'good');
    assert.equal(judge(hex(made), '2001:db8:220:1:59de:d0f4:8769:82b9', time).state, 'new');
    const scoped = judge(client, 'fe80::1%eth0', time).cookie;
    assert.equal(judge(hex(scoped), 'fe80::1', time).state, 'good');
  });

  it('of a length that none has is an error, others of servers before us are not', () => {
    for (const length of [0, 7, 9, 15, 41, 100]) {
      assert.equal(judge(new Uint8Array(length), '192.0.2.1', time).state, 'bad-length', `${length} bytes`);
    }
    for (const length of [8, 16, 24, 40]) {
      assert.equal(judge(new Uint8Array(length), '192.0.2.1', time).state, 'new', `${length} bytes`);
    }
  });
});
