// The composition root, started and stopped in this process: it leaves nothing open, whichever way it ends.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { runCommandLine } from '../../src/cli/index.ts';
import { loadSettings } from '../../src/config/index.ts';
import { startServer } from '../../src/main.ts';
import { lockDataDirectory } from '../../src/store/index.ts';

const TIMEOUT = { timeout: 60_000 };

suite('startServer', TIMEOUT, () => {
  const directory = mkdtempSync(join(tmpdir(), 'sixfour-test-'));
  const data = join(directory, 'data');
  const quiet = {
    out() {},
    err() {},
    width: 80,
    interactive: false,
    paint: (_style: string, text: string) => text,
  };
  const start = (variables: Readonly<Record<string, string>>) => {
    const environment = {
      SIXFOUR_HTTPS_PORT: '0',
      SIXFOUR_HTTP_PORT: '0',
      SIXFOUR_LOG_LEVEL: 'silent',
      ...variables,
    };
    const loaded = loadSettings({ directory: data, environment });
    assert.ok(loaded.ok);
    return startServer(loaded.value, { language: 'en', version: '0.0.0', environment, warn() {} });
  };
  before(async () => {
    const args = ['init', '--trial', '--data', data];
    assert.equal(await runCommandLine(args, { environment: {}, startServer, terminal: quiet }), 0);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  test('a port in use is a fault, and everything opened before is closed again', TIMEOUT, async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      const started = await start({ SIXFOUR_HTTPS_PORT: String(port), SIXFOUR_HTTPS_ADDRESSES: '127.0.0.1' });
      assert.deepEqual(!started.ok && started.fault.params, {
        address: '127.0.0.1',
        port,
        cause: 'EADDRINUSE',
      });
    } finally {
      other.close();
    }
    const lock = lockDataDirectory(data);
    assert.ok(lock.ok, 'the lock was given back');
    lock.value.release();
  });

  test('a directory without a CA is a fault', TIMEOUT, async () => {
    const environment = { SIXFOUR_HTTPS_PORT: '0', SIXFOUR_HTTP_PORT: '0', SIXFOUR_LOG_LEVEL: 'silent' };
    const loaded = loadSettings({ directory: join(directory, 'empty'), environment });
    assert.ok(loaded.ok);
    const started = await startServer(loaded.value, { language: 'en', version: '0', environment, warn() {} });
    assert.equal(!started.ok && started.fault.code, 'caMissing');
  });

  test('it serves, and after a stop nothing is left', TIMEOUT, async () => {
    const started = await start({});
    assert.ok(started.ok);
    const server = started.value;
    assert.equal(server.own.failed, undefined);
    assert.deepEqual([server.trial, server.keyBeside, server.anythingAllowed], [true, true, false]);
    const body = await fetchDirectory(server.directoryUrl, readFileSync(server.rootFile, 'utf8'));
    assert.match(body, /"newOrder":/);
    await server.stop();
    await assert.rejects(fetchDirectory(server.directoryUrl, ''));
    const lock = lockDataDirectory(data);
    assert.ok(lock.ok);
    lock.value.release();
  });
});

function fetchDirectory(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port, pathname } = new URL(url);
    const options = { host: '127.0.0.1', port, path: pathname, headers: { host: `localhost:${port}` } };
    request({ ...options, servername: 'localhost', ca, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
}
