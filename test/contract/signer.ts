import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { SIGNER_QUEUE_MAX, type Signer } from '../../src/authority/signer/index.ts';

const DIGESTS: Readonly<Record<string, string>> = {
  'ecdsa-sha256': 'sha256',
  'ecdsa-sha384': 'sha384',
  'ecdsa-sha512': 'sha512',
};

/** What every `Signer` promises; run by each implementation's test with a way to get one. */
export function signerContract(name: string, make: () => Promise<Signer>): void {
  test(`signer contract, ${name}: a signature verifies with the published key under the named algorithm`, async () => {
    const signer = await make();
    const bytes = Buffer.from('to be signed');
    const signature = await signer.sign(bytes);
    assert.equal(verifies(signer, bytes, signature), true);
    assert.equal(verifies(signer, Buffer.from('to be signee'), signature), false);
  });

  test(`signer contract, ${name}: a full queue of signatures is served, each right`, async () => {
    const signer = await make();
    const count = signer.algorithm === 'ecdsa-sha256' ? SIGNER_QUEUE_MAX : 20; // slow curves: a sample
    const inputs = Array.from({ length: count }, (_, index) => Buffer.from(`number ${index}`));
    const signatures = await Promise.all(inputs.map((bytes) => signer.sign(bytes)));
    assert.equal(signatures.length, count);
    for (const index of [0, 1, count - 1]) {
      assert.equal(verifies(signer, inputs[index] as Buffer, signatures[index] as Uint8Array), true);
    }
  });

  test(`signer contract, ${name}: the private key is not reachable from the signer`, async () => {
    const signer = await make();
    const shown = JSON.stringify(Object.entries(signer).map(([key, value]) => [key, String(value)]));
    assert.deepEqual(Object.keys(signer).sort(), ['algorithm', 'sign', 'spki']);
    assert.doesNotMatch(shown, /PRIVATE|KeyObject/);
  });
}

function verifies(signer: Signer, bytes: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(signer.spki), format: 'der', type: 'spki' });
  return verify(DIGESTS[signer.algorithm] ?? '', bytes, key, signature);
}
