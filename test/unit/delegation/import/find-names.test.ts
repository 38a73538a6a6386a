// Which account's label the CNAME of a name leads to, asked of a scripted server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../../src/core/index.ts';
import { findNames } from '../../../../src/delegation/import/index.ts';
import { createStubResolver } from '../../../../src/net/index.ts';
import { startDnsServer } from '../../../support/dns-server.ts';

test('by CNAMEs, over others, whatever is at their end', async (t) => {
  const zone = 'auth.example.net';
  const dns = await startDnsServer({
    names: {
      '_acme-challenge.b.example.org': { CNAME: `one.${zone}` },
      '_acme-challenge.a.example.org': { CNAME: 'over.example.org' },
      'over.example.org': { CNAME: `ONE.${zone}` },
      '_acme-challenge.c.example.org': { CNAME: `two.${zone}` },
      '_acme-challenge.below.example.org': { CNAME: `x.two.${zone}` },
      '_acme-challenge.beside.example.org': { CNAME: `two.not${zone}` },
      '_acme-challenge.texts.example.org': { TXT: ['x'] },
      '_acme-challenge.round.example.org': { CNAME: '_acme-challenge.round.example.org' },
      '_acme-challenge.broken.example.org': { rcode: 'SERVFAIL' },
      [`one.${zone}`]: { rcode: 'SERVFAIL' },
    },
  });
  t.after(() => dns.close());
  const resolver = createStubResolver({ clock: systemClock, servers: dns.servers });
  const names = ['a', 'b', 'c', 'below', 'beside', 'texts', 'round', 'broken', 'nothing'];
  const found = await findNames(
    { resolverFor: () => resolver, clock: systemClock },
    names.map((name) => `${name}.example.org`),
    zone,
  );
  assert.deepEqual(
    [...found.byLabel].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    [
      ['one', ['a.example.org', 'b.example.org']],
      ['two', ['c.example.org']],
    ],
  );
  assert.deepEqual(
    found.elsewhere.filter((name) => !name.startsWith('round')),
    ['below', 'beside', 'nothing', 'texts'].map((name) => `${name}.example.org`),
  );
  assert.ok(
    found.unknown.some(({ name, outcome }) => name === 'broken.example.org' && outcome === 'servfail'),
  );
});
