import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { TlsAlpnCertificate } from '../../../../src/core/index.ts';
import { tlsAlpnCertificate } from '../../../../src/validation/index.ts';
import {
  encodeName,
  OID,
  subjectAltName,
  type TbsCertificateInput,
} from '../../../../src/wire/x509/index.ts';
import { acmeIdentifier, challengeCertificate, digestOf, nameOf } from '../../../support/tls-alpn.ts';

const NAME = 'www.example';
const KEY_AUTHORIZATION = 'token.9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI';
const DNS = { type: 'dns', value: NAME } as const;
const DIGEST = digestOf(KEY_AUTHORIZATION);
const SAN = subjectAltName([nameOf(NAME)], false);
const PROOF = acmeIdentifier(DIGEST);
const OTHER_KEY = new Uint8Array(
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'der' }),
);

const extensions = (...list: TbsCertificateInput['extensions']) => ({ extensions: list });
const names = (...list: readonly string[]) => extensions(subjectAltName(list.map(nameOf), false), PROOF);

describe('RFC 8737 section 3: the challenge certificate', () => {
  const table: readonly (readonly [string, TlsAlpnCertificate, Partial<TbsCertificateInput>])[] = [
    ['as it should be', 'match', {}],
    ['with its extensions in the other order', 'match', extensions(PROOF, SAN)],
    [
      'with an extension more',
      'match',
      extensions(SAN, PROOF, { oid: '1.2.3.4', critical: true, value: Uint8Array.of(5, 0) }),
    ],
    ['with a critical subjectAltName', 'match', extensions({ ...SAN, critical: true }, PROOF)],
    ['with the name in upper case (RFC 4343)', 'match', names('WWW.Example')],
    ['expired long ago', 'match', { notBefore: 0, notAfter: 1000 }],
    ['for another name', 'wrong-name', names('ww.example')],
    ['for another name of the same length', 'wrong-name', names('www.exbmple')],
    ['for the name and one more', 'wrong-name', names(NAME, 'www2.example')],
    ['for the name twice', 'wrong-name', names(NAME, NAME)],
    ['for the name with a dot at its end', 'wrong-name', names(`${NAME}.`)],
    ['for a wildcard', 'wrong-name', names('*.example')],
    ['for an address', 'wrong-name', names('192.0.2.1')],
    [
      'with the name as a URI',
      'wrong-name',
      extensions(subjectAltName([{ kind: 'uri', value: NAME }], false), PROOF),
    ],
    ['without a subjectAltName', 'wrong-name', extensions(PROOF)],
    [
      'with an empty subjectAltName',
      'wrong-name',
      extensions({ ...SAN, value: Uint8Array.of(0x30, 0) }, PROOF),
    ],
    [
      'with a byte after the names',
      'wrong-name',
      extensions({ ...SAN, value: Uint8Array.from([...SAN.value, 0]) }, PROOF),
    ],
    ['without acmeIdentifier', 'extension-missing', extensions(SAN)],
    [
      'with acmeIdentifier not critical',
      'extension-not-critical',
      extensions(SAN, acmeIdentifier(DIGEST, false)),
    ],
    ['with a digest of 31 bytes', 'extension-malformed', extensions(SAN, acmeIdentifier(DIGEST.subarray(1)))],
    [
      'with a digest of 33 bytes',
      'extension-malformed',
      extensions(SAN, acmeIdentifier(Uint8Array.from([...DIGEST, 0]))),
    ],
    [
      'with a byte after the digest',
      'extension-malformed',
      extensions(SAN, { ...PROOF, value: Uint8Array.from([...PROOF.value, 0]) }),
    ],
    ['with the digest bare', 'extension-malformed', extensions(SAN, { ...PROOF, value: DIGEST })],
    [
      'with a long length of the digest',
      'extension-malformed',
      extensions(SAN, { ...PROOF, value: Uint8Array.from([4, 0x81, 32, ...DIGEST]) }),
    ],
    [
      'for another key authorization',
      'other-key-authorization',
      extensions(SAN, acmeIdentifier(digestOf('other'))),
    ],
    ['with acmeIdentifier twice', 'malformed', extensions(SAN, PROOF, PROOF)],
    ['with subjectAltName twice', 'malformed', extensions(SAN, SAN, PROOF)],
    ['issued by somebody else by name', 'not-self-signed', { issuer: encodeName({ commonName: 'Some CA' }) }],
    ['signed with another key', 'not-self-signed', { spki: OTHER_KEY }],
    ['with an empty subject and issuer', 'match', { issuer: encodeName({}), subject: encodeName({}) }],
  ];
  for (const [what, expected, changes] of table) {
    test(`${what}: ${expected}`, () => {
      const { der } = challengeCertificate(NAME, KEY_AUTHORIZATION, changes);
      assert.equal(tlsAlpnCertificate(der, DNS, KEY_AUTHORIZATION), expected);
    });
  }

  test('no byte of the certificate can be changed without losing the proof', () => {
    const { der } = challengeCertificate(NAME, KEY_AUTHORIZATION);
    assert.equal(tlsAlpnCertificate(der, DNS, KEY_AUTHORIZATION), 'match');
    for (let at = 0; at < der.length; at++) {
      const changed = Uint8Array.from(der);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.notEqual(tlsAlpnCertificate(changed, DNS, KEY_AUTHORIZATION), 'match', `byte ${at}`);
    }
  });

  test('what is no certificate is malformed, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        assert.equal(tlsAlpnCertificate(bytes, DNS, KEY_AUTHORIZATION), 'malformed');
      }),
    );
  });
});

describe('RFC 8738 section 6: for an address', () => {
  test('one iPAddress of the same bytes', () => {
    assert.equal(judge('192.0.2.1', '192.0.2.1'), 'match');
    assert.equal(judge('2001:db8::1', '2001:db8::1'), 'match');
  });
  test('nothing else', () => {
    assert.equal(judge('192.0.2.1', '192.0.2.2'), 'wrong-name');
    assert.equal(judge('192.0.2.1', '::ffff:192.0.2.1'), 'wrong-name');
    assert.equal(judge('2001:db8::1', '2001:db8::2'), 'wrong-name');
    const asText = extensions(subjectAltName([{ kind: 'dns', value: '192.0.2.1' }], false), PROOF);
    assert.equal(judge('192.0.2.1', '192.0.2.1', asText), 'wrong-name');
    const reverse = extensions(
      subjectAltName([{ kind: 'dns', value: '1.2.0.192.in-addr.arpa' }], false),
      PROOF,
    );
    assert.equal(judge('192.0.2.1', '192.0.2.1', reverse), 'wrong-name');
    assert.equal(judge('192.0.2.1', '192.0.2.1', names('192.0.2.1', '192.0.2.1')), 'wrong-name');
  });
  test('OID.acmeIdentifier is id-pe 31', () => assert.equal(OID.acmeIdentifier, '1.3.6.1.5.5.7.1.31'));
});

function judge(value: string, inside: string, changes: Partial<TbsCertificateInput> = {}) {
  const { der } = challengeCertificate(inside, KEY_AUTHORIZATION, changes);
  return tlsAlpnCertificate(der, { type: 'ip', value }, KEY_AUTHORIZATION);
}
