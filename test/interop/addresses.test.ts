// Certificates for addresses of both families, by real clients against `sixfour serve`: uacme, and npm acme-client with a CSR of
// its own. The record of each validation names the address, its family, and no lookup. (Debian's certbot, lego and dehydrated are
// too old for RFC 8738.)
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { Agent } from 'node:https';
import { networkInterfaces, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import acme from 'acme-client';
import { freePort } from '../support/free-port.ts';
import { installed, mustRun, run } from '../support/process.ts';
import { serve, sixfour, sixfourJson } from '../support/sixfour.ts';

const CI = process.env['CI'] === 'true';
const UACME = (await installed('uacme')) && (await installed('unshare'));
const OPENSSL = await installed('openssl');
const HAS_IPV6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);
const FAMILIES = [
  { address: '::1', family: 6, host: '[::1]' },
  { address: '127.0.0.1', family: 4, host: '127.0.0.1' },
] as const;

type Running = Awaited<ReturnType<typeof serve>>;
let data = '';
let service: Running | undefined;
/** http-01 of every validation goes to this port, at the address that is certified. */
let port = 0;
let close: (() => Promise<void>) | undefined;

before(async () => {
  data = await mkdtemp(join(tmpdir(), 'sixfour-addresses-'));
  port = await freePort('127.0.0.1');
  await mkdir(webroot());
  // uacme's hook: METHOD TYPE IDENT TOKEN AUTH
  const script = `#!/bin/sh\n[ "$1:$2" = begin:http-01 ] || exit "$([ "$1" = begin ] && echo 1 || echo 0)"\nprintf %s "$5" >"${webroot()}/$4"\n`;
  await writeFile(hook(), script, { mode: 0o755 });
  const made = await sixfour(['init', '--yes', '--test', '--trial', '--data', data]);
  assert.equal(made.code, 0, made.stderr);
  service = await serve(data, {
    SIXFOUR_VALIDATION_HTTP01_PORT: String(port),
    SIXFOUR_VALIDATION_ALLOW_LOOPBACK: 'true',
  });
  const allowed = await sixfour(['allow', '--address', '::1', '--address', '127.0.0.1', '--data', data]);
  assert.equal(allowed.code, 0, allowed.stderr);
});
after(async () => {
  await close?.();
  await service?.stop();
  await rm(data, { recursive: true, force: true });
});

for (const one of FAMILIES) {
  const { address } = one;
  describe(`a certificate for ${address}`, () => {
    const why = address === '::1' && !HAS_IPV6 ? 'this machine has no ::1' : undefined;

    test('uacme', async (context) => {
      const missing = why ?? (UACME && OPENSSL ? undefined : 'uacme, unshare or openssl is not installed');
      if (missing !== undefined) return skip(context, missing);
      await answerAt(address);
      const home = join(data, `uacme-${one.family}`);
      const act = `uacme --acme-url ${directory()} --confdir ${home}`;
      const done = await run(trusting(`${act} --yes new && ${act} --hook ${hook()} issue ${address}`), {
        timeoutMs: 60_000,
      });
      assert.equal(done.code, 0, done.stdout + done.stderr);
      await check(join(home, address, 'cert.pem'), one);
    });

    test('npm acme-client, with its own CSR', async (context) => {
      const missing = why ?? (OPENSSL ? undefined : 'openssl is not installed');
      if (missing !== undefined) return skip(context, missing);
      await answerAt(address);
      acme.axios.defaults.httpsAgent = new Agent({ ca: await readFile(root()) });
      const client = new acme.Client({
        directoryUrl: directory(),
        accountKey: await acme.crypto.createPrivateEcdsaKey(),
      });
      await client.createAccount({ termsOfServiceAgreed: true });
      const order = await client.createOrder({ identifiers: [{ type: 'ip', value: address }] });
      for (const authorization of await client.getAuthorizations(order)) {
        assert.deepEqual(authorization.identifier, { type: 'ip', value: address });
        const challenge = authorization.challenges.find(({ type }) => type === 'http-01');
        assert.ok(challenge);
        await writeFile(
          join(webroot(), challenge.token),
          await client.getChallengeKeyAuthorization(challenge),
        );
        await client.completeChallenge(challenge);
        await client.waitForValidStatus(challenge);
      }
      const [, csr] = await acme.crypto.createCsr({ altNames: [address] });
      const finalized = await client.finalizeOrder(order, csr);
      const file = join(data, `acme-client-${one.family}.pem`);
      await writeFile(file, await client.getCertificate(finalized));
      await check(file, one);
    });
  });
}

/** openssl accepts it for the address and for no other, and the newest order's record says how it was proven. */
async function check(file: string, { address, family, host }: (typeof FAMILIES)[number]): Promise<void> {
  const chain = await readFile(file, 'utf8');
  assert.equal(chain.match(/BEGIN CERTIFICATE/g)?.length, 2);
  const verify = (ip: string) =>
    run([
      'openssl',
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-CAfile',
      root(),
      '-untrusted',
      file,
      '-verify_ip',
      ip,
      file,
    ]);
  const accepted = await verify(address);
  assert.equal(accepted.code, 0, accepted.stderr);
  assert.notEqual((await verify(family === 6 ? '::2' : '127.0.0.2')).code, 0);
  const text = (
    await mustRun(['openssl', 'x509', '-in', file, '-noout', '-subject', '-ext', 'subjectAltName'])
  ).stdout;
  assert.match(text, /^subject=\s*$/m);
  assert.match(text, /critical\s+IP Address:/);

  const listed = await sixfourJson(['order', 'list', '--data', data]);
  const shown = await sixfourJson(['order', 'show', listed.body.orders[0].id, '--data', data]);
  assert.deepEqual(shown.body.names, [address]);
  const [{ validations }] = shown.body.authorizations;
  assert.equal(validations.length, 1);
  const [{ type, valid, evidence }] = validations;
  assert.deepEqual([type, valid], ['http-01', true]);
  assert.equal(evidence.length, 1, 'one attempt, no lookup');
  const [{ kind, address: used, family: over, port: at, outcome, url }] = evidence;
  assert.deepEqual([kind, used, over, at, outcome], ['attempt', address, family, port, 'response']);
  assert.ok(url.startsWith(`http://${host}:${port}/.well-known/acme-challenge/`), url);
}

/** A web server at the address, with the files of the webroot. One at a time: they share the port. */
async function answerAt(address: string): Promise<void> {
  await close?.();
  const server = createServer((request, response) => {
    readFile(join(webroot(), basename(request.url ?? ''))).then(
      (body) => response.end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  close = () => {
    close = undefined;
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
}

/** uacme has no option for a root of its own: here the system trusts it, in a mount namespace that ends with the command. */
function trusting(command: string): string[] {
  const bundle = '/etc/ssl/certs/ca-certificates.crt';
  return [
    'unshare',
    '--user',
    '--map-root-user',
    '--mount',
    'sh',
    '-ec',
    `mount --bind ${root()} ${bundle}\n${command}`,
  ];
}

function webroot(): string {
  return join(data, 'webroot');
}

function hook(): string {
  return join(data, 'hook');
}

function directory(): string {
  return service?.ready.directoryUrl ?? '';
}

function root(): string {
  return service?.ready.rootFile ?? '';
}

function skip(context: { skip(why: string): void }, missing: string): void {
  if (CI) assert.fail(missing);
  context.skip(missing);
}
