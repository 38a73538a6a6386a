// What OpenSSL makes of our certificates, CRLs and key files, and we of its CSRs.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkCsr, hierarchyPaths, type IssuanceRequest } from '../../src/authority/ca/index.ts';
import { detachRoot } from '../../src/authority/ca/root/index.ts';
import { systemClock } from '../../src/core/index.ts';
import {
  assembleSigned,
  buildTbsCertificate,
  decodeTbs,
  OID,
  pemEncode,
  subjectAltName,
} from '../../src/wire/x509/index.ts';
import { makeTestCa, must, type TestCa } from '../support/ca.ts';
import { makeKey } from '../support/csr.ts';
import { installed, mustRun, run } from '../support/process.ts';

const missing = (await installed('openssl')) ? undefined : 'openssl is not installed';
const options = missing === undefined ? {} : { skip: missing };
const DAY = 86_400_000;

let world: TestCa;
let constrained: TestCa;
let directory = '';
const cleanup: (() => Promise<void>)[] = [];
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sixfour-openssl-'));
  const owner = { after: (run: () => Promise<void>) => cleanup.push(run) };
  world = await makeTestCa(owner, systemClock);
  constrained = await makeTestCa(owner, systemClock, { nameConstraints: ['inside.example'] });
});
after(async () => {
  for (const run of cleanup) await run();
  await rm(directory, { recursive: true });
});

const at = (name: string) => join(directory, name);
const openssl = (...args: string[]) => run(['openssl', ...args]);
async function pem(name: string, label: string, der: Uint8Array): Promise<string> {
  await writeFile(at(name), pemEncode(label, der));
  return at(name);
}
async function issue({ ca }: TestCa, names: readonly string[], over: Partial<IssuanceRequest> = {}) {
  const identifiers = names.map((value) => ({ type: 'dns', value }) as const);
  const request = { identifiers, spki: makeKey().spki, profile: 'default', ...over } as const;
  const planned = must(ca.plan(request));
  return { planned, der: must(await ca.sign(planned, request)) };
}
async function show(path: string): Promise<string> {
  return (await mustRun(['openssl', 'x509', '-in', path, '-noout', '-text'])).stdout;
}
/** Arguments that verify as a strict TLS client would. */
async function verification({ ca, data }: TestCa, ...more: string[]): Promise<string[]> {
  const issuing = await pem(`${ca.issuer.id}.pem`, 'CERTIFICATE', ca.issuer.certificate);
  const root = hierarchyPaths(data).rootCertificate;
  return ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', root, '-untrusted', issuing, ...more];
}

test(
  'openssl verify accepts the chain of both profiles, strictly, for each of the names',
  options,
  async () => {
    for (const profile of ['default', 'short'] as const) {
      const { der } = await issue(world, ['www.test.example', '*.test.example'], { profile });
      const leaf = await pem(`leaf-${profile}.pem`, 'CERTIFICATE', der);
      for (const host of ['www.test.example', 'any.test.example']) {
        const done = await openssl(...(await verification(world, '-verify_hostname', host)), leaf);
        assert.equal(done.code, 0, done.stderr);
      }
      const other = await openssl(
        ...(await verification(world, '-verify_hostname', 'a.b.test.example')),
        leaf,
      );
      assert.match(other.stderr, /hostname mismatch/i);
    }
  },
);

test(
  'openssl verify accepts a leaf for its addresses of both families, and for no other',
  options,
  async () => {
    const identifiers = [
      { type: 'ip', value: '2001:db8::1' },
      { type: 'ip', value: '192.0.2.1' },
      { type: 'dns', value: 'www.test.example' },
    ] as const;
    const { der } = await issue(world, [], { identifiers });
    const leaf = await pem('addresses.pem', 'CERTIFICATE', der);
    for (const address of ['2001:db8::1', '2001:0DB8:0:0::1', '192.0.2.1']) {
      const done = await openssl(...(await verification(world, '-verify_ip', address)), leaf);
      assert.equal(done.code, 0, done.stderr);
    }
    for (const other of ['2001:db8::2', '192.0.2.2', '::ffff:192.0.2.1']) {
      const done = await openssl(...(await verification(world, '-verify_ip', other)), leaf);
      assert.match(done.stderr, /IP address mismatch/i, other);
    }
    const asName = await openssl(...(await verification(world, '-verify_hostname', '192.0.2.1')), leaf);
    assert.match(asName.stderr, /hostname mismatch/i);
    assert.match(
      await show(leaf),
      /Alternative Name: critical\s+IP Address:2001:DB8:0:0:0:0:0:1, IP Address:192\.0\.2\.1, DNS:www\.test\.example\n/,
    );
  },
);

test('a CSR made by openssl for addresses is accepted for them', options, async () => {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', at('k')];
  const san = 'subjectAltName=IP:2001:db8:0::1,IP:192.0.2.1';
  const out = at('addresses.csr');
  const what = ['-subj', '/CN=192.0.2.1', '-addext', san, '-outform', 'DER', '-out', out];
  await mustRun(['openssl', 'req', '-new', ...key, ...what]);
  assert.deepEqual(must(checkCsr(await readFile(out))).identifiers, [
    { type: 'ip', value: '2001:db8::1' },
    { type: 'ip', value: '192.0.2.1' },
  ]);
});

test('openssl verify with both CRLs accepts a good leaf and names a revoked one', options, async () => {
  const good = await issue(world, ['good.test.example']);
  const bad = await issue(world, ['bad.test.example']);
  const now = Math.floor(Date.now() / 1_000) * 1_000;
  const crl = await world.ca.signCrl({
    number: 1n,
    thisUpdate: now,
    nextUpdate: now + 7 * DAY,
    revoked: [{ serial: bad.planned.serial, revokedAt: now, reason: 1 }],
  });
  const rootCrl = await readFile(hierarchyPaths(world.data).rootCrl);
  await writeFile(at('crls.pem'), pemEncode('X509 CRL', crl) + pemEncode('X509 CRL', rootCrl));
  const args = await verification(world, '-crl_check_all', '-CRLfile', at('crls.pem'));
  const accepted = await openssl(...args, await pem('good.pem', 'CERTIFICATE', good.der));
  assert.equal(accepted.code, 0, accepted.stderr);
  const refused = await openssl(...args, await pem('bad.pem', 'CERTIFICATE', bad.der));
  assert.match(refused.stderr, /certificate revoked/);

  const text = (
    await mustRun(['openssl', 'crl', '-in', await pem('one.crl', 'X509 CRL', crl), '-noout', '-text'])
  ).stdout;
  assert.match(text, /Version 2/);
  assert.match(text, /X509v3 CRL Number:\s+1\b/);
  assert.match(text, new RegExp(`Serial Number: ${bad.planned.serial}`, 'i'));
  assert.match(text, /Key Compromise/);
});

test('openssl shows the leaf as the profile says', options, async () => {
  const { der, planned } = await issue(world, ['www.test.example']);
  const leaf = await pem('shown.pem', 'CERTIFICATE', der);
  const text = (await mustRun(['openssl', 'x509', '-in', leaf, '-noout', '-text'])).stdout;
  assert.match(text, /Version: 3/);
  assert.match(text, /Subject: \n/);
  assert.match(text, /Subject Alternative Name: critical\s+DNS:www\.test\.example\n/);
  assert.match(text, /Key Usage: critical\s+Digital Signature\n/);
  assert.match(text, /Extended Key Usage: \s+TLS Web Server Authentication\n/);
  assert.match(text, /Basic Constraints: critical\s+CA:FALSE/);
  assert.match(
    text,
    new RegExp(`CA Issuers - URI:http://ca\\.test\\.example:6480/ca/${planned.issuerId}\\.cer`),
  );
  assert.match(text, new RegExp(`URI:http://ca\\.test\\.example:6480/ca/${planned.issuerId}\\.crl`));
  assert.match(text, /Policy: X509v3 Any Policy/);
  assert.match(text, /Signature Algorithm: ecdsa-with-SHA256/);
  assert.doesNotMatch(text, /OCSP|Subject Key Identifier/);
});

test('openssl shows the CA certificates as their columns say', options, async () => {
  const paths = hierarchyPaths(constrained.data);
  const root = await show(paths.rootCertificate);
  assert.match(root, /Subject: C = XX, O = Test Works, CN = TRIAL Test Works Root CA \d{4}-[0-9a-f]{4}\n/);
  assert.match(root, /Basic Constraints: critical\s+CA:TRUE\n/);
  assert.match(root, /Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
  assert.match(root, /secp384r1[\s\S]*ecdsa-with-SHA384/);
  assert.doesNotMatch(root, /Extended Key Usage|CRL Distribution|Policies/);
  const issuing = await show(paths.issuingCertificate);
  assert.match(issuing, /CA:TRUE, pathlen:0\n/);
  assert.match(issuing, /TLS Web Server Authentication\n/);
  assert.match(
    issuing,
    /Name Constraints: critical\s+Permitted:\s+DNS:inside\.example\s+DNS:ca\.test\.example\s+Excluded:\s+IP:0\.0\.0\.0\/0\.0\.0\.0\s+IP:0:0:0:0:0:0:0:0\/0:0:0:0:0:0:0:0/,
  );
  assert.match(issuing, /URI:http:\/\/ca\.test\.example:6480\/ca\/root\.crl/);
});

test(
  'the name constraints hold: openssl refuses a leaf outside them, even one signed past all checks',
  options,
  async () => {
    const inside = await issue(constrained, ['www.inside.example']);
    const args = await verification(constrained);
    const accepted = await openssl(...args, await pem('inside.pem', 'CERTIFICATE', inside.der));
    assert.equal(accepted.code, 0, accepted.stderr);
    const { issuing } = constrained;
    const forge = async (name: Parameters<typeof subjectAltName>[0][number]) => {
      const decoded = decodeTbs(inside.planned.tbs);
      const extensions = decoded.extensions.map((one) =>
        one.oid === OID.subjectAltName ? subjectAltName([name], true) : one,
      );
      const tbs = buildTbsCertificate({ ...decoded, signatureAlgorithm: 'ecdsa-sha256', extensions });
      return assembleSigned(tbs, 'ecdsa-sha256', await issuing.signer.sign(tbs));
    };
    const outside = await forge({ kind: 'dns', value: 'www.outside.example' });
    const refused = await openssl(...args, await pem('outside.pem', 'CERTIFICATE', outside));
    assert.match(refused.stderr, /permitted subtree violation/);
    const address = await forge({ kind: 'ip', bytes: Uint8Array.of(192, 0, 2, 1) });
    const noAddress = await openssl(...args, await pem('address.pem', 'CERTIFICATE', address));
    assert.match(noAddress.stderr, /excluded subtree violation/);
  },
);

test(
  'CSRs made by openssl are accepted for their key and names, whatever else is in their subject',
  options,
  async () => {
    const keys = [
      ['ec', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      ['ec384', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
      ['rsa', '-newkey', 'rsa:2048'],
    ] as const;
    for (const [name, ...key] of keys) {
      const out = at(`${name}.csr`);
      const subject = '/C=CH/O=Internet Widgits/CN=www.test.example/emailAddress=root@test.example';
      const san = 'subjectAltName=DNS:www.test.example,DNS:test.example';
      await mustRun([
        'openssl',
        'req',
        '-new',
        ...key,
        '-nodes',
        '-keyout',
        at('k'),
        '-subj',
        subject,
        '-addext',
        san,
        '-outform',
        'DER',
        '-out',
        out,
      ]);
      const { identifiers, spki } = must(checkCsr(await readFile(out)));
      assert.deepEqual(
        identifiers.map(({ value }) => value),
        ['www.test.example', 'test.example'],
      );
      const { der } = await issue(world, [], { identifiers, spki });
      const text = (
        await mustRun(['openssl', 'x509', '-in', await pem('x.pem', 'CERTIFICATE', der), '-noout', '-text'])
      ).stdout;
      assert.doesNotMatch(text, /Widgits|root@test/);
    }
  },
);

test('CSRs made by openssl that ask for more are refused', options, async () => {
  for (const [what, ...more] of [
    ['mustStaple', '-addext', 'tlsfeature=status_request'],
    ['mail', '-addext', 'subjectAltName=DNS:www.test.example,email:root@test.example'],
    ['ca', '-addext', 'basicConstraints=CA:TRUE'],
  ] as const) {
    const out = at(`${what}.csr`);
    await mustRun([
      'openssl',
      'req',
      '-new',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      at('k'),
      '-subj',
      '/CN=www.test.example',
      ...more,
      '-outform',
      'DER',
      '-out',
      out,
    ]);
    const checked = checkCsr(await readFile(out));
    assert.equal(!checked.ok && checked.fault.code, 'csrExtensionRefused', what);
  }
});

test('openssl opens the detached root key with its passphrase, and not with another', options, async () => {
  const file = at('root-away.pem');
  must(await detachRoot(constrained.data, constrained.kek, file, 'correct horse battery'));
  const opened = await mustRun([
    'openssl',
    'pkey',
    '-in',
    file,
    '-passin',
    'pass:correct horse battery',
    '-pubout',
  ]);
  const root = hierarchyPaths(constrained.data).rootCertificate;
  const certified = await mustRun(['openssl', 'x509', '-in', root, '-noout', '-pubkey']);
  assert.equal(opened.stdout, certified.stdout);
  assert.notEqual((await openssl('pkey', '-in', file, '-passin', 'pass:another one', '-noout')).code, 0);
  const shown = await mustRun(['openssl', 'asn1parse', '-in', file]);
  assert.match(shown.stdout, /PBES2[\s\S]*PBKDF2[\s\S]*hmacWithSHA256[\s\S]*aes-256-cbc/);
});
