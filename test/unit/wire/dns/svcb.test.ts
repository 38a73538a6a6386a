// SVCB and HTTPS records: RFC 9460 section 2.2, with examples of its appendix D.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nameToText, readServiceBinding } from '../../../../src/wire/dns/index.ts';

const FOO = '03666f6f076578616d706c6503636f6d00';

describe('service bindings', () => {
  it('alias mode (appendix D.1)', () => {
    const read = readServiceBinding(bytes(`0000${FOO}`));
    assert.equal(read?.priority, 0);
    assert.equal(read && nameToText(read.target), 'foo.example.com');
    assert.deepEqual(read?.hints, []);
  });

  it('the owner itself, and a port (appendix D.2)', () => {
    assert.deepEqual(readServiceBinding(bytes('000100')), {
      priority: 1,
      target: [],
      hints: [],
      port: undefined,
      alpn: [],
    });
    assert.equal(readServiceBinding(bytes(`0010${FOO}000300020035`))?.port, 53);
  });

  it('two IPv6 hints (appendix D.2)', () => {
    const two = '20010db800000000000000000000000120010db8000000000000000000530001';
    const read = readServiceBinding(bytes(`0001${FOO}00060020${two}`));
    assert.deepEqual(
      read?.hints.map((hint) => Buffer.from(hint).toString('hex')),
      [two.slice(0, 32), two.slice(32)],
    );
  });

  it('protocols (section 7.1.1)', () => {
    const read = readServiceBinding(bytes('00010000010006026832026833'));
    assert.deepEqual(
      read?.alpn.map((one) => Buffer.from(one).toString()),
      ['h2', 'h3'],
    );
  });

  for (const [what, hex] of [
    ['nothing', ''],
    ['a name that does not end', '000103666f'],
    ['a key without its value', '0001000003'],
    ['keys out of order', '00010000030002003500010000'],
    ['a list of no protocol', '00010000010000'],
    ['an empty protocol', '0001000001000402683300'],
    ['a protocol that does not end', '00010000010003036833'],
    ['a key twice (appendix D.3)', '0001000003000200350003000200ff'],
    ['an empty hint', '00010000060000'],
    ['half a hint', '0001000006000820010db800000000'],
    ['a port of one byte', '00010000030001ff'],
    ['a pointer to itself', '0001c002'],
  ] as const)
    it(`malformed: ${what}`, () => assert.equal(readServiceBinding(bytes(hex)), undefined));
});

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}
