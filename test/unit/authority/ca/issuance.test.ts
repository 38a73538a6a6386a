import assert from 'node:assert/strict';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import type { IssuanceRequest } from '../../../../src/authority/ca/index.ts';
import { decodeCertificate } from '../../../../src/wire/x509/index.ts';
import { makeTestCa, must } from '../../../support/ca.ts';
import { makeKey } from '../../../support/csr.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const HOUR = 3_600_000;
const dns = (...names: string[]) => names.map((value) => ({ type: 'dns', value }) as const);
const order = (over: Partial<IssuanceRequest> = {}): IssuanceRequest => ({
  identifiers: dns('www.test.example', '*.test.example'),
  spki: makeKey().spki,
  profile: 'default',
  ...over,
});

test('a planned certificate is signed, names exactly the identifiers and verifies up to the root', async (t) => {
  const clock = createVirtualClock();
  const { ca } = await makeTestCa(t, clock);
  const request = order();
  const planned = must(ca.plan(request));
  const leaf = new X509Certificate(must(await ca.sign(planned, request)));
  const [chain = [], withRoot = []] = ca.chains(ca.issuer.id);
  const [issuing, root] = withRoot.map((der) => new X509Certificate(der));
  assert.ok(issuing && root);
  assert.deepEqual(chain, withRoot.slice(0, 1));
  assert.ok(leaf.verify(issuing.publicKey) && issuing.verify(root.publicKey) && root.verify(root.publicKey));
  assert.ok(leaf.checkIssued(issuing) && issuing.checkIssued(root));
  assert.equal(leaf.subjectAltName, 'DNS:www.test.example, DNS:*.test.example');
  assert.equal(leaf.serialNumber.toLowerCase(), planned.serial);
  assert.equal(leaf.ca, false);
});

test('RSA and P-384 subscriber keys are certified as they are', async (t) => {
  const { ca } = await makeTestCa(t, createVirtualClock());
  for (const kind of ['RSA', 'P-384'] as const) {
    const { spki } = makeKey(kind);
    const request = order({ spki });
    const leaf = new X509Certificate(must(await ca.sign(must(ca.plan(request)), request)));
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    assert.ok(leaf.publicKey.equals(key));
  }
});
