// What each client of acme-dns writes, as read in its source, and what it then looks for.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { newValue, ZONE } from '../../../support/delegation.ts';
import { entrancesWorld, type Reply } from './world.ts';

const BASE = '/delegation/acme-dns';
const LABEL = 'com-example-www';
const FORBIDDEN: Reply = { status: 401, type: 'application/json', body: '{"error": "forbidden"}' };

type World = Awaited<ReturnType<typeof entrancesWorld>>;
type Account = {
  username: string;
  password: string;
  fulldomain: string;
  subdomain: string;
  allowfrom: string[];
};

const length = (body: string) => `Content-Length: ${Buffer.byteLength(body)}`;
const keys = (account: { username: string; password: string }) => [
  `X-Api-User: ${account.username}`,
  `X-Api-Key: ${account.password}`,
];

/** As the client writes it; lines in its order. */
const UPDATES: Readonly<
  Record<string, (account: Account, txt: string) => readonly [head: string[], body: string]>
> = {
  'goacmedns (lego, cert-manager, acme-dns-client)': (account, txt) => {
    const body = JSON.stringify({ subdomain: account.subdomain, txt });
    return [
      [
        'User-Agent: goacmedns (linux; amd64)',
        length(body),
        'Content-Type: application/json',
        ...keys(account),
        'Accept-Encoding: gzip',
      ],
      body,
    ];
  },
  'acme.sh dns_acmedns': (account, txt) => {
    const body = `{"subdomain":"${account.subdomain}", "txt": "${txt}"}`;
    const form = 'Content-Type: application/x-www-form-urlencoded';
    return [['User-Agent: acme.sh/3.1.2', 'Accept: */*', ...keys(account), length(body), form], body];
  },
  'libdns (Caddy)': (account, txt) => {
    const body = `${JSON.stringify({ subdomain: account.subdomain, txt })}\n`;
    return [
      ['User-Agent: Go-http-client/1.1', length(body), ...keys(account), 'Accept-Encoding: gzip'],
      body,
    ];
  },
  'pyacmedns (certbot-dns-acmedns)': (account, txt) => {
    const body = `{"subdomain": "${account.subdomain}", "txt": "${txt}"}`;
    const head = [
      'User-Agent: python-requests/2.31',
      'Accept: */*',
      ...keys(account),
      'Content-Type: application/json',
    ];
    return [[...head, length(body)], body];
  },
  Certify: (account, txt) => {
    const body = `{"subdomain":"${account.subdomain}","txt":"${txt}"}`;
    return [[...keys(account), 'Content-Type: text/plain; charset=utf-8', length(body)], body];
  },
  'Posh-ACME': (account, txt) => {
    const body = `{"subdomain":"${account.subdomain}","txt":"${txt}"}`;
    return [[...keys(account), 'Content-Type: application/json; charset=utf-8', length(body)], body];
  },
  'a client that writes names as Go reads them': (account, txt) => {
    const body = `{"SubDomain":"${account.subdomain}","TXT":"${txt}","more":[1]}`;
    return [[...keys(account), length(body)], body];
  },
};

function owned(at: World): Account {
  return {
    username: at.web.user,
    password: at.web.key,
    subdomain: LABEL,
    fulldomain: `${LABEL}.${ZONE}`,
    allowfrom: [],
  };
}

suite('update', () => {
  for (const [client, write] of Object.entries(UPDATES)) {
    test(client, async (t) => {
      const at = await entrancesWorld(t);
      const txt = newValue();
      const reply = await at.send(`POST ${BASE}/update`, ...write(owned(at), txt));
      assert.deepEqual(reply, { status: 200, type: 'application/json', body: `{"txt": "${txt}"}` });
      assert.ok(reply.body.includes(`"${txt}"`), 'acme.sh greps for it');
      assert.deepEqual(at.served.get(`${LABEL}.${ZONE}`), [txt]);
    });
  }

  test('four values in one second stay four', async (t) => {
    const at = await entrancesWorld(t);
    const values = Array.from({ length: 4 }, newValue);
    for (const txt of values) {
      const body = JSON.stringify({ subdomain: LABEL, txt });
      assert.equal(
        (await at.send(`POST ${BASE}/update`, [...keys(owned(at)), length(body)], body)).status,
        200,
      );
    }
    assert.deepEqual(at.served.get(`${LABEL}.${ZONE}`), values);
  });

  test('everything about who asks is forbidden', async (t) => {
    const at = await entrancesWorld(t);
    const mine = owned(at);
    const good = JSON.stringify({ subdomain: LABEL, txt: newValue() });
    const ask = (head: string[], body = good, path = '/update') =>
      at.send(`POST ${BASE}${path}`, [...head, length(body)], body);
    const rows: readonly [why: string, reply: Promise<Reply>][] = [
      ['no credentials', ask([])],
      ['no key', ask([`X-Api-User: ${mine.username}`])],
      ['another key', ask(keys({ ...mine, password: at.other.key }))],
      ["another's name", ask(keys({ ...mine, username: at.other.user }))],
      ['a short key', ask(keys({ ...mine, password: mine.password.slice(1) }))],
      ['a client that may not', ask(keys({ username: at.other.user, password: at.other.key }))],
      ['an unknown label', ask(keys(mine), JSON.stringify({ subdomain: 'x---y', txt: newValue() }))],
      ['a label of another', ask(keys(mine), JSON.stringify({ subdomain: 'com-example', txt: newValue() }))],
      ['a whole name', ask(keys(mine), JSON.stringify({ subdomain: mine.fulldomain, txt: newValue() }))],
      ['no JSON', ask(keys(mine), 'subdomain=x')],
      ['an empty body', ask(keys(mine), '')],
      ['a number', ask(keys(mine), JSON.stringify({ subdomain: LABEL, txt: 1 }))],
      ['another name in the address', ask(keys(mine), good, '/d/api.example.com/update')],
      [
        'a client that may not, with a bad value',
        ask(
          keys({ username: at.other.user, password: at.other.key }),
          JSON.stringify({ subdomain: LABEL, txt: 'x' }),
        ),
      ],
    ];
    for (const [why, reply] of rows) assert.deepEqual(await reply, FORBIDDEN, why);
    assert.equal(at.served.size, 0);
  });

  test('a value that is none', async (t) => {
    const at = await entrancesWorld(t);
    for (const txt of ['', 'x', `${newValue()}x`, newValue().replace(/./, '+')]) {
      const body = JSON.stringify({ subdomain: LABEL, txt });
      const reply = await at.send(`POST ${BASE}/update`, [...keys(owned(at)), length(body)], body);
      assert.deepEqual([reply.status, reply.body], [400, '{"error": "bad_txt"}']);
    }
  });
});

const path = (at: World) => `${BASE}/t/${at.web.key}/d/www.example.com`;

suite('register', () => {
  const REGISTRATIONS: Readonly<
    Record<string, readonly [line: (at: World) => string, head: (at: World) => string[], body: string]>
  > = {
    'acme.sh: an empty POST, as a form': [
      (at) => `${path(at)}/register`,
      () => [
        'User-Agent: acme.sh/3.1.2',
        'Content-Type: application/x-www-form-urlencoded',
        'Content-Length: 0',
      ],
      '',
    ],
    'a base address that ends with a slash, and one that is put before it': [
      (at) => `${path(at)}//register`,
      () => ['Content-Length: 0'],
      '',
    ],
    'lego: allowfrom is an empty list': [
      (at) => `${path(at)}/register`,
      () => ['Content-Type: application/json', length('{"allowfrom":[]}')],
      '{"allowfrom":[]}',
    ],
    'goacmedns (lego) without networks: null': [
      (at) => `${path(at)}/register`,
      () => ['User-Agent: goacmedns (linux; amd64)', length('null\n'), 'Content-Type: application/json'],
      'null\n',
    ],
    'Posh-ACME: {}': [
      (at) => `${path(at)}/register`,
      () => ['Content-Type: application/json; charset=utf-8', length('{}')],
      '{}',
    ],
    'Certify: JSON as text, and Basic in base64url without padding': [
      () => `${BASE}/d/www.example.com/register`,
      (at) => [
        `Authorization: Basic ${Buffer.from(`${at.web.user}:${at.web.key}`).toString('base64url')}`,
        'Content-Type: text/plain; charset=utf-8',
        length('{"allowfrom":[]}'),
      ],
      '{"allowfrom":[]}',
    ],
    'Go, from credentials in the address: Basic with padding': [
      () => `${BASE}/d/www.example.com/register`,
      (at) => [
        `Authorization: Basic ${Buffer.from(`web:${at.web.key}`).toString('base64')}`,
        'Content-Length: 0',
      ],
      '',
    ],
    'simple-acme: an empty text': [
      (at) => `${path(at)}/register`,
      () => ['Content-Type: text/plain; charset=utf-8', 'Content-Length: 0'],
      '',
    ],
    'without a name, where there is one alone': [
      (at) => `${BASE}/t/${at.web.key}/register`,
      () => ['Content-Length: 0'],
      '',
    ],
  };
  for (const [client, [line, head, body]] of Object.entries(REGISTRATIONS)) {
    test(client, async (t) => {
      const at = await entrancesWorld(t);
      const reply = await at.send(`POST ${line(at)}`, head(at), body);
      assert.deepEqual([reply.status, reply.type], [201, 'application/json'], reply.body);
      // acme.sh dns_acmedns: sed -n 's/^{.*\"username\":[ ]*\"\([^\"]*\)\".*}/\1/p', on one line
      const cut = (field: string) => new RegExp(`^{.*"${field}":[ ]*"([^"]*)".*}$`).exec(reply.body)?.[1];
      const account = JSON.parse(reply.body) as Account;
      assert.deepEqual(Object.keys(account), [
        'username',
        'password',
        'fulldomain',
        'subdomain',
        'allowfrom',
      ]);
      assert.deepEqual([cut('username'), cut('password')], [account.username, account.password]);
      assert.match(account.username, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.match(account.password, /^[A-Za-z0-9_-]{40}$/);
      assert.deepEqual([account.subdomain, account.fulldomain], [LABEL, `${LABEL}.${ZONE}`]);
      assert.deepEqual(account.allowfrom, [], 'never null');
      assert.deepEqual(at.served.get(account.fulldomain), [], 'idle, and known');

      const txt = newValue();
      const update = JSON.stringify({ subdomain: account.subdomain, txt });
      const done = await at.send(`POST ${BASE}/update`, [...keys(account), length(update)], update);
      assert.deepEqual([done.status, at.served.get(account.fulldomain)], [200, [txt]]);
    });
  }

  test('.NET puts an address together as the web does: a slash at the end of the base is needed', async (t) => {
    const at = await entrancesWorld(t);
    const post = async (base: string) => {
      const { pathname } = new URL('register', `${at.origin}${base}`);
      return (await at.send(`POST ${pathname}`, ['Content-Length: 0'], '')).status;
    };
    assert.equal(await post(`${path(at)}/`), 201);
    assert.equal(await post(path(at)), 404, 'its last part is lost');
  });

  test('what is registered is good for that name, from those networks', async (t) => {
    const at = await entrancesWorld(t);
    await at.web.may('api.example.com');
    const register = async (allowfrom: string[]) => {
      const body = JSON.stringify({ allowfrom });
      const reply = await at.send(`POST ${path(at)}/register`, [length(body)], body);
      assert.equal(reply.status, 201, reply.body);
      return JSON.parse(reply.body) as Account;
    };
    const update = (account: Account, subdomain: string) => {
      const body = JSON.stringify({ subdomain, txt: newValue() });
      return at.send(`POST ${BASE}/update`, [...keys(account), length(body)], body);
    };
    const here = await register(['[::1]/64', '192.0.2.9/24']);
    assert.deepEqual(here.allowfrom, ['[::1]/64', '192.0.2.9/24']);
    assert.equal((await update(here, LABEL)).status, 200);
    assert.deepEqual(await update(here, 'com-example-api'), FORBIDDEN);
    assert.deepEqual(await update(await register(['192.0.2.0/24']), LABEL), FORBIDDEN);
    for (const [body, error] of [
      ['{"allowfrom":["::1"]}', 'invalid_allowfrom_cidr'],
      ['{"allowfrom":["192.0.2.0/33"]}', 'invalid_allowfrom_cidr'],
      ['{"allowfrom":["x/8"]}', 'invalid_allowfrom_cidr'],
      ['{"allowfrom":"::1/64"}', 'malformed_json_payload'],
      ['{"allowfrom":[1]}', 'malformed_json_payload'],
      ['[]', 'malformed_json_payload'],
      ['{', 'malformed_json_payload'],
    ] as const) {
      const reply = await at.send(`POST ${path(at)}/register`, [length(body)], body);
      assert.deepEqual([reply.status, reply.body], [400, `{"error": "${error}"}`], body);
    }
  });

  test('nobody registers without a right to it', async (t) => {
    const at = await entrancesWorld(t);
    const post = (line: string) => at.send(`POST ${BASE}${line}`, ['Content-Length: 0'], '');
    const missing = { status: 404, type: 'text/plain; charset=utf-8', body: '404 page not found\n' };
    assert.deepEqual(await post('/register'), missing);
    assert.deepEqual(await post('/d/www.example.com/register'), missing);
    assert.deepEqual(await post(`/t/${at.web.key.slice(1)}x/d/www.example.com/register`), FORBIDDEN);
    assert.deepEqual(await post(`/t/${at.other.key}/d/www.example.com/register`), FORBIDDEN);
    assert.deepEqual(await post(`/t/${at.web.key}/d/api.example.com/register`), FORBIDDEN);
    const bad = await post(`/t/${at.web.key}/d/a_b.example.com/register`);
    assert.deepEqual([bad.status, bad.body], [400, '{"error": "bad_name"}']);
    const without = await post(`/t/${at.other.key}/register`);
    assert.deepEqual([without.status, without.body], [400, '{"error": "name_missing"}']);
    assert.equal(at.served.size, 0);
    const [event] = await at.store.challenges.listEvents({ clientId: at.other.id, limit: 1 });
    assert.deepEqual([event?.event, event?.reason], ['refused', 'no-rule']);
  });
});

suite('the rest', () => {
  test('health is 200 and empty; other verbs and addresses are refused in plain text', async (t) => {
    const at = await entrancesWorld(t);
    assert.deepEqual(await at.send(`GET ${BASE}/health`, [], ''), { status: 200, type: '', body: '' });
    for (const [line, status] of [
      [`GET ${BASE}/update`, 405],
      [`GET ${BASE}/register`, 405],
      [`POST ${BASE}/health`, 405],
      [`PUT ${BASE}/update`, 405],
      [`GET ${BASE}/`, 404],
      [`POST ${BASE}/update/x`, 404],
      [`POST ${BASE}/t/update`, 404],
      [`POST ${BASE}/${'x'.repeat(3_000)}`, 404],
    ] as const) {
      const reply = await at.send(line, ['Content-Length: 0'], '');
      assert.deepEqual([reply.status, reply.type], [status, 'text/plain; charset=utf-8'], line.slice(0, 60));
    }
  });

  test('a body without end is not read', async (t) => {
    const at = await entrancesWorld(t);
    const body = 'x'.repeat(20_000);
    const reply = await at.send(`POST ${BASE}/update`, [...keys(owned(at)), length(body)], body);
    assert.deepEqual([reply.status, reply.body], [400, '{"error": "malformed_json_payload"}']);
  });
});
