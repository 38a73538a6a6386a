import { createHash } from 'node:crypto';
import type { IssuerFacts } from '../../../../../src/authority/ca/lint/index.ts';
import {
  issuingExtensions,
  rootExtensions,
} from '../../../../../src/authority/ca/hierarchy/ca-certificates.ts';
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
  keyIdentifier,
  keyUsage,
  nameConstraints,
  OID,
  subjectKeyIdentifier,
  type TbsCertificateInput,
} from '../../../../../src/wire/x509/index.ts';
import { makeKey } from '../../../../support/csr.ts';
import * as craft from './craft.ts';
import type { Case } from './types.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;
const SERIAL = Buffer.from('01019a000000000102030405060708090a0b0c', 'hex');
const ROOT_NAME = { country: 'XX', organization: 'Test Works', commonName: 'Test Root CA' };

/** A good root and every change that a lint has to see. */
export function rootCases(now: number) {
  const { spki } = makeKey('P-384');
  const keyId = keyIdentifier(spki);
  const subject = encodeName(ROOT_NAME);
  const notAfter = now + 20 * YEAR;
  const issuer = makeIssuer(subject, keyId, notAfter);
  const input: TbsCertificateInput = {
    serial: SERIAL,
    signatureAlgorithm: 'ecdsa-sha384',
    issuer: subject,
    notBefore: now,
    notAfter,
    subject,
    spki,
    extensions: rootExtensions(keyId),
  };
  const { cases, set, extend, turn } = collector(input);
  const renamed = (lint: string, change: string, name: Uint8Array, also: string[] = []) =>
    set(
      lint,
      change,
      { subject: name },
      ['root-self-issued', ...also].filter((id) => id !== lint),
    );
  renamed('root-subject', 'no country', encodeName({ organization: 'O', commonName: 'C' }));
  renamed('root-subject', 'an OU', withUnit(), ['name-attributes-in-order']);
  renamed('root-self-issued', 'another subject', encodeName({ ...ROOT_NAME, commonName: 'Other' }));
  set('root-validity', '7 years', { notAfter: now + 7 * YEAR });
  set('root-validity', '26 years', { notAfter: now + 26 * YEAR }, ['validity-within-issuer']);
  set('root-begins-now', 'began two days ago', { notBefore: now - 2 * DAY });
  set('root-begins-now', 'begins tomorrow', { notBefore: now + DAY });
  extend('root-basic-constraints', 'missing', OID.basicConstraints);
  extend('root-basic-constraints', 'no CA', OID.basicConstraints, basicConstraints({ ca: false }));
  extend(
    'root-basic-constraints',
    'a path length',
    OID.basicConstraints,
    basicConstraints({ ca: true, pathLength: 1 }),
  );
  turn('root-basic-constraints', OID.basicConstraints);
  extend('root-key-usage', 'missing', OID.keyUsage);
  extend(
    'root-key-usage',
    'digitalSignature too',
    OID.keyUsage,
    keyUsage(['digitalSignature', 'keyCertSign', 'cRLSign']),
  );
  turn('root-key-usage', OID.keyUsage);
  extend('root-no-extended-key-usage', 'present', OID.extendedKeyUsage, extendedKeyUsage([OID.serverAuth]));
  extend('root-subject-key-id', 'missing', OID.subjectKeyIdentifier);
  extend(
    'root-subject-key-id',
    'not of this key',
    OID.subjectKeyIdentifier,
    subjectKeyIdentifier(new Uint8Array(20)),
  );
  turn('root-subject-key-id', OID.subjectKeyIdentifier);
  extend('authority-key-id', 'missing', OID.authorityKeyIdentifier);
  extend('root-no-policies', 'present', OID.certificatePolicies, certificatePolicies([OID.anyPolicy]));
  extend('root-no-crl-address', 'present', OID.crlDistributionPoints, crlDistributionPoints(issuer.crlUrl));
  const constraints = nameConstraints({ permittedDns: ['inside.example'] });
  extend('root-only-known-extensions', 'name constraints', OID.nameConstraints, constraints);
  return { issuer, good: buildTbsCertificate(input), cases };
}

/** A good issuing certificate with name constraints and every change that a lint has to see. */
export function issuingCases(now: number) {
  const issuerName = encodeName(ROOT_NAME);
  const keyId = createHash('sha256').update('root').digest().subarray(0, 20);
  const issuer = makeIssuer(issuerName, keyId, now + 20 * YEAR);
  const { spki } = makeKey();
  const subject = encodeName({ ...ROOT_NAME, commonName: 'Test Issuing CA' });
  const input: TbsCertificateInput = {
    serial: SERIAL,
    signatureAlgorithm: 'ecdsa-sha384',
    issuer: issuerName,
    notBefore: now,
    notAfter: now + 5 * YEAR,
    subject,
    spki,
    extensions: issuingExtensions(issuer, { subject, spki, permittedNames: ['inside.example'], now }),
  };
  const { cases, set, extend, turn } = collector(input);
  set('issuing-subject', 'no country', { subject: encodeName({ organization: 'O', commonName: 'C' }) });
  set('issuing-subject', 'an OU', { subject: withUnit() }, ['name-attributes-in-order']);
  set('issuing-subject-unique', "the root's name", { subject: issuerName });
  set('issuing-validity', '6 years', { notAfter: now + 6 * YEAR });
  set('issuing-validity', 'begins tomorrow', { notBefore: now + DAY });
  set('validity-within-issuer', 'outlives the root', { notAfter: now + 21 * YEAR }, ['issuing-validity']);
  extend('issuing-basic-constraints', 'no path length', OID.basicConstraints, basicConstraints({ ca: true }));
  extend(
    'issuing-basic-constraints',
    'path length 1',
    OID.basicConstraints,
    basicConstraints({ ca: true, pathLength: 1 }),
  );
  extend('issuing-basic-constraints', 'no CA', OID.basicConstraints, basicConstraints({ ca: false }));
  turn('issuing-basic-constraints', OID.basicConstraints);
  extend('issuing-key-usage', 'no cRLSign', OID.keyUsage, keyUsage(['keyCertSign']));
  turn('issuing-key-usage', OID.keyUsage);
  extend('issuing-extended-key-usage', 'missing', OID.extendedKeyUsage);
  const anyPurpose = extendedKeyUsage(['2.5.29.37.0']);
  extend('issuing-extended-key-usage', 'any purpose', OID.extendedKeyUsage, anyPurpose);
  turn('issuing-extended-key-usage', OID.extendedKeyUsage);
  extend('issuing-subject-key-id', 'missing', OID.subjectKeyIdentifier);
  extend('issuing-policies', 'missing', OID.certificatePolicies);
  const validated = certificatePolicies([OID.anyPolicy, OID.domainValidated]);
  extend('issuing-policies', 'a policy of the CA/Browser Forum', OID.certificatePolicies, validated);
  extend('issuing-policies', 'qualifiers', OID.certificatePolicies, craft.qualifiedPolicy(OID.anyPolicy));
  extend('issuing-ca-issuers', 'missing', OID.authorityInfoAccess);
  extend(
    'issuing-ca-issuers',
    'another address',
    OID.authorityInfoAccess,
    authorityInfoAccess('http://ca.example/x.cer'),
  );
  const withOcsp = craft.accessTo([OID.caIssuers, issuer.certificateUrl], [OID.ocsp, 'http://ocsp.example']);
  extend('issuing-no-ocsp', 'an OCSP address', OID.authorityInfoAccess, withOcsp);
  extend('issuing-crl-address', 'missing', OID.crlDistributionPoints);
  extend(
    'issuing-crl-address',
    'another address',
    OID.crlDistributionPoints,
    crlDistributionPoints('http://ca.example/x.crl'),
  );
  turn('issuing-name-constraints', OID.nameConstraints);
  const excludedIp = [new Uint8Array(8), new Uint8Array(32)];
  const constrain = (change: string, by: Extension) =>
    extend('issuing-name-constraints', change, OID.nameConstraints, by);
  constrain('IP addresses left open', nameConstraints({ permittedDns: ['inside.example'] }));
  constrain(
    'IPv6 addresses left open',
    nameConstraints({ permittedDns: ['inside.example'], excludedIp: excludedIp.slice(0, 1) }),
  );
  constrain('excluded names only', nameConstraints({ excludedDns: ['outside.example'], excludedIp }));
  extend(
    'issuing-only-known-extensions',
    'an unknown one',
    '1.2.3.4',
    craft.raw('1.2.3.4', craft.sequence()),
  );
  extend(
    'authority-key-id',
    "another key's",
    OID.authorityKeyIdentifier,
    authorityKeyIdentifier(new Uint8Array(20)),
  );
  return { issuer, good: buildTbsCertificate(input), cases };
}

function makeIssuer(subject: Uint8Array, keyId: Uint8Array, notAfter: number): IssuerFacts {
  return {
    subject,
    keyId,
    algorithm: 'ecdsa-sha384',
    notAfter,
    crlUrl: 'http://ca.example/ca/root.crl',
    certificateUrl: 'http://ca.example/ca/root.cer',
    permittedNames: [],
  };
}

function withUnit(): Uint8Array {
  const { utf8, printable } = craft.text;
  return craft.name(
    [[OID.countryName, printable('XX')]],
    [[OID.organizationName, utf8('O')]],
    [[OID.organizationalUnitName, utf8('unit')]],
    [[OID.commonName, utf8('C')]],
  );
}

/** Collects changed certificates: `also` are the lints that see the same change. */
function collector(input: TbsCertificateInput) {
  const cases: Case[] = [];
  const set = (lint: string, change: string, over: Partial<TbsCertificateInput>, also: string[] = []) =>
    cases.push({ lint, change, tbs: buildTbsCertificate({ ...input, ...over }), also });
  const extend = (lint: string, change: string, oid: string, by?: Extension) =>
    set(lint, change, { extensions: craft.withExtension(input.extensions, oid, by) });
  const turn = (lint: string, oid: string) =>
    set(lint, 'criticality turned round', { extensions: craft.turned(input.extensions, oid) });
  return { cases, set, extend, turn };
}
