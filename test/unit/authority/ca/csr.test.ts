// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 needs it loaded first
import 'reflect-metadata';
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import * as x509 from '@peculiar/x509';
import * as fc from 'fast-check';
import { checkCsr } from '../../../../src/authority/ca/index.ts';
import { describeFault } from '../../../../src/i18n/index.ts';
import {
  basicConstraints,
  buildCsrInfo,
  type Extension,
  extendedKeyUsage,
  type GeneralName,
  jwkThumbprint,
  keyUsage,
  OID,
  spkiToJwk,
  subjectAltName,
  subjectKeyIdentifier,
} from '../../../../src/wire/x509/index.ts';
import { must } from '../../../support/ca.ts';
import { makeCsr, makeKey, makeOddCsr, signCsr } from '../../../support/csr.ts';
import { randomPrime, rsaSpki } from '../../../support/rsa-keys.ts';
import * as craft from './mutations/craft.ts';

/** Fault code, and message as a person reads it. */
function refusal(csr: Uint8Array): string {
  const checked = checkCsr(csr);
  return checked.ok ? 'accepted' : `${checked.fault.code}: ${describeFault(checked.fault)}`;
}

test('a CSR gives its key, the hash and thumbprint of it, and its names in lower case without duplicates', () => {
  for (const kind of ['P-256', 'P-384', 'RSA'] as const) {
    const key = makeKey(kind);
    const checked = must(checkCsr(makeCsr(['B.example', 'a.example', 'b.EXAMPLE'], key, 'a.example')));
    assert.deepEqual(checked.identifiers, dns('b.example', 'a.example'));
    assert.deepEqual(Buffer.from(checked.spki), Buffer.from(key.spki));
    assert.equal(checked.thumbprint, jwkThumbprint(spkiToJwk(key.spki)));
    assert.match(checked.spkiSha256, /^[0-9a-f]{64}$/);
  }
});

test('a CSR by another implementation is accepted', async () => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const csr = await x509.Pkcs10CertificateRequestGenerator.create(
    {
      name: 'CN=www.other.example',
      keys,
      signingAlgorithm: algorithm,
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'www.other.example' }])],
    },
    webcrypto,
  );
  assert.deepEqual(must(checkCsr(new Uint8Array(csr.rawData))).identifiers, dns('www.other.example'));
});

test('RFC 8555 section 7.4: names may stand in the common name alone', () => {
  assert.deepEqual(must(checkCsr(makeCsr([], makeKey(), 'Www.Example'))).identifiers, dns('www.example'));
});

test('extensions that ask for what is given anyway are passed over', () => {
  const extensions = [
    keyUsage(['digitalSignature', 'keyEncipherment']),
    extendedKeyUsage([OID.serverAuth, OID.clientAuth]),
    basicConstraints({ ca: false }),
    subjectKeyIdentifier(new Uint8Array(20)),
  ];
  assert.deepEqual(must(checkCsr(makeOddCsr({ extensions }))).identifiers, dns('a.example'));
});

test('RFC 8738: addresses stand in the alternative names, and a common name may repeat one', async () => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  for (const name of ['', 'CN=192.0.2.1', 'CN=2001:DB8:0::1', 'CN=A.example']) {
    const csr = await x509.Pkcs10CertificateRequestGenerator.create(
      {
        name,
        keys,
        signingAlgorithm: algorithm,
        extensions: [
          new x509.SubjectAlternativeNameExtension([
            { type: 'ip', value: '192.0.2.1' },
            { type: 'ip', value: '2001:db8::1' },
            { type: 'dns', value: 'a.example' },
          ]),
        ],
      },
      webcrypto,
    );
    assert.deepEqual(must(checkCsr(new Uint8Array(csr.rawData))).identifiers, [
      { type: 'ip', value: '192.0.2.1' },
      { type: 'ip', value: '2001:db8::1' },
      { type: 'dns', value: 'a.example' },
    ]);
  }
});

test('an address and a host name that is spelled like it are two names', () => {
  const san = subjectAltName([ip, ip, { kind: 'dns', value: '192.0.2.1' }], false);
  assert.deepEqual(must(checkCsr(makeOddCsr({ names: [], extensions: [san] }))).identifiers, [
    { type: 'ip', value: '192.0.2.1' },
    { type: 'dns', value: '192.0.2.1' },
  ]);
});

function dns(...names: string[]) {
  return names.map((value) => ({ type: 'dns', value }));
}

const ip: GeneralName = { kind: 'ip', bytes: Uint8Array.of(192, 0, 2, 1) };
const mail: GeneralName = { kind: 'other', tag: 0x81, bytes: Buffer.from('a@b.example') };
const sanOf = (name: GeneralName): Extension =>
  subjectAltName([{ kind: 'dns', value: 'a.example' }, name], false);
const cn = (...names: string[]) =>
  craft.name(
    ...names.map((one) => [
      [OID.commonName, craft.text.utf8(one)] as [string, ReturnType<typeof craft.text.utf8>],
    ]),
  );

const refusals: readonly (readonly [what: string, csr: () => Uint8Array, expected: RegExp])[] = [
  [
    'an address in the common name alone',
    () => makeOddCsr({ names: [], subject: cn('192.0.2.1') }),
    /csrNameRefused.*"192\.0\.2\.1"/,
  ],
  [
    'an address in the common name and as a host name among the names',
    () => makeOddCsr({ names: ['192.0.2.1'], subject: cn('192.0.2.1') }),
    /csrNameRefused.*"192\.0\.2\.1"/,
  ],
  [
    'another address in the common name',
    () => makeOddCsr({ names: [], subject: cn('192.0.2.2'), extensions: [subjectAltName([ip], false)] }),
    /csrNameRefused.*"192\.0\.2\.2"/,
  ],
  [
    'a mail address among the names',
    () => makeOddCsr({ names: [], extensions: [sanOf(mail)] }),
    /csrExtensionRefused.*mail address/,
  ],
  [
    'a URI among the names',
    () => makeOddCsr({ names: [], extensions: [sanOf({ kind: 'uri', value: 'http://a.example' })] }),
    /csrExtensionRefused.*URI/,
  ],
  [
    'two common names',
    () => makeOddCsr({ subject: cn('a.example', 'b.example') }),
    /csrMalformed.*more than one common name/,
  ],
  [
    'a common name that is no alternative name',
    () => makeOddCsr({ subject: cn('b.example') }),
    /csrNameRefused.*"b\.example"/,
  ],
  ['no name at all', () => makeOddCsr({ names: [] }), /csrMalformed.*names no host/],
  [
    '101 names',
    () => makeCsr(Array.from({ length: 101 }, (_, i) => `n${i}.example`)),
    /csrMalformed.*more than 100/,
  ],
  [
    'must-staple',
    () => makeOddCsr({ extensions: [craft.raw(OID.tlsFeature, craft.sequence(craft.integer(5)))] }),
    /csrExtensionRefused.*must-staple/,
  ],
  [
    'CA rights by basicConstraints',
    () => makeOddCsr({ extensions: [basicConstraints({ ca: true })] }),
    /csrExtensionRefused.*certificate authority/,
  ],
  [
    'CA rights by keyUsage',
    () => makeOddCsr({ extensions: [keyUsage(['keyCertSign'])] }),
    /csrExtensionRefused.*certificate authority/,
  ],
  [
    'another purpose',
    () => makeOddCsr({ extensions: [extendedKeyUsage(['1.3.6.1.5.5.7.3.3'])] }),
    /csrExtensionRefused.*usage other than TLS/,
  ],
  [
    'an extension that is not known',
    () => makeOddCsr({ extensions: [craft.raw('1.2.3.4', craft.sequence())] }),
    /csrExtensionRefused.*1\.2\.3\.4/,
  ],
  [
    'an extension with a broken value',
    () => makeOddCsr({ extensions: [{ oid: OID.keyUsage, critical: false, value: Uint8Array.of(1) }] }),
    /csrMalformed/,
  ],
  [
    'an empty SAN',
    () => makeOddCsr({ names: [], extensions: [craft.raw(OID.subjectAltName, craft.sequence())] }),
    /csrMalformed/,
  ],
];
for (const [what, csr, expected] of refusals) {
  test(`incident 11: a CSR with ${what} is refused, and told what it asked for`, () => {
    assert.match(refusal(csr()), expected);
  });
}

test('the signature of the CSR is verified, under the kind of key that it names', () => {
  const key = makeKey();
  const info = buildCsrInfo({ subject: {}, names: ['a.example'], spki: key.spki });
  assert.match(refusal(signCsr(info, makeKey())), /^csrSignatureWrong/);
  const changed = makeCsr(['a.example'], key);
  changed[changed.length - 1] = (changed[changed.length - 1] as number) ^ 1;
  assert.match(refusal(changed), /^csrSignatureWrong/);
  const rsa = makeKey('RSA');
  const rsaInfo = buildCsrInfo({ subject: {}, names: ['a.example'], spki: rsa.spki });
  assert.equal(refusal(signCsr(rsaInfo, rsa)), 'accepted');
  assert.match(refusal(signCsr(rsaInfo, rsa, 'ecdsa-sha256')), /^csrSignatureWrong/);
});

test('SHA-2 only: SHA-1 and MD5 signatures are refused by name', () => {
  const key = makeKey();
  const csr = makeCsr(['a.example'], key);
  for (const algorithm of ['1.2.840.10045.4.1', '1.2.840.113549.1.1.5', '1.2.840.113549.1.1.4']) {
    const sha1 = craft.replaced(csr, 1, craft.sequence(craft.oid(algorithm)));
    assert.match(refusal(sha1), new RegExp(`csrMalformed.*${algorithm.replaceAll('.', '\\.')}`));
  }
});

test('incident 12: the key of a CSR goes through the same checks as any other', () => {
  const weak = rsaSpki(randomPrime(512) * randomPrime(512));
  assert.match(refusal(makeOddCsr({ key: { ...makeKey('RSA'), spki: weak } })), /^csrKeyRefused.*1024 bits/);
  const listed = makeKey();
  const checked = checkCsr(makeCsr(['a.example'], listed), { has: () => true });
  assert.equal(!checked.ok && checked.fault.code, 'csrKeyRefused');
});

test('an oversized CSR is refused before it is read', () => {
  assert.match(refusal(new Uint8Array(40_000)), /csrMalformed.*too-large/);
});

test('no bytes make the check throw', () => {
  const good = makeCsr(['a.example', 'b.example'], makeKey(), 'a.example');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.equal(checkCsr(bytes).ok, false);
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = good.slice();
      changed[at] = (changed[at] as number) ^ flip;
      assert.equal(checkCsr(changed).ok, false);
    }),
    { numRuns: 300 },
  );
});
