import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  buildTbsCertificate,
  certificatePolicies,
  crlDistributionPoints,
  encodeName,
  type Extension,
  extendedKeyUsage,
  type GeneralName,
  keyIdentifier,
  keyUsage,
  nameConstraints,
  OID,
  subjectAltName,
  subjectKeyIdentifier,
  type TbsCertificateInput,
} from '../../../../../src/wire/x509/index.ts';
import type { IssuerFacts, LeafPlan } from '../../../../../src/authority/ca/lint/index.ts';
import { PROFILES } from '../../../../../src/authority/ca/index.ts';
import { makeKey } from '../../../../support/csr.ts';
import { rsaSpki } from '../../../../support/rsa-keys.ts';
import type { Der } from '../../../../../src/wire/der/index.ts';
import { ADDRESS_CASES } from './addresses.ts';
import * as craft from './craft.ts';
import type { Case } from './types.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NAMES = ['www.inside.example', '*.inside.example'];

/** A good leaf, what was ordered, and every change that a lint has to see. */
export function leafCases(now: number) {
  const issuer = makeIssuer(now);
  const { spki } = makeKey();
  const notBefore = now - HOUR;
  const notAfter = notBefore + PROFILES.default.lifetimeMs - 1_000;
  const serial = Buffer.from('01019a000000000102030405060708090a0b0c', 'hex');
  const plan: LeafPlan = {
    serial: serial.toString('hex'),
    notBefore,
    notAfter,
    spki,
    identifiers: dns(NAMES),
    lifetimeMs: PROFILES.default.lifetimeMs,
  };
  const input: TbsCertificateInput = {
    serial,
    signatureAlgorithm: 'ecdsa-sha256',
    issuer: issuer.subject,
    notBefore,
    notAfter,
    subject: encodeName({}),
    spki,
    extensions: leafExtensions(issuer, NAMES),
  };
  const good = buildTbsCertificate(input);
  const cases: Case<LeafPlan>[] = [];
  const add = (lint: string, change: string, tbs: Uint8Array, more: Partial<Case<LeafPlan>> = {}) =>
    cases.push({ lint, change, tbs, ...more });
  const set = (
    lint: string,
    change: string,
    over: Partial<TbsCertificateInput>,
    more?: Partial<Case<LeafPlan>>,
  ) => add(lint, change, buildTbsCertificate({ ...input, ...over }), more);
  const extend = (
    lint: string,
    change: string,
    oid: string,
    by?: Extension,
    more?: Partial<Case<LeafPlan>>,
  ) => set(lint, change, { extensions: craft.withExtension(input.extensions, oid, by) }, more);
  const turn = (lint: string, oid: string) =>
    set(lint, 'criticality turned round', { extensions: craft.turned(input.extensions, oid) });
  /** Another list of names, ordered like that too. */
  const rename = (
    lint: string,
    change: string,
    names: readonly string[],
    more: Partial<Case<LeafPlan>> = {},
  ) =>
    extend(lint, change, OID.subjectAltName, san(names), {
      plan: { ...plan, identifiers: dns(names) },
      ...more,
    });
  /** Another key, ordered like that too. */
  const rekey = (lint: string, change: string, other: Uint8Array, more: Partial<Case<LeafPlan>> = {}) =>
    set(lint, change, { spki: other }, { plan: { ...plan, spki: other }, ...more });
  /** Other times, written like that too. */
  const window = { notBefore, notAfter };
  const retime = (
    lint: string,
    change: string,
    times: Partial<typeof window>,
    more: Partial<Case<LeafPlan>> = {},
  ) => set(lint, change, { ...window, ...times }, { plan: { ...plan, ...times }, ...more });
  const reserial = (lint: string, change: string, bytes: Uint8Array) =>
    set(lint, change, { serial: bytes }, { plan: { ...plan, serial: Buffer.from(bytes).toString('hex') } });

  // form
  add('decodes-strictly', 'a byte after the end', Buffer.concat([good, Buffer.of(0)]));
  add('decodes-strictly', 'cut', good.subarray(0, -1));
  add('decodes-strictly', 'an extension twice', buildTwice(input));
  const teletex = craft.name([[OID.commonName, craft.element(0x14, [Buffer.from('x')])]]);
  set('decodes-strictly', 'a TeletexString in the subject', { subject: teletex });
  add('version-3', 'version 2 in the version field', craft.encodeDer(versionTwo(good)), {
    also: everythingWithoutExtensions(),
  });
  reserial('serial-layout', 'too short', serial.subarray(0, 16));
  reserial('serial-layout', '20 bytes', Buffer.concat([Buffer.of(1), serial]));
  reserial('serial-layout', 'node byte above 0x7f', Buffer.concat([Buffer.of(0x80), serial.subarray(1)]));
  reserial(
    'serial-random',
    'a random part that stands still',
    Buffer.concat([serial.subarray(0, 7), Buffer.alloc(12, 7)]),
  );
  set('issuer-is-subject-of-issuer', 'the same name in another encoding', {
    issuer: craft.name(
      [[OID.countryName, craft.text.printable('XX')]],
      [[OID.organizationName, craft.text.utf8('Test Works')]],
      [[OID.commonName, craft.text.utf8('Test Issuing CA')]],
    ),
  });
  add('no-unique-ids', 'a subjectUniqueID', withUniqueId(good));
  const ecdsaSha1 = craft.encodeDer(craft.sequence(craft.oid('1.2.840.10045.4.1')));
  add('signature-algorithm-fits-issuer-key', 'ECDSA with SHA-1', craft.replaced(good, 2, ecdsaSha1));
  set('signature-algorithm-fits-issuer-key', 'SHA-384 under a P-256 key', {
    signatureAlgorithm: 'ecdsa-sha384',
  });
  retime('validity-in-order', 'ends before it begins', { notAfter: notBefore - 1_000 });
  retime(
    'validity-within-issuer',
    'outlives the issuer',
    { notAfter: issuer.notAfter + 1_000 },
    {
      plan: { ...plan, notAfter: issuer.notAfter + 1_000, lifetimeMs: 150 * DAY },
    },
  );

  // key
  rekey('key-algorithm', 'Ed25519', spkiOf('ed25519'));
  rekey('key-algorithm', 'P-521', spkiOf('P-521'));
  rekey('key-algorithm', 'RSA without NULL', rsaWithoutNull(), {
    also: ['key-ec-uncompressed', 'key-rsa-size'],
  });
  rekey('key-rsa-size', 'RSA-1024', rsaSpki((1n << 1023n) + 12_345n));
  rekey('key-rsa-size', 'RSA of 2050 bits', rsaSpki((1n << 2049n) + 12_345n));
  rekey('key-ec-uncompressed', 'a compressed point', compressed(spki));
  set('leaf-key-as-ordered', "another subscriber's key", { spki: makeKey().spki });

  // names of issuer and subject
  const cn = [OID.commonName, craft.text.utf8('www.inside.example')] as [string, Der];
  const withSubject = (lint: string, change: string, subject: Uint8Array, also: string[] = []) =>
    set(
      lint,
      change,
      { subject },
      { also: ['leaf-subject-empty', 'leaf-san-critical', ...also].filter((id) => id !== lint) },
    );
  withSubject('leaf-subject-empty', 'a common name', craft.name([cn]));
  withSubject(
    'name-one-attribute-per-rdn',
    'two attributes in one RDN',
    craft.name([[OID.organizationName, craft.text.utf8('O')], cn]),
  );
  withSubject(
    'name-attributes-in-order',
    'the country last',
    craft.name([cn], [[OID.countryName, craft.text.printable('XX')]]),
  );
  withSubject(
    'name-attributes-in-order',
    'an OU',
    craft.name([[OID.organizationalUnitName, craft.text.utf8('x')]]),
  );
  withSubject('name-attributes-in-order', 'two common names', craft.name([cn], [cn]));
  withSubject(
    'name-string-types',
    'a country in UTF8String',
    craft.name([[OID.countryName, craft.text.utf8('XX')]]),
  );
  withSubject(
    'name-string-types',
    'an IA5String',
    craft.name([[OID.commonName, craft.element(0x16, [Buffer.from('www.inside.example')])]]),
  );
  withSubject(
    'name-lengths',
    'a common name of 65 characters',
    craft.name([[OID.commonName, craft.text.utf8('x'.repeat(65))]]),
  );

  // times
  retime('leaf-begins-now', 'began three days ago', { notBefore: now - 72 * HOUR, notAfter: now + 10 * DAY });
  retime('leaf-begins-now', 'begins in three days', { notBefore: now + 72 * HOUR, notAfter: now + 10 * DAY });
  const long = { notAfter: notBefore + 199 * DAY };
  retime('leaf-validity-limit', '199 days and a second', long, {
    plan: { ...plan, ...long, lifetimeMs: 200 * DAY },
    also: ['validity-within-issuer'],
  });
  const in2029 = Date.UTC(2029, 2, 15);
  const late = { notBefore: in2029, notAfter: in2029 + 46 * DAY };
  retime('leaf-validity-limit', '46 days and a second in 2029', late, {
    plan: { ...plan, ...late, lifetimeMs: 50 * DAY },
    now: in2029,
    also: ['validity-within-issuer'],
  });
  retime('leaf-validity-of-profile', 'one second more than the profile', { notAfter: notAfter + 1_000 });
  set('leaf-serial-as-written', 'another serial than the row', {
    serial: serial.toReversed().map((byte) => byte || 1),
  });
  set('leaf-validity-as-written', 'another end than the row', { notAfter: notAfter - 1_000 });

  // extensions
  extend('authority-key-id', 'missing', OID.authorityKeyIdentifier);
  extend(
    'authority-key-id',
    "another key's",
    OID.authorityKeyIdentifier,
    authorityKeyIdentifier(new Uint8Array(20)),
  );
  extend(
    'authority-key-id',
    'with issuer and serial',
    OID.authorityKeyIdentifier,
    craft.longAuthorityKeyId(issuer.keyId, issuer.subject),
  );
  turn('authority-key-id', OID.authorityKeyIdentifier);
  extend('leaf-basic-constraints', 'a CA', OID.basicConstraints, basicConstraints({ ca: true }));
  extend(
    'leaf-basic-constraints',
    'a path length',
    OID.basicConstraints,
    basicConstraints({ ca: false, pathLength: 0 }),
  );
  turn('leaf-basic-constraints', OID.basicConstraints);
  extend('leaf-key-usage', 'missing', OID.keyUsage);
  extend(
    'leaf-key-usage',
    'keyEncipherment too',
    OID.keyUsage,
    keyUsage(['digitalSignature', 'keyEncipherment']),
  );
  extend('leaf-key-usage', 'keyCertSign', OID.keyUsage, keyUsage(['keyCertSign']));
  turn('leaf-key-usage', OID.keyUsage);
  extend('leaf-extended-key-usage', 'missing', OID.extendedKeyUsage);
  extend(
    'leaf-extended-key-usage',
    'clientAuth too',
    OID.extendedKeyUsage,
    extendedKeyUsage([OID.serverAuth, OID.clientAuth]),
  );
  extend(
    'leaf-extended-key-usage',
    'empty',
    OID.extendedKeyUsage,
    craft.raw(OID.extendedKeyUsage, craft.sequence()),
  );
  turn('leaf-extended-key-usage', OID.extendedKeyUsage);
  extend(
    'leaf-no-subject-key-id',
    'present',
    OID.subjectKeyIdentifier,
    subjectKeyIdentifier(keyIdentifier(spki)),
  );
  extend('leaf-policies', 'missing', OID.certificatePolicies);
  extend(
    'leaf-policies',
    'a policy of the CA/Browser Forum',
    OID.certificatePolicies,
    certificatePolicies([OID.domainValidated]),
  );
  extend('leaf-policies', 'qualifiers', OID.certificatePolicies, craft.qualifiedPolicy(OID.anyPolicy));
  extend('leaf-ca-issuers', 'missing', OID.authorityInfoAccess);
  extend(
    'leaf-ca-issuers',
    'another address',
    OID.authorityInfoAccess,
    authorityInfoAccess('http://ca.example/other.cer'),
  );
  extend(
    'leaf-ca-issuers',
    'https',
    OID.authorityInfoAccess,
    authorityInfoAccess(issuer.certificateUrl.replace('http', 'https')),
  );
  extend(
    'leaf-no-ocsp',
    'an OCSP address',
    OID.authorityInfoAccess,
    craft.accessTo([OID.caIssuers, issuer.certificateUrl], [OID.ocsp, 'http://ocsp.example']),
  );
  extend('leaf-crl-address', 'missing above 7 days', OID.crlDistributionPoints);
  extend(
    'leaf-crl-address',
    'another address',
    OID.crlDistributionPoints,
    crlDistributionPoints('http://ca.example/other.crl'),
  );
  extend(
    'leaf-crl-address',
    'https',
    OID.crlDistributionPoints,
    crlDistributionPoints(issuer.crlUrl.replace('http', 'https')),
  );
  extend(
    'leaf-crl-address',
    'two points',
    OID.crlDistributionPoints,
    craft.points([issuer.crlUrl], [issuer.crlUrl]),
  );
  extend(
    'leaf-crl-address',
    'two addresses',
    OID.crlDistributionPoints,
    craft.points([issuer.crlUrl, issuer.crlUrl]),
  );
  extend(
    'leaf-no-name-constraints',
    'present',
    OID.nameConstraints,
    nameConstraints({ permittedDns: ['a.example'] }),
  );
  extend(
    'leaf-no-must-staple',
    'present',
    OID.tlsFeature,
    craft.raw(OID.tlsFeature, craft.sequence(craft.integer(5))),
  );
  extend('leaf-only-known-extensions', 'an unknown one', '1.2.3.4', craft.raw('1.2.3.4', craft.sequence()));

  // alternative names
  extend('leaf-san-present', 'no SAN', OID.subjectAltName, undefined, { also: ['leaf-names-as-ordered'] });
  turn('leaf-san-critical', OID.subjectAltName);
  const dnsNames = NAMES.map((value) => ({ kind: 'dns', value }) as const);
  const mail: GeneralName = { kind: 'other', tag: 0x81, bytes: Buffer.from('a@b.example') };
  extend('leaf-san-kinds', 'a mail address', OID.subjectAltName, subjectAltName([...dnsNames, mail], true), {
    also: ['leaf-names-as-ordered'],
  });
  rename('leaf-san-host-names', 'an upper-case letter', ['Www.inside.example']);
  rename('leaf-san-host-names', 'an underscore', ['a_b.inside.example']);
  rename('leaf-san-host-names', 'a hyphen at the end of a label', ['a-.inside.example']);
  rename('leaf-san-host-names', 'an empty label', ['a..inside.example']);
  rename('leaf-san-lengths', 'a label of 64 characters', [`${'a'.repeat(64)}.inside.example`]);
  rename('leaf-san-lengths', 'a name of 254 characters', [`${'a.'.repeat(120)}inside.example`]);
  rename('leaf-san-a-labels', 'hyphens in third and fourth place', ['ab--c.inside.example']);
  rename('leaf-san-no-trailing-dot', 'a final dot', ['www.inside.example.'], {
    also: ['leaf-san-host-names', 'leaf-names-within-constraints'],
  });
  rename('leaf-san-wildcard-first', 'a wildcard in the second label', ['www.*.inside.example'], {
    also: ['leaf-san-host-names'],
  });
  rename('leaf-san-wildcard-first', 'a wildcard above everything', ['*.example'], {
    also: ['leaf-names-within-constraints'],
  });
  rename('leaf-san-no-arpa', 'a reverse name', ['1.2.0.192.in-addr.arpa'], {
    also: ['leaf-names-within-constraints'],
  });
  rename('leaf-san-no-ip-literal', 'an address as a host name', ['192.0.2.1'], {
    also: ['leaf-names-within-constraints'],
  });
  rename('leaf-san-unique', 'a name twice', ['a.inside.example', 'a.inside.example']);
  extend('leaf-names-as-ordered', 'a name more', OID.subjectAltName, san([...NAMES, 'extra.inside.example']));
  extend('leaf-names-as-ordered', 'a name less', OID.subjectAltName, san(NAMES.slice(1)));
  extend(
    'leaf-names-as-ordered',
    'another name',
    OID.subjectAltName,
    san(['www.inside.example', 'x.inside.example']),
  );
  rename('leaf-names-within-constraints', 'a name outside the constraints', ['www.outside.example']);
  for (const { lint, change, names, ordered, also = [] } of ADDRESS_CASES)
    extend(lint, change, OID.subjectAltName, subjectAltName(names, true), {
      plan: { ...plan, identifiers: ordered },
      also: [...also, 'leaf-names-within-constraints'].filter((id) => id !== lint),
    });
  return { issuer, plan, good, cases };
}

function dns(names: readonly string[]) {
  return names.map((value) => ({ type: 'dns', value }) as const);
}

function makeIssuer(now: number): IssuerFacts {
  return {
    subject: encodeName({ country: 'XX', organization: 'Test Works', commonName: 'Test Issuing CA' }),
    keyId: createHash('sha256').update('issuer').digest().subarray(0, 20),
    algorithm: 'ecdsa-sha256',
    notAfter: now + 100 * DAY - 1_000,
    crlUrl: 'http://ca.example/ca/0011223344556677.crl',
    certificateUrl: 'http://ca.example/ca/0011223344556677.cer',
    permittedNames: ['inside.example'],
  };
}

function leafExtensions(issuer: IssuerFacts, names: readonly string[]): Extension[] {
  return [
    keyUsage(['digitalSignature']),
    extendedKeyUsage([OID.serverAuth]),
    basicConstraints({ ca: false }),
    authorityKeyIdentifier(issuer.keyId),
    authorityInfoAccess(issuer.certificateUrl),
    certificatePolicies([OID.anyPolicy]),
    crlDistributionPoints(issuer.crlUrl),
    san(names),
  ];
}

function san(names: readonly string[]): Extension {
  return subjectAltName(
    names.map((value) => ({ kind: 'dns', value })),
    true,
  );
}

function spkiOf(curve: 'ed25519' | 'P-521'): Uint8Array {
  const pair =
    curve === 'ed25519' ? generateKeyPairSync(curve) : generateKeyPairSync('ec', { namedCurve: curve });
  return pair.publicKey.export({ type: 'spki', format: 'der' });
}

function rsaWithoutNull(): Uint8Array {
  return craft.replaced(rsaSpki((1n << 2047n) + 12_345n), 0, craft.sequence(craft.oid(OID.rsaEncryption)));
}

function compressed(spki: Uint8Array): Uint8Array {
  const point = Buffer.concat([Buffer.of(0, 2), spki.subarray(-64, -32)]);
  return craft.replaced(spki, 1, craft.element(0x03, [point]));
}

function buildTwice(input: TbsCertificateInput): Uint8Array {
  return buildTbsCertificate({ ...input, extensions: [...input.extensions, keyUsage(['digitalSignature'])] });
}

/** Version 2 has no extensions: the decoder would refuse them, so they go. */
function versionTwo(good: Uint8Array) {
  const [, ...fields] = craft.fieldsOf(good).slice(0, -1);
  return craft.sequence(craft.context(0, craft.integer(1)), ...fields);
}

function withUniqueId(good: Uint8Array): Uint8Array {
  const fields = craft.fieldsOf(good);
  return craft.encodeDer(
    craft.sequence(...fields.slice(0, -1), craft.contextPrimitive(2, Buffer.of(0, 1)), ...fields.slice(-1)),
  );
}

function everythingWithoutExtensions(): string[] {
  return [
    'authority-key-id',
    'leaf-ca-issuers',
    'leaf-crl-address',
    'leaf-extended-key-usage',
    'leaf-key-usage',
    'leaf-names-as-ordered',
    'leaf-policies',
    'leaf-san-present',
  ];
}
