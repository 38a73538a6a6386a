// Configurations of web servers as people write them: what they listen on, by the rules of each program (measured with real ones).
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { insideReport, type ListenFact, type Machine } from '../../../../src/doctor/inside/index.ts';
import { caddyListens } from '../../../../src/doctor/inside/web/caddy.ts';
import { certificateFact } from '../../../../src/doctor/inside/web/certificates.ts';
import { collectWeb } from '../../../../src/doctor/inside/web/collect.ts';
import { haproxyListens } from '../../../../src/doctor/inside/web/haproxy.ts';
import { traefikListens } from '../../../../src/doctor/inside/web/traefik.ts';

describe('nginx', () => {
  for (const [written, address, families] of [
    ['80', '0.0.0.0', [4]],
    ['*:80', '0.0.0.0', [4]],
    ['[::]:80', '::', [6]],
    ['[::]:80 ipv6only=off', '::', [6, 4]],
    ['192.0.2.1:80', '192.0.2.1', [4]],
    ['192.0.2.1', '192.0.2.1', [4]],
    ['[2001:db8::1]:80', '2001:db8::1', [6]],
    ['localhost:80', '127.0.0.1', [4]],
    ['80 default_server', '0.0.0.0', [4]],
  ] as const) {
    test(`listen ${written}`, async () => {
      const [one, ...rest] = await nginx(`server { listen ${written}; server_name a.example; }`);
      assert.deepEqual([one?.address, one?.families, one?.port, rest.length], [address, families, 80, 0]);
      assert.equal(one?.directive, `listen ${written}`);
    });
  }
  test('a block without a listen has *:80; sockets of UDP and Unix are none of ours', async () => {
    const [one] = await nginx('server { server_name a.example; }');
    assert.deepEqual([one?.address, one?.port, one?.families], ['0.0.0.0', 80, [4]]);
    assert.deepEqual(await nginx('server { listen unix:/run/x.sock; listen 443 quic; }'), []);
  });
  test('the block around it: names, certificate, where requests go, who may come in', async () => {
    const [one] = await nginx(`upstream app { server localhost:3000; server 127.0.0.1:3001; }
ssl_certificate /etc/ssl/all.pem;
server {
  listen 443 ssl; # comment
  listen [::]:443 ssl proxy_protocol;
  server_name a.example "b.example" _;
  allow 192.0.2.0/24; deny all;
  location /.well-known/ { root /srv/acme; }
  location / { proxy_pass http://app/; auth_basic "staff"; }
}`);
    assert.deepEqual(one?.names, ['a.example', 'b.example']);
    assert.deepEqual([one?.tls, one?.proxyProtocol, one?.isDefault], [true, false, true]);
    assert.deepEqual([one?.certificate, one?.upstream], ['/etc/ssl/all.pem', 'localhost:3000']);
    assert.deepEqual([one?.access?.families, one?.access?.auth], [[4], true]);
    assert.equal(one?.line, 4 + WRAP_LINES);
    // that of the challenge path counts
    assert.equal(one?.root, '/srv/acme');
  });
  test('redirects, and the first block is the default of its port', async () => {
    const facts =
      await nginx(`server { listen 80; server_name a.example; return 301 https://$host$request_uri; }
server { listen 80; server_name b.example; root /srv/b; }`);
    assert.equal(facts[0]?.redirect, 'https://$host$request_uri');
    assert.deepEqual(
      facts.map(({ isDefault }) => isDefault),
      [true, false],
    );
    assert.equal(facts[1]?.root, '/srv/b');
  });
  test('an option of a socket holds for every block that shares it', async () => {
    const facts = await nginx(`server { listen [::]:80 ipv6only=off proxy_protocol; server_name a.example; }
server { listen [::]:80; server_name b.example; }`);
    assert.deepEqual(
      facts.map(({ families, proxyProtocol }) => [families, proxyProtocol]),
      [
        [[6, 4], true],
        [[6, 4], true],
      ],
    );
  });
  test('files are included by patterns, in the order of their names; a circle ends', async () => {
    const files = {
      '/etc/nginx/nginx.conf': 'http { include /etc/nginx/sites-enabled/*; include conf.d/*.conf; }',
      '/etc/nginx/sites-enabled/b': 'server { listen 81; }',
      '/etc/nginx/sites-enabled/a': 'server { listen 80; }',
      '/etc/nginx/sites-enabled/.hidden': 'server { listen 99; }',
      '/etc/nginx/conf.d/x.conf': 'include conf.d/x.conf; server { listen 82; }',
      '/etc/nginx/conf.d/x.conf.bak': 'server { listen 98; }',
    };
    const { listens = [] } = await collectWeb(machine(files));
    assert.deepEqual([...new Set(listens.map(({ port }) => port))], [80, 81, 82]);
    assert.equal(listens[0]?.file, '/etc/nginx/sites-enabled/a');
  });
  test('a stream on 443 passes TLS on', async () => {
    const { listens = [] } = await collectWeb(
      machine({
        '/etc/nginx/nginx.conf': 'stream { server { listen 443; listen [::]:443; ssl_preread on; } }',
      }),
    );
    assert.deepEqual(
      listens.map(({ tls, families }) => [tls, families]),
      [
        [true, [4]],
        [true, [6]],
      ],
    );
  });
});

describe('Apache', () => {
  for (const [written, families] of [
    ['80', [6, 4]],
    ['*:80', [6, 4]],
    ['[::]:80', [6, 4]],
    ['0.0.0.0:80', [4]],
    ['[2001:db8::1]:80', [6]],
  ] as const) {
    test(`Listen ${written}`, async () => {
      const [one] = await apache(`Listen ${written}\nServerName a.example\n`);
      assert.deepEqual([one?.families, one?.port], [families, 80]);
    });
  }
  test('virtual hosts of the port, with modules that are there alone', async () => {
    const facts = await apache(`LoadModule ssl_module modules/mod_ssl.so
Define SITE b.example
Listen 80
<IfModule ssl_module>
  Listen 443
</IfModule>
<IfModule mod_gnutls.c>
  <IfModule nothing>
  Listen 444
  </IfModule>
  Listen 445
</IfModule>
<VirtualHost *:80>
  ServerName a.example
  ServerAlias www.a.example \\
    old.a.example
  Redirect permanent / https://a.example/
</VirtualHost>
<VirtualHost _default_:443>
  ServerName \${SITE}:443
  SSLEngine on
  SSLCertificateFile "/etc/ssl/b.pem"
  ProxyPass / http://localhost:8080/
  <Location "/">
    Require ip 192.0.2.0/24 10.1
  </Location>
</VirtualHost>
`);
    assert.deepEqual(
      facts.map(({ port, names }) => [port, names]),
      [
        [80, ['a.example', 'www.a.example', 'old.a.example']],
        [443, ['b.example']],
      ],
    );
    assert.equal(facts[0]?.redirect, 'https://a.example/');
    assert.deepEqual(
      [facts[1]?.tls, facts[1]?.certificate, facts[1]?.upstream],
      [true, '/etc/ssl/b.pem', 'localhost:8080'],
    );
    assert.deepEqual(facts[1]?.access?.families, [4]);
  });
  test('a virtual host of one address serves its family', async () => {
    const facts = await apache(
      'Listen 80\n<VirtualHost 192.0.2.1:80>\nServerName a.example\n</VirtualHost>\n<VirtualHost [2001:db8::1]:80>\nServerName b.example\n</VirtualHost>\n',
    );
    assert.deepEqual(
      facts.map(({ names, families }) => [names, families]),
      [
        [['a.example'], [4]],
        [['b.example'], [6]],
      ],
    );
  });
});

describe('HAProxy', () => {
  for (const [written, families] of [
    ['*:80', [4]],
    [':80', [4]],
    ['0.0.0.0:80', [4]],
    [':::80', [6, 4]],
    ['[::]:80', [6, 4]],
    ['[::]:80 v6only', [6]],
    [':::80 v4v6', [6, 4]],
    ['ipv6@:80', [6, 4]],
    ['ipv4@:80', [4]],
    ['192.0.2.1:80', [4]],
    ['[2001:db8::1]:80', [6]],
  ] as const) {
    test(`bind ${written}`, () => {
      const [one, ...rest] = haproxyListens(`frontend web\n  bind ${written}\n`, 'haproxy.cfg');
      assert.deepEqual([one?.families, one?.port, one?.line, rest.length], [families, 80, 2, 0]);
    });
  }
  test('TLS, the PROXY protocol, passing TLS on, and the first server of the backend', () => {
    const facts = haproxyListens(
      'defaults\n  mode http\nfrontend web\n  bind :80,:::80 v6only\n  bind :443 ssl crt /etc/haproxy/site.pem accept-proxy # x\n  default_backend app\nlisten through\n  bind :443\n  mode tcp\nbackend app\n  server one localhost:3000 check\n  server two 10.0.0.2:3000\n',
      'haproxy.cfg',
    );
    assert.deepEqual(
      facts.map(({ port, tls, proxyProtocol }) => [port, tls, proxyProtocol]),
      [
        [80, false, false],
        [80, false, false],
        [443, true, true],
        [443, true, false],
      ],
    );
    assert.deepEqual(
      [facts[2]?.certificate, facts[0]?.upstream],
      ['/etc/haproxy/site.pem', 'localhost:3000'],
    );
    assert.deepEqual(
      haproxyListens('frontend x\n bind /run/x.sock\n bind abns@x\n bind ${HOST}:80\n', 'f'),
      [],
    );
  });
});

describe('Caddy and Traefik', () => {
  for (const [written, families] of [
    [':80', [6, 4]],
    ['0.0.0.0:80', [6, 4]],
    ['[::]:80', [6, 4]],
    ['tcp4/0.0.0.0:80', [4]],
    ['tcp6/[::]:80', [6]],
    ['127.0.0.1:80', [4]],
    ['[2001:db8::1]:80', [6]],
  ] as const) {
    test(`Caddy listens on ${written}`, () => {
      const json = JSON.stringify({ apps: { http: { servers: { srv0: { listen: [written] } } } } });
      assert.deepEqual(
        caddyListens(json, 'Caddyfile')?.map((it) => it.families),
        [families],
      );
    });
  }
  test('names have TLS, and a redirect on port 80 that nobody wrote', async () => {
    // as Caddy 2.6 adapts `example.org, www.example.org { respond ok }` and a block of http://
    const out =
      '{"apps":{"http":{"servers":{"srv0":{"listen":[":443"],"routes":[{"match":[{"host":["example.org","www.example.org"]}],"handle":[],"terminal":true}]},"srv1":{"listen":[":80"],"routes":[{"match":[{"host":["plain.example.org"]}],"handle":[]}]}}}}}';
    const files = { '/etc/caddy/Caddyfile': 'example.org, www.example.org {\n respond ok\n}\n' };
    const { listens = [] } = await collectWeb(machine(files, { caddy: out }));
    assert.deepEqual(
      listens.map(({ port, tls, names }) => [port, tls, names.length]),
      [
        [443, true, 2],
        [80, false, 2],
        [80, false, 1],
      ],
    );
    const without = await collectWeb(machine(files));
    assert.deepEqual(without.unread, [{ what: 'caddy', why: 'absent' }]);
    assert.equal(caddyListens('Error: nothing', 'Caddyfile'), undefined);
  });
  test('entry points of Traefik, in both languages of its file', () => {
    const yaml =
      'log:\n  level: INFO\nentryPoints:\n  web:\n    address: ":80"\n  secure:\n    address: "0.0.0.0:443/tcp"\n  udp:\n    address: :53/udp\nproviders:\n  http:\n    address: ":99"\n';
    assert.deepEqual(
      traefikListens(yaml, 't').map(({ port, families, line }) => [port, families, line]),
      [
        [80, [6, 4], 5],
        [443, [6, 4], 7],
      ],
    );
    assert.deepEqual(
      traefikListens(
        '[entryPoints]\n  [entryPoints.web]\n    address = "192.0.2.1:80"\n[api]\n  address = ":99"\n',
        't',
      ).map(({ families }) => families),
      [[4]],
    );
  });
});

test('a certificate is read, a key beside it is not, and what is neither is nothing', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  assert.equal(certificateFact(key, '/x'), undefined);
  assert.equal(
    certificateFact('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', '/x'),
    undefined,
  );
  const fact = certificateFact(`${key}${PEM}${PEM}`, '/etc/ssl/a.pem');
  assert.deepEqual([fact?.names, fact?.chain, fact?.fingerprint.length], [['a.example'], 2, 64]);
  assert.ok(fact && fact.notAfter > fact.notBefore);
});

test('nothing written makes the reading throw, and what is read fits a report', async () => {
  const word = fc.constantFrom(
    'server',
    '{',
    '}',
    ';',
    'listen',
    '80',
    '[::]:80',
    '"',
    "'",
    '\\',
    '$',
    '${',
    '#',
    '\n',
    'http',
    'include',
    '*',
    '<VirtualHost',
    '<IfModule',
    '</IfModule>',
    '>',
    'Listen',
    'ServerName',
    'bind',
    'frontend',
    'ssl',
    'crt',
    'allow',
    'deny',
    'all',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(word, fc.string({ maxLength: 6 })), { maxLength: 40 }),
      async (words) => {
        const text = words.join(' ');
        const files = {
          '/etc/nginx/nginx.conf': `http { ${text}`,
          '/etc/apache2/apache2.conf': text,
          '/etc/haproxy/haproxy.cfg': text,
          '/etc/traefik/traefik.yml': text,
          '/etc/caddy/Caddyfile': text,
        };
        const { listens = [] } = await collectWeb(machine(files, { caddy: text }));
        insideReport.shape.listens.parse(listens);
      },
    ),
    { numRuns: 200 },
  );
});

test('a long line without an end is read in a moment', async () => {
  const long = 'a'.repeat(500_000);
  for (const text of [
    `http { "${long}`,
    `http { ${long}`,
    '{'.repeat(200_000),
    '\\'.repeat(300_000),
    '${'.repeat(200_000),
  ]) {
    const { listens } = await collectWeb(
      machine({
        '/etc/nginx/nginx.conf': text,
        '/etc/apache2/apache2.conf': text,
        '/etc/haproxy/haproxy.cfg': text,
      }),
    );
    assert.deepEqual(listens, []);
  }
});

const WRAP_LINES = 1;

async function nginx(block: string): Promise<readonly ListenFact[]> {
  const { listens = [] } = await collectWeb(
    machine({ '/etc/nginx/nginx.conf': `events {} http {\n${block}\n}` }),
  );
  insideReport.shape.listens.parse(listens);
  return listens;
}

async function apache(text: string): Promise<readonly ListenFact[]> {
  const { listens = [] } = await collectWeb(machine({ '/etc/apache2/apache2.conf': text }));
  insideReport.shape.listens.parse(listens);
  return listens;
}

/** A machine that has these files, and programs that print these texts. */
function machine(
  files: Readonly<Record<string, string>>,
  programs: Readonly<Record<string, string>> = {},
): Machine {
  return {
    readFile: async (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    list: async (dir) => {
      const inside = Object.keys(files).filter((path) => path.startsWith(`${dir}/`));
      return [...new Set(inside.map((path) => path.slice(dir.length + 1).split('/')[0] ?? ''))].toSorted();
    },
    run: async ([program = '']) => {
      const out = programs[program];
      return out === undefined ? { ok: false, out: '', why: 'absent' } : { ok: true, out };
    },
  };
}

/** A P-256 certificate for a.example, signed by itself. */
const PEM = `-----BEGIN CERTIFICATE-----
MIIBlDCCATmgAwIBAgIUaqR3pWCHFWP/9zHxf2Fz9JnSHuAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJYS5leGFtcGxlMB4XDTI2MTEyMTIzNTgyMloXDTM2MTExODIz
NTgyMlowFDESMBAGA1UEAwwJYS5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAERijLFns72EaIIe67+KhLkTatIriKBp2vaZm8fSaKCVid0sfxlTxOhUxP
YJluCBgiB2A5CfMeFdWz0PkACw7+zaNpMGcwHQYDVR0OBBYEFG7P1z4zXn+4jSYx
8sEFea4Y4rY/MB8GA1UdIwQYMBaAFG7P1z4zXn+4jSYx8sEFea4Y4rY/MA8GA1Ud
EwEB/wQFMAMBAf8wFAYDVR0RBA0wC4IJYS5leGFtcGxlMAoGCCqGSM49BAMCA0kA
MEYCIQDye2yZsAVP3mlcmCP/U+zUNgpnaPpzGgr5JL54Mjfh8QIhAMS1n6vX2zft
Be7p33KSpPjWbSyYo8AXEh1D6iMMXvtP
-----END CERTIFICATE-----
`;
