// What each leaf prints: the user's own names in every line that has one, and settings that this program reads.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parse } from 'smol-toml';
import { type LeafId, LEAVES, type Site, snippetLines } from '../../../../src/doctor/advice/index.ts';
import { en } from '../../../../src/i18n/en/index.ts';

const SITE: Site = {
  name: 'shop.example.net',
  zone: 'challenges.example.com',
  directory: 'https://ca.example/acme/directory',
  issuer: 'ca.example',
  accountUrl: 'https://ca.example/acme/account/7',
  inside: ['10.1.0.0/16', 'fd00::/8'],
  webroot: '/var/acme',
};
const BARE: Site = { name: 'shop.example.net', inside: [], webroot: '/srv/acme' };

function linesOf(id: LeafId, site: Site): string {
  return LEAVES[id]
    .steps(site)
    .flatMap(({ lines = [] }) => lines)
    .join('\n');
}

suite('leaves', () => {
  const rows: readonly [LeafId, ...RegExp[]][] = [
    [
      'private-ca',
      /^sixfour allow shop\.example\.net$/m,
      /--server https:\/\/ca\.example\/acme\/directory -d shop/,
      /^update-ca-trust$/m,
      /^certutil -addstore -f Root/m,
      /^security add-trusted-cert/m,
      /^trust anchor/m,
      /keytool -importcert/,
      /NODE_EXTRA_CA_CERTS/,
      /ImportEnterpriseRoots/,
      /nssdb/,
    ],
    [
      'persist',
      /^_validation-persist\.shop\.example\.net\. IN TXT "ca\.example; accounturi=https:\/\/ca\.example\/acme\/account\/7"$/m,
    ],
    [
      'central',
      /^_acme-challenge\.shop\.example\.net\. IN CNAME \S+\.challenges\.example\.com\.$/m,
      /--domains shop\.example\.net/,
    ],
    [
      'delegation',
      /^_acme-challenge\.shop\.example\.net\. IN CNAME net-example-shop\.challenges\.example\.com\.$/m,
      /^sixfour rule add shop shop\.example\.net$/m,
    ],
    [
      'path-only',
      /server_name shop\.example\.net;/,
      /ServerName shop\.example\.net/,
      /^http:\/\/shop\.example\.net \{/m,
      /acl inside src 10\.1\.0\.0\/16 fd00::\/8/,
      /Host\(`shop\.example\.net`\)/,
      /http\.host eq \\"shop\.example\.net\\"/,
      /GeoMatchStatement/,
      /ASM::disable/,
      /acme-protocol/,
      /-w \/var\/acme/,
    ],
    [
      'tls-alpn',
      /^shop\.example\.net \{/m,
      /req\.ssl_alpn acme-tls\/1/,
      /ssl_preread on/,
      /--domains shop\.example\.net/,
    ],
    [
      'time-boxed',
      /timeout 5m/,
      /--pre-hook "nft add element/,
      /--post-hook "nft delete element/,
      /-d shop\.example\.net/,
    ],
    ['hosting', /location \^~ \/\.well-known\/acme-challenge\//, /-d shop\.example\.net/],
  ];
  for (const [id, ...says] of rows)
    test(`${id} names the user's own names`, () => {
      for (const one of says) assert.match(linesOf(id, SITE), one);
    });

  for (const id of Object.keys(LEAVES) as LeafId[]) {
    test(`${id} has a sentence for every step and caveat, and caveats`, () => {
      const { steps, caveats } = LEAVES[id];
      assert.ok(caveats.length > 0);
      for (const text of [...steps(SITE).map((step) => step.text), ...caveats])
        assert.ok(en.doctor.advice.steps[text]().length > 0);
      assert.ok(en.doctor.advice.leaves[id]().length > 0);
    });

    test(`${id} has no line that is undefined where nothing but the name is known`, () => {
      assert.doesNotMatch(linesOf(id, BARE), /undefined|\[object/);
    });
  }

  test('every sentence is used', () => {
    const used = Object.values(LEAVES).flatMap(({ steps, caveats }) => [
      ...steps(SITE).map(({ text }) => text),
      ...caveats,
    ]);
    assert.deepEqual(Object.keys(en.doctor.advice.steps).toSorted(), [...new Set(used)].toSorted());
  });

  test('where no network is named, examples stand there: nothing real is opened', () => {
    for (const id of ['nginx', 'apache', 'caddy', 'haproxy'] as const)
      assert.match(snippetLines(id, BARE).join('\n'), /192\.0\.2\.0\/24.*2001:db8::\/32/s);
  });

  test('settings of the delegation, and rules in JSON, can be read', () => {
    const [zone] = LEAVES.delegation.steps(SITE);
    assert.deepEqual(structuredClone(parse((zone?.lines ?? []).join('\n'))), {
      delegation: {
        addresses: ['2001:db8::53', '192.0.2.53'],
        port: 53,
        zones: {
          'challenges.example.com': {
            name_servers: { 'ns1.challenges.example.com': ['2001:db8::53', '192.0.2.53'] },
          },
        },
      },
    });
    assert.equal(JSON.parse(snippetLines('aws', SITE).join('\n')).Priority, 0);
    const data = /--data '(.*)'$/m.exec(snippetLines('cloudflare', SITE).join('\n'))?.[1] ?? '';
    assert.equal(JSON.parse(data).action, 'skip');
  });
});
