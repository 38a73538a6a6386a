// The first minutes of a new user, with real processes and sockets: first run, commands, stop, second start.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { connect } from 'node:tls';
import { type Ready, serve, serveForPeople, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';

const TIMEOUT = { timeout: 240_000 };

suite('first run', TIMEOUT, () => {
  test(
    'an empty directory becomes a trial CA with a validated certificate; commands work with and without the server',
    TIMEOUT,
    async (t) => {
      const data = join(tempDir(t), 'data');
      const first = await serveForPeople(data);
      t.after(() => first.stop());
      const banner = first.output();

      // what the validation of the own name saw
      assert.match(banner, /obtained its own certificate for localhost through its own ACME/);
      assert.match(banner, /localhost\n\s+http-01: valid/);
      assert.match(banner, /AAAA localhost: ::1 \(built in/);
      assert.match(banner, /IPv6\s+::1\s+\d+\s+0\s.*HTTP 200, key authorization matches/);
      assert.match(banner, /judged by rule documented: valid; the other rules: boulder valid, per-hop valid/);
      // where it listens, per family
      for (const line of [
        /IPv6 {2}https:\/\/\[::1\]:\d+/,
        /IPv4 {2}https:\/\/127\.0\.0\.1:\d+/,
        /IPv6 {2}http:\/\/\[::1\]:\d+/,
        /IPv4 {2}http:\/\/127\.0\.0\.1:\d+/,
      ]) {
        assert.match(banner, line);
      }
      // warnings, and what to type next
      assert.match(banner, /TRIAL CA/);
      assert.match(banner, /key that encrypts the CA's keys lies in the same directory/);
      assert.match(banner, new RegExp(`npx sixfour allow example\\.org --data ${data}`));
      const directory = /https:\/\/localhost:\d+\/acme\/directory/.exec(banner)?.[0] ?? '';
      const root = join(data, 'root.pem');
      const pasted = banner.replaceAll(/ \\\n\s+/g, ' '); // as a shell reads it
      assert.ok(
        pasted.includes(`REQUESTS_CA_BUNDLE=${root} certbot certonly --standalone --server ${directory}`),
      );
      assert.ok(pasted.includes(`LEGO_CA_CERTIFICATES=${root} lego`));
      assert.ok(pasted.includes(`--email you@example.org --server ${directory} --http`));
      assert.ok(pasted.includes(`--ca-bundle ${root} --server ${directory}`));
      assert.ok(banner.includes(`ca_root "${root}"`));
      assert.ok(!banner.includes('\u001b['), 'no colour where there is no terminal');

      // only this user gets in
      assert.equal(statSync(data).mode & 0o777, 0o700);
      assert.equal(statSync(join(data, 'control.sock')).mode & 0o777, 0o600);

      // a second server on the same directory
      const second = await sixfour(['serve', '--data', data]);
      assert.equal(second.code, 3);
      assert.match(second.stderr, /Another sixfour \(process \d+\) is using/);

      const withServer = await readAll(data);
      assert.equal(withServer.orders.length, 1);
      const [order] = withServer.orders;
      const shown = await sixfourJson(['order', 'show', order.id, '--data', data]);
      const [validation] = shown.body.authorizations[0].validations;
      assert.equal(validation.valid, true);
      assert.deepEqual(validation.judgements, { documented: 'valid', boulder: 'valid', 'per-hop': 'valid' });
      const attempt = validation.evidence.find((one: { kind: string }) => one.kind === 'attempt');
      assert.deepEqual(
        [attempt.address, attempt.family, attempt.outcome, attempt.http.body],
        ['::1', 6, 'response', 'match'],
      );

      await allowAndList(data);
      const key = await sixfourJson(['eab', 'add', '--label', 'laptop', '--data', data]);
      assert.equal(Buffer.from(key.body.key, 'base64url').length, 32);

      const stopped = await stop(first);
      assert.equal(stopped, 0);
      assert.match(first.output(), /Stopping/);
      assert.equal(existsSync(join(data, 'sixfour.pid')), false);

      // the same handlers without a server
      const without = await readAll(data);
      assert.deepEqual(without, withServer);
      const keys = await sixfourJson(['eab', 'list', '--data', data]);
      assert.equal(keys.body.externalKeys[0].label, 'laptop');
      assert.equal((await sixfour(['eab', 'revoke', key.body.id, '--data', data])).code, 0);
      assert.equal((await sixfour(['eab', 'revoke', key.body.id, '--data', data])).code, 1);

      // a second start has nothing to obtain, and says less
      const again = await serve(data);
      t.after(() => again.stop());
      const served = await servedCertificates(again.ready, root);
      assert.deepEqual(served, [
        { family: 6, authorized: true, serial: order.certificateSerial },
        { family: 4, authorized: true, serial: order.certificateSerial },
      ]);
      await publishes(again.ready);

      // a revocation is on the CRL's way, and the server does not keep a revoked certificate
      const serial = String(order.certificateSerial).toUpperCase().match(/../g)?.join(':') ?? '';
      const revoked = await sixfourJson(['cert', 'revoke', serial, '--reason', 'superseded', '--data', data]);
      assert.deepEqual([revoked.body.status, revoked.body.revocationReason], ['revoked', 'superseded']);
      assert.equal((await sixfour(['cert', 'revoke', serial, '--data', data])).code, 1);
      assert.equal(await stop(again), 0);
      const third = await serve(data);
      t.after(() => third.stop());
      const [renewed] = await servedCertificates(third.ready, root);
      assert.equal(renewed?.authorized, true);
      assert.notEqual(renewed?.serial, order.certificateSerial);
      assert.equal(await stop(third), 0);
    },
  );

  test('settings that cannot be used stop the start with one line each', TIMEOUT, async (t) => {
    const data = tempDir(t);
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'sixfour.toml'), '[https]\nprot = 1\n[log]\nlevel = "loud"\n');
    const done = await sixfour(['serve', '--data', data]);
    assert.equal(done.code, 2);
    assert.match(done.stderr, /Did you mean "https\.port"/);
    assert.match(done.stderr, /log\.level = "loud"/);
    const json = await sixfourJson(['serve', '--data', data]);
    assert.equal(json.body.errors.length, 2);
    assert.equal(existsSync(join(data, 'ca')), false, 'nothing was made');
  });

  test('init makes the real CA, detaches its root, and serve works without it', TIMEOUT, async (t) => {
    const directory = tempDir(t);
    const data = join(directory, 'real');
    const flags = [
      '--organization',
      'Example Ltd',
      '--public-host',
      'ca.corp.example',
      '--permit-name',
      'corp.example',
    ];
    const made = await sixfourJson(['init', ...flags, '--yes', '--data', data]);
    assert.deepEqual([made.code, made.body.trial, made.body.wrote], [0, false, true]);
    assert.match(readFileSync(join(data, 'sixfour.toml'), 'utf8'), /public_host = "ca\.corp\.example"/);
    assert.equal((await sixfour(['init', ...flags, '--yes', '--data', data])).code, 1, 'never overwritten');

    const passphrase = join(directory, 'passphrase');
    writeFileSync(passphrase, 'correct horse battery\n', { mode: 0o600 });
    const key = join(directory, 'root-key.pem');
    const detached = await sixfour([
      'ca',
      'root',
      'detach',
      key,
      '--passphrase-file',
      passphrase,
      '--data',
      data,
    ]);
    assert.equal(detached.code, 0, detached.stderr);
    assert.match(readFileSync(key, 'utf8'), /BEGIN ENCRYPTED PRIVATE KEY/);
    const plain = await sixfour(['ca', 'crl', 'renew-root', '--data', data]);
    assert.notEqual(plain.code, 0);
    assert.match(plain.stderr, /was moved to .*root-key\.pem/);
    const renewed = await sixfourJson([
      'ca',
      'crl',
      'renew-root',
      '--root-key',
      key,
      '--passphrase-file',
      passphrase,
      '--data',
      data,
    ]);
    assert.deepEqual(renewed, { code: 0, body: { number: '2' } });

    const server = await serve(data);
    t.after(() => server.stop());
    assert.equal(server.ready.trial, false);
    const shown = await sixfourJson(['ca', 'show', '--data', data]);
    assert.equal(shown.body.root.key, 'moved');
    assert.equal(shown.body.baseUrl, 'http://ca.corp.example:6480');
    assert.deepEqual(shown.body.permittedNames, ['corp.example']);
    const certificates = await sixfourJson(['cert', 'list', '--data', data]);
    assert.deepEqual(
      certificates.body.certificates[0].names,
      ['ca.corp.example'],
      'localhost is outside the constraints',
    );
    assert.equal(await stop(server), 0);
  });
});

async function readAll(data: string) {
  const orders = await sixfourJson(['order', 'list', '--data', data]);
  const accounts = await sixfourJson(['account', 'list', '--data', data]);
  const certificates = await sixfourJson(['cert', 'list', '--name', 'localhost', '--data', data]);
  assert.deepEqual([orders.code, accounts.code, certificates.code], [0, 0, 0]);
  return {
    orders: orders.body.orders,
    accounts: accounts.body.accounts,
    certificates: certificates.body.certificates,
  };
}

async function allowAndList(data: string): Promise<void> {
  const allowed = await sixfourJson(['allow', 'Example.ORG', '--data', data]);
  assert.deepEqual(allowed.body, { allowed: [{ kind: 'name', value: 'example.org', changed: true }] });
  const again = await sixfourJson(['allow', 'example.org', '--data', data]);
  assert.equal(again.body.allowed[0].changed, false);
  assert.equal((await sixfour(['allow', '--network', 'fd00::/8', '--data', data])).code, 0);
  const listed = await sixfourJson(['allow', '--list', '--data', data]);
  assert.deepEqual(
    listed.body.allowances.map(({ kind, value }: { kind: string; value: string }) => [kind, value]),
    [
      ['name', 'example.org'],
      ['network', 'fd00::/8'],
    ],
  );
  assert.equal((await sixfour(['allow', '--remove', 'example.org', '--data', data])).code, 0);
  assert.equal((await sixfour(['allow', '--remove', 'example.org', '--data', data])).code, 1);
}

/** The certificate that each https listener serves, as a client sees it that trusts the root alone. */
async function servedCertificates(ready: Ready, root: string) {
  const ca = readFileSync(root, 'utf8');
  return Promise.all(
    ready.listeners
      .filter(({ scheme }) => scheme === 'https')
      .map(
        ({ address, port, family }) =>
          new Promise<{ family: number; authorized: boolean; serial: string }>((resolve, reject) => {
            const socket = connect({ host: address, port, ca, servername: 'localhost' }, () => {
              const serial = socket.getPeerCertificate().serialNumber.toLowerCase();
              resolve({ family, authorized: socket.authorized, serial });
              socket.destroy();
            });
            socket.on('error', reject);
          }),
      ),
  );
}

/** Root certificate and CRL are there over plain HTTP, on every listener. */
async function publishes(ready: Ready): Promise<void> {
  for (const { scheme, address, port, family } of ready.listeners) {
    if (scheme !== 'http') continue;
    const host = family === 6 ? `[${address}]` : address;
    const status = await new Promise((resolve, reject) => {
      get(`http://${host}:${port}/ca/root.crl`, { agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    assert.equal(status, 200);
  }
}

/** SIGTERM, and the exit code. */
async function stop(service: {
  child: import('node:child_process').ChildProcess;
  stop(): Promise<void>;
}): Promise<number | null> {
  await service.stop();
  return service.child.exitCode;
}
