import assert from 'node:assert/strict';
import { isIPv4, isIPv6 } from 'node:net';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import {
  addressBytes,
  embeddedIPv4,
  formatAddress,
  parseAddress,
  parseNetwork,
} from '../../../src/net/index.ts';

describe('parseAddress', () => {
  const canonical: readonly (readonly [string, string])[] = [
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['::', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'], // RFC 5952 section 4.2.2: one group is not shortened
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'], // section 4.2.3: the longest run
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'], // section 4.2.3: the first of equal runs
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::ffff:c000:201', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ];
  for (const [text, wanted] of canonical) {
    test(`${text} is ${wanted}`, () => assert.equal(parseAddress(text)?.text, wanted));
  }

  const wrong = [
    '',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '::12345',
    '::g',
  ];
  wrong.push(
    'fe80::1%eth0',
    'fe80::1%25eth0',
    '[::1]',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '256.1.1.1',
    '1.2.3.4/8',
  );
  wrong.push(' ::1', '0x7f.0.0.1', '1.2.3.4:80', '::1.2.3', '1.2.3.4::', '::1.2.3.4:5', 'a'.repeat(1_000));
  for (const text of wrong) {
    test(`${JSON.stringify(text.slice(0, 20))} is refused`, () =>
      assert.equal(parseAddress(text), undefined));
  }

  test('agrees with Node on what is an address, and its text reads back as the same bytes', () => {
    const any = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ unit: fc.constantFrom('0', '1', 'f', ':', '.', '%', 'g'), maxLength: 20 }),
    );
    fc.assert(
      fc.property(any, (text) => {
        const address = parseAddress(text);
        const wanted = isIPv4(text) ? 4 : isIPv6(text) && !text.includes('%') ? 6 : undefined;
        assert.equal(address?.family, wanted);
        if (address) assert.deepEqual(addressBytes(address.text), addressBytes(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test('every 16 bytes have one text, as a URL parser writes it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat(0xffff), (bytes, zeros) => {
        for (let i = 0; i < 16; i++) if ((zeros >> i) & 1) bytes[i] = 0;
        const { text } = formatAddress(bytes);
        assert.deepEqual(addressBytes(text), bytes);
        if (!text.includes('.')) assert.equal(new URL(`http://[${text}]/`).hostname, `[${text}]`);
      }),
    );
  });
});

describe('embeddedIPv4', () => {
  const forms: readonly (readonly [string, readonly string[]])[] = [
    ['::ffff:10.0.0.1', ['10.0.0.1']],
    ['64:ff9b::10.0.0.1', ['10.0.0.1']],
    ['2002:0a00:0001::1', ['10.0.0.1']],
    ['2001:0:c000:201::f5ff:fffe', ['192.0.2.1', '10.0.0.1']],
    ['64:ff9b:1::10.0.0.1', ['10.0.0.1']], // /96
    ['64:ff9b:1:7f00:0:100::', ['127.0.0.1']], // /48, RFC 6052 section 2.2
    ['2001:db8::1', []],
    ['192.0.2.1', []],
  ];
  for (const [text, wanted] of forms) {
    test(`${text} carries ${wanted.join(' and ') || 'none'}`, () => {
      const found = embeddedIPv4(addressBytes(text) ?? new Uint8Array()).map(
        (bytes) => formatAddress(bytes).text,
      );
      for (const one of wanted) assert.ok(found.includes(one), found.join());
      if (wanted.length === 0) assert.deepEqual(found, []);
    });
  }
});

describe('parseNetwork', () => {
  for (const text of ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32', '::/0', '0.0.0.0/0', 'fd00::1/128']) {
    test(`${text} is a network`, () => assert.ok(parseNetwork(text)));
  }
  for (const text of [
    '10.0.0.1/8',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/08',
    '/8',
    '::/129',
    '10.0.0.0/8/8',
    'x/8',
  ]) {
    test(`${text} is none`, () => assert.equal(parseNetwork(text), undefined));
  }
});
