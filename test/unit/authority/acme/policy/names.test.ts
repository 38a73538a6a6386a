import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { createAllowances } from '../../../../../src/authority/acme/policy/allowances.ts';
import { readIdentifiers, refuseName } from '../../../../../src/authority/acme/policy/names.ts';
import { describeFault } from '../../../../../src/i18n/index.ts';
import type { Allowance, AllowanceStore } from '../../../../../src/store/index.ts';

describe('names that can be ordered', () => {
  for (const name of [
    'a.example',
    'localhost',
    'intranet',
    '*.a.example',
    'a--b.example',
    '1.example',
    'xn--mnchen-3ya.example',
    'xn--fiqs8s',
    `${'a'.repeat(63)}.example`,
    'in-addr-arpa.example',
  ])
    test(name, () => assert.equal(refuseName(name), undefined));

  test('incident 5: no string makes the check throw, and what passes is a lower-case host name', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('a', 'Z', '1', '-', '.', '*', '_', 'xn--', 'ü', '\u200d', ' ', '\0', '[', ':'),
      maxLength: 80,
    });
    fc.assert(
      fc.property(hostile, (value) => {
        const read = readIdentifiers([{ type: 'dns', value }], { testAddresses: false });
        if (read.ok) assert.match(read.value[0]?.value ?? '', /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('allowances, as name constraints (RFC 5280 section 4.2.1.10)', () => {
  const list: Allowance[] = [];
  const store = { list: async () => list } as Partial<AllowanceStore> as AllowanceStore;
  const allow = (kind: Allowance['kind'], value: string) => list.push({ kind, value, createdAt: 0 });
  allow('name', 'corp.example');
  allow('exact', 'www.other.example');
  allow('exact', '*.wild.example');
  allow('network', '192.0.2.0/24');
  allow('address', '198.51.100.0/24');
  allow('address', 'fd00:64::/32');

  const rows: readonly (readonly [string, boolean])[] = [
    ['corp.example', true],
    ['a.corp.example', true],
    ['a.b.corp.example', true],
    ['*.corp.example', true],
    ['xcorp.example', false],
    ['corp.example.org', false],
    ['example', false],
    ['www.other.example', true],
    ['a.www.other.example', false],
    ['*.www.other.example', false],
    ['*.wild.example', true],
    ['a.wild.example', false],
    ['192.0.2.0/24', false],
    ['localhost', true],
    ['*.localhost', false],
  ];
  for (const [name, permitted] of rows)
    test(`${name}: ${permitted ? 'permitted' : 'not permitted'}`, async () => {
      const allowed = await createAllowances(store, new Set(['localhost']), []).read();
      assert.equal(allowed.refuse(dns(name)) === undefined, permitted);
    });

  test('an address needs an allowance for addresses: neither a network nor a name that is spelled like it is one', async () => {
    const allowed = await createAllowances(store, new Set(['localhost', '192.0.2.9']), []).read();
    assert.equal(allowed.refuse(ip('198.51.100.7')), undefined);
    assert.equal(allowed.refuse(ip('fd00:64::7')), undefined);
    for (const address of ['198.51.101.7', 'fd00:65::7', '::ffff:198.51.100.7', 'c633:6407::'])
      assert.equal(allowed.refuse(ip(address))?.code, 'addressNotAllowed', address);
    for (const address of ['192.0.2.7', '192.0.2.9', 'corp.example', 'localhost'])
      assert.equal(allowed.refuse(ip(address))?.code, 'addressNotAllowed', address);
    assert.equal(allowed.refuse(dns('198.51.100.7'))?.code, 'nameNotAllowed');
  });

  test('a refused private address says what it needs: to be issued for, and to be reached', async () => {
    const allowed = await createAllowances(store, new Set(), []).read();
    const text = (address: string) => {
      const refused = allowed.refuse(ip(address));
      assert.ok(refused);
      return describeFault(refused);
    };
    assert.match(
      text('10.0.0.7'),
      /sixfour allow --address 10\.0\.0\.7 .*private .*sixfour allow --network 10\.0\.0\.7/,
    );
    assert.match(text('2620:fe::9'), /sixfour allow --address 2620:fe::9$/);
  });

  test('a CA that is bound to names certifies no address, whatever is allowed', async () => {
    const allowed = await createAllowances(store, new Set(), ['corp.example']).read();
    assert.equal(allowed.refuse(ip('198.51.100.7'))?.code, 'rejectedIdentifier');
  });

  test('no allowance goes beyond the constraints of the issuing certificate', async () => {
    const allowed = await createAllowances(store, new Set(['localhost']), ['a.corp.example']).read();
    assert.equal(allowed.refuse(dns('x.a.corp.example')), undefined);
    for (const name of ['corp.example', 'b.corp.example', 'www.other.example', 'localhost'])
      assert.equal(allowed.refuse(dns(name))?.code, 'rejectedIdentifier', name);
    assert.equal(allowed.refuse(dns('elsewhere.org'))?.code, 'nameNotAllowed');
  });

  test('are read once, and again when they changed or could not be read', async () => {
    let reads = 0;
    let broken = true;
    const counted = {
      async list() {
        reads++;
        if (broken) throw new Error('no disk');
        return list;
      },
    } as Partial<AllowanceStore> as AllowanceStore;
    const allowances = createAllowances(counted, new Set(), []);
    await assert.rejects(allowances.read());
    broken = false;
    await allowances.read();
    await allowances.read();
    assert.equal(reads, 2);
    allowances.forget();
    await allowances.read();
    assert.equal(reads, 3);
  });
});

function dns(value: string) {
  return { type: 'dns', value } as const;
}

function ip(value: string) {
  return { type: 'ip', value } as const;
}
