import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generateSigner,
  loadFileSigner,
  openKeyAtRest,
  type Signer,
  type SignerCurve,
  writeSealedKey,
} from '../../src/authority/signer/index.ts';
import { signerContract } from './signer.ts';

signerContract('in memory, P-256', async () => generateSigner('P-256').signer);
signerContract('in memory, P-384', async () => generateSigner('P-384').signer);
signerContract('encrypted file, P-256', () => fromFile('P-256'));
signerContract('encrypted file, P-384', () => fromFile('P-384'));

async function fromFile(curve: SignerCurve): Promise<Signer> {
  const directory = await mkdtemp(join(tmpdir(), 'sixfour-signer-'));
  try {
    const kek = await openKeyAtRest(directory, { kind: 'data-directory' });
    assert.ok(kek.ok);
    const path = join(directory, 'test.key.sealed');
    await writeSealedKey(path, generateSigner(curve).pkcs8, kek.value, 'test');
    const loaded = await loadFileSigner(path, kek.value, 'test');
    assert.ok(loaded.ok);
    return loaded.value;
  } finally {
    await rm(directory, { recursive: true });
  }
}
