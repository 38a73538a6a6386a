// Tests of rules by real requests on loopback: what is let through, and what each fault of a rule is called.
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { suite, test, type TestContext } from 'node:test';
import {
  createMeasure,
  type Site,
  testHosting,
  testPathOnly,
  type Tools,
} from '../../../../src/doctor/advice/index.ts';
import { createAddressPolicy } from '../../../../src/net/index.ts';
import { listening, loopbackTools, serveHttp } from './tools.ts';

const SITE: Site = { name: 'www.example.test', inside: [], webroot: '/srv/acme' };
const PATH = '/.well-known/acme-challenge/';
const GOOD = /^\/\.well-known\/acme-challenge\/[A-Za-z0-9_-]+$/;

type Rule = (request: IncomingMessage) => number;
const right: Rule = ({ method, url = '' }) => {
  if (!url.startsWith(PATH)) return 403;
  return (method === 'GET' || method === 'HEAD') && GOOD.test(url) ? 404 : 403;
};

function answering(rule: Rule) {
  return (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(rule(request)).end();
  };
}

async function codesOf(context: TestContext, rule: Rule, token?: string): Promise<string[]> {
  const http = await serveHttp(context, answering(rule));
  const { findings } = await testPathOnly(loopbackTools({ http }), SITE, token);
  return findings.map(({ code }) => code);
}

suite('path-only', () => {
  const rows: readonly [says: string, rule: Rule, codes: string[], token?: string][] = [
    ['the rule as it is printed', right, []],
    ['a redirect of everything else', (one) => (one.url?.startsWith(PATH) ? right(one) : 301), []],
    ['everything refused', () => 403, ['path-closed']],
    ['a login', () => 401, ['path-closed']],
    ['nothing refused', () => 404, ['not-told-apart', 'method-open', 'query-open', 'token-open']],
    ['everything served', () => 200, ['not-told-apart', 'method-open', 'query-open', 'token-open']],
    ['other methods', (one) => (one.method === 'POST' ? 200 : right(one)), ['method-open']],
    ['a query', (one) => (one.url?.includes('?') ? 404 : right(one)), ['query-open']],
    ['other letters', (one) => (one.url?.includes('%20') ? 404 : right(one)), ['token-open']],
    ['the page itself', (one) => (one.url?.startsWith(PATH) ? right(one) : 200), ['root-open']],
    ['a broken server behind', (one) => (GOOD.test(one.url ?? '') ? 502 : right(one)), ['path-closed']],
    [
      'a file that is there',
      (one) => (one.url === `${PATH}tok` && one.method === 'GET' ? 200 : 403),
      [],
      'tok',
    ],
    ['a file that is not', right, ['token-wrong'], 'tok'],
  ];
  for (const [says, rule, codes, token] of rows)
    test(`${says}: ${codes.join(', ') || 'good'}`, async (context) => {
      assert.deepEqual(await codesOf(context, rule, token), codes);
    });

  test('what was seen is told line by line, and nothing that the server said', async (context) => {
    const http = await serveHttp(context, (_request, response) => {
      response.writeHead(403, { Server: 'secret/1' }).end('secret');
    });
    const { seen } = await testPathOnly(loopbackTools({ http }), SITE);
    assert.equal(seen.length, 5);
    assert.ok(seen.every(({ address, said }) => address === '127.0.0.1' && said === '403'));
    assert.doesNotMatch(JSON.stringify(seen), /secret/);
  });

  test('no listener, no address, and an address that is forbidden', async () => {
    assert.deepEqual(await codesWith(loopbackTools()), ['not-reached']);
    assert.deepEqual(await codesWith(loopbackTools({ addresses: [] })), ['no-address']);
    const policy = createAddressPolicy({ allowed: () => [], allowLoopback: false });
    assert.deepEqual(await codesWith(loopbackTools({ policy })), ['address-refused']);
  });

  test('a server that speaks no HTTP, or sends headers for ever, ends the test', async (context) => {
    const garbage = createTcpServer((socket) =>
      socket.on('error', () => {}).end('\u0000\u0001 garbage\r\n\r\n'),
    );
    const endless = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.write(`HTTP/1.1 200 OK\r\n${`X: ${'x'.repeat(1_000)}\r\n`.repeat(100)}`);
    });
    for (const server of [garbage, endless]) {
      const http = await listening(context, server);
      const { findings } = await testPathOnly(loopbackTools({ http }), SITE);
      assert.deepEqual(
        findings.map(({ code }) => code),
        ['path-no-answer'],
      );
    }
  });
});

suite('hosting', () => {
  const rows: readonly [says: string, location: string, codes: string[]][] = [
    ['to one host', `http://acme.hosting.example${PATH}x`, []],
    ['to another port', `http://acme.hosting.example:8080${PATH}x`, ['redirect-elsewhere']],
    ['to another path', 'http://acme.hosting.example/login', ['redirect-elsewhere']],
    ['to another protocol', 'ftp://acme.hosting.example/', ['redirect-elsewhere']],
    ['to nowhere', 'http://[', ['redirect-elsewhere']],
  ];
  for (const [says, location, codes] of rows)
    test(`a redirect ${says}: ${codes.join(', ') || 'good'}`, async (context) => {
      const http = await serveHttp(context, redirectTo(location));
      const { findings } = await testHosting(loopbackTools({ http }), SITE);
      assert.deepEqual(
        findings.map(({ code }) => code),
        codes,
      );
    });

  test('answered by itself is as good, refused is not', async (context) => {
    for (const [status, codes] of [
      [404, []],
      [403, ['path-closed']],
    ] as const) {
      const http = await serveHttp(
        context,
        answering(() => status),
      );
      const { findings } = await testHosting(loopbackTools({ http }), SITE);
      assert.deepEqual(
        findings.map(({ code }) => code),
        codes,
      );
    }
  });

  test('addresses that lead to several hosts', async (context) => {
    const http = await serveHttp(
      context,
      ({ socket }, response) => {
        const host = socket.localAddress === '127.0.0.2' ? 'a.example' : 'b.example';
        response.writeHead(302, { Location: `http://${host}${PATH}x` }).end();
      },
      '0.0.0.0',
    );
    const tools = loopbackTools({ http, addresses: ['127.0.0.1', '127.0.0.2'] });
    assert.deepEqual((await testHosting(tools, SITE)).findings, [{ code: 'hosts-differ' }]);
  });
});

suite('measuring', () => {
  const rows: readonly [given: Record<string, string>, because: string | undefined, device?: string][] = [
    [{ Server: 'cloudflare' }, 'front-found', 'Cloudflare'],
    [{ 'CF-RAY': 'x', Server: 'something' }, 'front-found', 'Cloudflare'],
    [{ Server: 'BigIP' }, 'front-found', 'F5 BIG-IP'],
    [{ Via: '1.1 varnish' }, 'via-found'],
    [{ Server: 'nginx' }, undefined],
    [{}, undefined],
  ];
  for (const [given, because, device] of rows)
    test(`${JSON.stringify(given)}: ${because ?? 'nothing is learned'}`, async (context) => {
      const http = await serveHttp(context, headers(200, given));
      const measured = await createMeasure(loopbackTools({ http }))('front', SITE);
      assert.equal(measured?.because, because);
      assert.equal(measured?.values['device'], device);
    });

  test('443 open and 80 not, the other way round, and both', async (context) => {
    const open = await listening(
      context,
      createTcpServer((socket) => socket.destroy()),
    );
    assert.equal(await answerOf({ https: open }), 'yes');
    assert.equal(await answerOf({ http: open }), 'no');
    assert.equal(await answerOf({ http: open, https: open }), 'no');
    assert.equal(await answerOf({}), 'no');
  });

  test('a directory that says so; one that is silent answers nothing', async (context) => {
    const ask = async (meta: object) => {
      const port = await serveHttp(context, say(meta));
      const site = { ...SITE, directory: `http://127.0.0.1:${port}/directory` };
      return createMeasure(loopbackTools())('persist', site);
    };
    const offered = await ask({ accountHashPrefix: 'https://ca.example/h/' });
    assert.deepEqual(offered, { answer: 'yes', because: 'directory-offers', values: {} });
    assert.equal(await ask({}), undefined);
    assert.equal(await createMeasure(loopbackTools())('persist', SITE), undefined);
  });

  test('what cannot be measured is not', async () => {
    assert.equal(await createMeasure(loopbackTools())('devices', SITE), undefined);
  });
});

async function codesWith(tools: Tools): Promise<string[]> {
  return (await testPathOnly(tools, SITE)).findings.map(({ code }) => code);
}

function redirectTo(location: string) {
  return headers(302, { Location: location });
}

function headers(status: number, given: Record<string, string>) {
  return (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, given).end();
  };
}

async function answerOf(ports: { http?: number; https?: number }) {
  return (await createMeasure(loopbackTools(ports))('tls', SITE))?.answer;
}

function say(meta: object) {
  return (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ newNonce: 'x', meta }));
  };
}
