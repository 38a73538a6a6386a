// What real clients show: every one of these certificates has to pass our strict decoder (test/vectors/tls-alpn/README.md).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Identifier, TlsAlpnCertificate } from '../../../../src/core/index.ts';
import { tlsAlpnCertificate } from '../../../../src/validation/index.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'vectors', 'tls-alpn');
const KEY_AUTHORIZATION = 'token.thumbprint';
const dns = (value: string): Identifier => ({ type: 'dns', value });

// captured: the token is gone, so everything but the digest can be right
const CAPTURED = 'other-key-authorization';
const TABLE: Readonly<Record<string, readonly [Identifier, TlsAlpnCertificate]>> = {
  'lego.der': [dns('lego-over-tls.lab.test'), CAPTURED],
  'caddy.der': [dns('caddy-over-tls.lab.test'), CAPTURED],
  'acme.sh.der': [dns('www.example.test'), 'match'],
  'dehydrated.der': [dns('www.example.test'), 'match'],
  'openssl-p384.der': [dns('www.example.test'), 'match'],
  'openssl-ed25519.der': [dns('www.example.test'), 'match'],
  'openssl-ip.der': [{ type: 'ip', value: '2001:db8::1' }, 'match'],
};

describe('challenge certificates of real clients', () => {
  for (const [file, [identifier, expected]] of Object.entries(TABLE)) {
    test(`${file}: ${expected}`, () => {
      const der = new Uint8Array(readFileSync(join(FOLDER, file)));
      assert.equal(tlsAlpnCertificate(der, identifier, KEY_AUTHORIZATION), expected);
      assert.equal(tlsAlpnCertificate(der, dns('other.test'), KEY_AUTHORIZATION), 'wrong-name');
      for (let at = 0; at < der.length; at += 7) {
        const changed = Uint8Array.from(der);
        changed[at] = (changed[at] ?? 0) ^ 0x10;
        assert.notEqual(tlsAlpnCertificate(changed, identifier, KEY_AUTHORIZATION), 'match', `byte ${at}`);
      }
    });
  }
  test('none is left out', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.der'));
    assert.deepEqual(new Set(files), new Set(Object.keys(TABLE)));
  });
});
