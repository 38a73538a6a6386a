// A name that was allowed, from the command to the evidence: real processes, a real DNS server and a web server on loopback.
import assert from 'node:assert/strict';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { obtainCertificate } from '../../src/cli/serve/own/obtain.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { type Ready, serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';
import { sharedPort } from '../support/shared-port.ts';

const TIMEOUT = { timeout: 240_000 };
const NAME = 'www.lab.test';

suite('an allowed name', TIMEOUT, () => {
  test('is issued after a real validation, and only once it is allowed', TIMEOUT, async (t) => {
    const data = join(tempDir(t), 'data');
    const web = await startWeb(t);
    const dns = await startDnsServer({
      names: { [NAME]: { AAAA: ['::1'], A: ['127.0.0.1'] } },
      listen: ['127.0.0.1'],
    });
    t.after(() => dns.close());
    const env = {
      SIXFOUR_VALIDATION_HTTP01_PORT: String(web.port),
      SIXFOUR_VALIDATION_ALLOW_LOOPBACK: 'true',
      SIXFOUR_VALIDATION_ZONES: `{ "lab.test" = ["127.0.0.1:${dns.port}"] }`,
      SIXFOUR_ACME_EXTERNAL_ACCOUNT_REQUIRED: 'true',
    };
    assert.equal(
      (await sixfour(['init', '--trial', '--test', '--data', data], env)).code,
      2,
      'not yet a test directory',
    );
    assert.equal((await sixfour(['init', '--trial', '--test', '--data', data])).code, 0);
    const server = await serve(data, env);
    t.after(() => server.stop());
    const client = await makeClient(server.ready, data, web);

    await assert.rejects(client.obtain(), /may not issue for "www\.lab\.test".*sixfour allow www\.lab\.test/);
    assert.equal((await sixfour(['allow', 'lab.test', '--data', data])).code, 0);
    const { cert, orderId } = await client.obtain();
    const leaf = new X509Certificate(cert);
    assert.equal(leaf.subjectAltName, `DNS:${NAME}`);

    // the web server listens on IPv4 alone: IPv6 is refused, and under `documented` a refusal is final
    web.onlyIPv4();
    await assert.rejects(client.obtain(), /IPv6 ::1.*refused/s);
    const listed = await sixfourJson(['order', 'list', '--status', 'invalid', '--data', data]);
    const shown = await sixfour(['order', 'show', listed.body.orders[0].id, '--data', data]);
    assert.match(shown.stdout, /IPv6\s+::1\s.*refused \(ECONNREFUSED\)/);
    assert.match(shown.stdout, /judged by rule documented: invalid; the other rules: boulder/);
    assert.match(shown.stdout, /problem: /);
    assert.doesNotMatch(shown.stdout, /^ {2}error /m, 'said once, beside what was seen');
    const [refused] = listed.body.orders;
    assert.match(refused.error.message, /IPv6 ::1/, 'JSON has it with the order too');

    const good = await sixfourJson(['order', 'show', orderId, '--data', data]);
    const evidence = good.body.authorizations[0].validations[0].evidence;
    assert.deepEqual(
      evidence.map((one: { kind: string; outcome: string }) => `${one.kind} ${one.outcome}`).toSorted(),
      ['attempt response', 'lookup answer', 'lookup answer'],
    );
    await server.stop();
    assert.equal(server.child.exitCode, 0);
  });
});

type Web = {
  readonly port: number;
  readonly answers: Map<string, string>;
  onlyIPv4(): void;
};

/** A web server on one port of both families that serves key authorizations. */
async function startWeb(t: TestContext): Promise<Web> {
  const answers = new Map<string, string>();
  const servers = [4, 6].map(() =>
    createServer((request, response) =>
      response.end(answers.get(request.url?.split('/').at(-1) ?? '') ?? 'none'),
    ),
  );
  const [four, six] = servers;
  assert.ok(four !== undefined && six !== undefined);
  const port = await sharedPort();
  four.listen(port, '127.0.0.1');
  await once(four, 'listening');
  six.listen({ host: '::1', port, ipv6Only: true });
  await once(six, 'listening');
  t.after(() => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  });
  const onlyIPv4 = () => {
    six.close();
    six.closeAllConnections();
  };
  return { port, answers, onlyIPv4 };
}

/** An ACME client with an external account key from the command line. */
async function makeClient(ready: Ready, data: string, web: Web) {
  const listener = ready.listeners.find(({ scheme }) => scheme === 'https');
  assert.ok(listener !== undefined);
  const added = await sixfourJson(['eab', 'add', '--data', data]);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    obtain: () =>
      obtainCertificate({
        server: { ...listener, name: 'localhost', trusted: readFileSync(ready.rootFile, 'utf8') },
        directoryUrl: ready.directoryUrl,
        accountKey: { privateKey, publicKey },
        names: [NAME],
        publish(token, keyAuthorization) {
          web.answers.set(token, keyAuthorization);
          return () => web.answers.delete(token);
        },
        externalKey: () =>
          Promise.resolve({ id: added.body.id, key: Buffer.from(added.body.key, 'base64url') }),
      }),
  };
}
