// Tests of certificates and of acme-tls/1 by real handshakes on loopback.
import assert from 'node:assert/strict';
import { createServer as createTcpServer } from 'node:net';
import { suite, test, type TestContext } from 'node:test';
import { createServer, type TlsOptions } from 'node:tls';
import { type Site, testChain, testTlsAlpn } from '../../../../src/doctor/advice/index.ts';
import { foreignCa, PURPOSES } from '../../../support/client-certificates.ts';
import { listening, loopbackTools } from './tools.ts';

const SITE: Site = { name: 'www.example.com', inside: [], webroot: '/srv/acme' };

async function serveTls(context: TestContext, options: TlsOptions, host?: string): Promise<number> {
  const server = createServer(options, (socket) => socket.on('error', () => {}).end());
  server.on('tlsClientError', () => {});
  return listening(context, server, host);
}

async function leafOf(name: string, notAfter?: Date) {
  const ca = await foreignCa('Root of a test');
  const leaf = await ca.leaf({
    names: [{ type: 'dns', value: name }],
    purposes: [PURPOSES.serverAuth],
    ...(notAfter && { notAfter }),
  });
  return { ca, leaf };
}

suite('what a name serves', () => {
  test('a chain to the root is good', async (context) => {
    const { ca, leaf } = await leafOf('www.example.com');
    const https = await serveTls(context, leaf);
    const { findings, seen } = await testChain(loopbackTools({ https }), SITE, ca.pem);
    assert.deepEqual(findings, []);
    assert.deepEqual(seen, [{ address: '127.0.0.1', asked: 'TLS www.example.com', said: 'verified' }]);
  });

  const rows: readonly [says: string, name: string, own: boolean, code: string, notAfter?: Date][] = [
    ['of another root', 'www.example.com', false, 'chain-untrusted'],
    ['for another name', 'other.example.com', true, 'chain-name'],
    ['that has expired', 'www.example.com', true, 'chain-expired', new Date('2021-01-01T00:00:00Z')],
  ];
  for (const [says, name, own, code, notAfter] of rows)
    test(`a certificate ${says} is ${code}`, async (context) => {
      const { ca, leaf } = await leafOf(name, notAfter);
      const root = own ? ca : await foreignCa('Another root');
      const https = await serveTls(context, leaf);
      const { findings } = await testChain(loopbackTools({ https }), SITE, root.pem);
      assert.deepEqual(
        findings.map((one) => one.code),
        [code],
      );
    });

  test('the roots that Node brings do not know it', async (context) => {
    const { leaf } = await leafOf('www.example.com');
    const https = await serveTls(context, leaf);
    const { findings } = await testChain(loopbackTools({ https }), SITE);
    assert.deepEqual(
      findings.map((one) => one.code),
      ['chain-untrusted'],
    );
  });

  test('nobody listens, and who listens speaks no TLS', async (context) => {
    assert.deepEqual(await chainCodes(), ['not-reached']);
    const plain = createTcpServer((socket) =>
      socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    assert.deepEqual(await chainCodes(await listening(context, plain)), ['tls-failed']);
  });

  test('another certificate at another address', async (context) => {
    const { ca, leaf } = await leafOf('www.example.com');
    const second = await ca.leaf({
      names: [{ type: 'dns', value: 'www.example.com' }],
      purposes: [PURPOSES.serverAuth],
    });
    const server = createServer({ ...leaf }, (socket) => socket.on('error', () => {}).end());
    // chosen by what was connected to, as two machines would
    server.prependListener('connection', ({ localAddress }) =>
      server.setSecureContext(localAddress === '127.0.0.2' ? second : leaf),
    );
    const https = await listening(context, server, '0.0.0.0');
    const one = await testChain(loopbackTools({ https, addresses: ['127.0.0.1'] }), SITE, ca.pem);
    assert.deepEqual(one.findings, []);
    const tools = loopbackTools({ https, addresses: ['127.0.0.1', '127.0.0.2'] });
    const { findings } = await testChain(tools, SITE, ca.pem);
    assert.deepEqual(findings, [{ code: 'chain-differs' }]);
  });
});

suite('acme-tls/1', () => {
  test('who agrees on it is an ACME client', async (context) => {
    const { leaf } = await leafOf('www.example.com');
    assert.deepEqual(await codesOf(await serveTls(context, { ...leaf, ALPNProtocols: ['acme-tls/1'] })), []);
  });

  test('who ignores it is a web server', async (context) => {
    const { leaf } = await leafOf('www.example.com');
    assert.deepEqual(await codesOf(await serveTls(context, leaf)), ['alpn-ignored']);
  });

  test('who refuses it answers nothing of the kind now', async (context) => {
    const { leaf } = await leafOf('www.example.com');
    assert.deepEqual(await codesOf(await serveTls(context, { ...leaf, ALPNProtocols: ['h2', 'http/1.1'] })), [
      'alpn-refused',
    ]);
  });

  test('who knows it and has no challenge says that something is wrong inside, and that is good', async (context) => {
    const alert = Buffer.from([21, 3, 3, 0, 2, 2, 80]); // fatal, internal_error
    const server = createTcpServer((socket) => {
      socket.on('error', () => {}).once('data', () => socket.end(alert));
    });
    assert.deepEqual(await codesOf(await listening(context, server)), []);
  });

  test('nobody listens, and who listens speaks no TLS', async (context) => {
    assert.deepEqual(await codesOf(), ['not-reached']);
    const plain = createTcpServer((socket) =>
      socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    assert.deepEqual(await codesOf(await listening(context, plain)), ['tls-failed']);
  });
});

async function chainCodes(https?: number): Promise<string[]> {
  const tools = loopbackTools(https === undefined ? {} : { https });
  return (await testChain(tools, SITE)).findings.map((one) => one.code);
}

async function codesOf(https?: number): Promise<string[]> {
  const tools = loopbackTools(https === undefined ? {} : { https });
  return (await testTlsAlpn(tools, SITE)).findings.map((one) => one.code);
}
