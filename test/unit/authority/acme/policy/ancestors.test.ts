import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import {
  covers,
  domainsBetween,
  nearest,
  readAncestorDomains,
} from '../../../../../src/authority/acme/policy/ancestors.ts';
import { challengeTypesFor } from '../../../../../src/authority/acme/policy/challenge-types.ts';
import { CHALLENGE_TYPES } from '../../../../../src/core/index.ts';
import type { Authorization, Standing } from '../../../../../src/store/index.ts';

const dns = (value: string) => ({ type: 'dns', value }) as const;
const held = (value: string, standing: Standing) =>
  ({ identifier: dns(value), wildcard: false, standing }) as Authorization;

describe('RFC 9444: what an authorization of an ancestor covers', () => {
  test('itself and every name below it by whole labels, and its wildcards', () => {
    const authorization = held('corp.example', 'subdomains');
    for (const good of [
      'corp.example',
      'a.corp.example',
      'a.b.corp.example',
      '*.corp.example',
      '*.a.corp.example',
    ])
      assert.equal(covers(authorization, dns(good)), true, good);
    for (const bad of ['example', 'xcorp.example', '*.example', 'corp.example.org', 'a-corp.example', ''])
      assert.equal(covers(authorization, dns(bad)), false, bad);
    assert.equal(covers(authorization, { type: 'ip', value: 'a.corp.example' }), false);
  });

  test('one for a name alone covers that name', () => {
    assert.equal(covers(held('corp.example', 'name'), dns('corp.example')), true);
    assert.equal(covers(held('corp.example', 'name'), dns('*.corp.example')), false);
    assert.equal(covers(held('corp.example', 'name'), dns('a.corp.example')), false);
  });

  test('nothing outside the subtree, for any labels', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,3}[a-z0-9])?$/);
    const labels = fc.array(label, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(labels, labels, fc.boolean(), fc.boolean(), (above, below, attach, wildcard) => {
        const parts = attach ? [...below, ...above] : below;
        const name = `${wildcard ? '*.' : ''}${parts.join('.')}`;
        const tail = parts.slice(-above.length);
        const inside = tail.length === above.length && tail.every((one, index) => one === above[index]);
        assert.equal(covers(held(above.join('.'), 'subdomains'), dns(name)), inside);
        if (attach) assert.equal(inside, true);
      }),
      { numRuns: 3_000 },
    );
  });

  test('the nearest is taken: a proof of less before one of more', () => {
    const [wide, near, very] = [
      held('example', 'subdomains'),
      held('a.example', 'subdomains'),
      held('x.a.example', 'name'),
    ];
    assert.equal(nearest([wide, near, very], dns('x.a.example')), very);
    assert.equal(nearest([wide, near, very], dns('y.a.example')), near);
    assert.equal(nearest([wide, near, very], dns('y.example')), wide);
    assert.equal(nearest([near, very], dns('y.example')), undefined);
  });
});

describe('RFC 9444 section 4.2: ancestors that a client offers', () => {
  test('lie above the name by whole labels; a wildcard lies below its own base', () => {
    for (const [name, ancestor] of [
      ['a.b.example', 'example'],
      ['a.b.example', 'b.example'],
      ['A.b.example', 'B.Example'],
      ['*.b.example', 'b.example'],
    ] as const) {
      const { offered, bad } = read(name, ancestor);
      assert.deepEqual(bad, []);
      assert.equal(offered.get(name.toLowerCase()), ancestor.toLowerCase());
    }
    for (const [name, ancestor] of [
      ['a.b.example', 'a.b.example'],
      ['ab.example', 'b.example'],
      ['a.b.example', 'c.example'],
      ['a.b.example', ''],
      ['a.b.example', '.example'],
      ['a.b.example', '.b.example'],
      ['b.example', 'a.b.example'],
    ] as const)
      assert.equal(read(name, ancestor).bad[0]?.fault.code, 'ancestorNotAbove', `${ancestor} for ${name}`);
    const { bad } = readAncestorDomains([{ type: 'ip', value: '192.0.2.1', ancestorDomain: '2.1' }]);
    assert.equal(bad.length, 1, 'an address has no ancestor');
  });

  test('what may be proven instead, the widest first', () => {
    assert.deepEqual(domainsBetween('example', 'a.b.example'), ['example', 'b.example', 'a.b.example']);
    assert.deepEqual(domainsBetween('b.example', '*.a.b.example'), ['b.example', 'a.b.example']);
    assert.deepEqual(domainsBetween('b.example', '*.b.example'), ['b.example']);
    assert.deepEqual(domainsBetween('other.example', 'a.b.example'), []);
  });
});

test('each kind of subject is offered only what can prove it', () => {
  assert.deepEqual(types('a.example', false, null), CHALLENGE_TYPES);
  assert.deepEqual(types('a.example', true, null), ['dns-01', 'dns-account-01', 'dns-persist-01']);
  assert.deepEqual(types('a.example', false, 'subdomains'), ['dns-01', 'dns-account-01']);
  assert.deepEqual(types('localhost', false, null, true), ['http-01']);
  assert.deepEqual(types('localhost', true, null, true), []);
  assert.deepEqual(types('localhost', false, 'subdomains', true), []);
  const address = {
    identifier: { type: 'ip', value: '192.0.2.1' },
    wildcard: false,
    standing: null,
  } as const;
  assert.deepEqual(challengeTypesFor(address, false, CHALLENGE_TYPES), ['http-01', 'tls-alpn-01']);
});

function read(value: string, ancestorDomain: string) {
  return readAncestorDomains([{ type: 'dns', value, ancestorDomain }]);
}

function types(value: string, wildcard: boolean, standing: Standing | null, builtIn = false) {
  return challengeTypesFor({ identifier: dns(value), wildcard, standing }, builtIn, CHALLENGE_TYPES);
}
