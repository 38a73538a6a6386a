import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkPublicKey, readKeyBlocklist } from '../../../../../src/authority/ca/index.ts';
import { nextPrime, randomPrime, rocaPrime, rsaSpki } from '../../../../support/rsa-keys.ts';

function reason(spki: Uint8Array): string {
  const checked = checkPublicKey(spki);
  if (checked.ok) return 'accepted';
  assert.equal(checked.fault.code, 'keyWeak');
  return checked.fault.params.reason;
}
function ecSpki(namedCurve: string): Buffer {
  return generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'der' });
}
const prime = randomPrime(1024);

test('P-256, P-384 and RSA of 2048, 3072 and 4096 bits are accepted, with the hash of the key', () => {
  const rsa = [2048, 3072, 4096].map((bits) => rsaSpki(randomPrime(bits / 2) * randomPrime(bits / 2)));
  for (const spki of [ecSpki('P-256'), ecSpki('P-384'), ...rsa]) {
    const checked = checkPublicKey(spki);
    assert.equal(checked.ok && checked.value.spkiSha256, createHash('sha256').update(spki).digest('hex'));
  }
});

test('other curves and kinds of keys are refused by name', () => {
  assert.match(reason(ecSpki('P-521')), /curve is not P-256/);
  assert.match(reason(ecSpki('secp256k1')), /curve is not P-256/);
  for (const [kind, name] of [
    ['ed25519', /Ed25519/],
    ['ed448', /Ed448/],
    ['x25519', /X25519/],
  ] as const) {
    const { publicKey } = generateKeyPairSync(kind as 'ed25519');
    assert.match(reason(publicKey.export({ type: 'spki', format: 'der' })), name);
  }
  const { publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
  assert.match(reason(publicKey.export({ type: 'spki', format: 'der' })), /RSASSA-PSS/);
});

test('an EC point that is not on its curve is refused, as is a cut one and the point at infinity', () => {
  const good = ecSpki('P-256');
  const off = Buffer.from(good);
  off[off.length - 1] = (off[off.length - 1] as number) ^ 1;
  assert.match(reason(off), /not a point on its curve/);
  assert.match(reason(good.subarray(0, -1)), /cannot be read/);
  const header = good.subarray(2, -68); // algorithm, with the bit string's header left off
  const infinity = Buffer.concat([Buffer.of(0x30, header.length + 4), header, Buffer.of(0x03, 0x02, 0, 0)]);
  assert.match(reason(infinity), /uncompressed/);
  const compressed = Buffer.concat([
    Buffer.of(0x30, header.length + 36),
    header,
    Buffer.of(0x03, 34, 0, 2),
    good.subarray(-64, -32),
  ]);
  assert.match(reason(compressed), /uncompressed/);
  assert.match(reason(new Uint8Array(0)), /cannot be read/);
  assert.match(reason(new Uint8Array(2_000)), /cannot be read/);
});

test('incident 12 (weak key signed on one path): RSA-1024, odd sizes and wrong exponents are refused', () => {
  assert.match(reason(rsaSpki(randomPrime(512) * randomPrime(512))), /1024 bits/);
  assert.match(reason(rsaSpki(randomPrime(1028) * randomPrime(1028))), /2056 bits/);
  const modulus = prime * randomPrime(1024);
  assert.match(reason(rsaSpki(modulus, 3n)), /exponent/);
  assert.match(reason(rsaSpki(modulus, 65_539n)), /exponent/);
  assert.equal(reason(rsaSpki(modulus)), 'accepted');
});

test('incident 12: a modulus with a small factor is refused', () => {
  for (const factor of [3n, 17n, 1_999n]) {
    // odd, and large enough that the product has 2048 bits
    const cofactor = ((3n << 2046n) / factor) | 1n;
    assert.match(reason(rsaSpki(cofactor * factor)), /divided by \d+/);
  }
});

test('incident 12: the pattern of ROCA keys is refused', () => {
  assert.match(reason(rsaSpki(rocaPrime(1024, 1_234) * rocaPrime(1024, 77))), /ROCA/);
});

test('incident 12: close primes are refused, and a square', () => {
  assert.match(reason(rsaSpki(prime * nextPrime(prime))), /close together/);
  assert.match(reason(rsaSpki(prime * nextPrime(prime + (1n << 512n)))), /close together/);
  assert.match(reason(rsaSpki(prime * prime)), /close together/);
});

test('a key on the list of known weak keys is refused; a list with a bad line says which', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sixfour-keys-'));
  const path = join(directory, 'weak.txt');
  const spki = ecSpki('P-256');
  const hash = createHash('sha256').update(spki).digest('hex');
  await writeFile(path, `# known\n\n${hash.toUpperCase()}\n`);
  const list = await readKeyBlocklist(path);
  assert.ok(list.ok);
  const refused = checkPublicKey(spki, list.value);
  assert.match(!refused.ok ? JSON.stringify(refused.fault) : '', /list of known weak/);
  assert.equal(checkPublicKey(ecSpki('P-256'), list.value).ok, true);
  await writeFile(path, `${hash}\nnonsense\n`);
  const bad = await readKeyBlocklist(path);
  assert.deepEqual(!bad.ok && bad.fault, { code: 'keyListUnreadable', params: { path, line: 2 } });
  await rm(directory, { recursive: true });
});
