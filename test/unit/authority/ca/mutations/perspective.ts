import type { IssuerFacts, PerspectivePlan } from '../../../../../src/authority/ca/lint/index.ts';
import { perspectiveExtensions } from '../../../../../src/authority/ca/perspectives/authority.ts';
import { perspectiveRootExtensions } from '../../../../../src/authority/ca/perspectives/root.ts';
import {
  authorityInfoAccess,
  basicConstraints,
  buildTbsCertificate,
  crlDistributionPoints,
  encodeName,
  type Extension,
  extendedKeyUsage,
  type GeneralName,
  keyIdentifier,
  nameConstraints,
  OID,
  subjectAltName,
  type TbsCertificateInput,
} from '../../../../../src/wire/x509/index.ts';
import { makeKey } from '../../../../support/csr.ts';
import * as craft from './craft.ts';
import type { Case } from './types.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SERIAL = Buffer.from('01019a000000000102030405060708090a0b0c', 'hex');
const EVERY_IP = [new Uint8Array(8), new Uint8Array(32)];

/** A good root of perspectives, and what makes it one. What it shares with the other root is tried there. */
export function perspectiveRootCases(now: number) {
  const { spki } = makeKey('P-256');
  const keyId = keyIdentifier(spki);
  const subject = encodeName({ country: 'XX', organization: 'Test Works', commonName: 'Test Perspectives' });
  const notAfter = now + 10 * 365 * DAY;
  const issuer = facts(subject, keyId, notAfter);
  const input: TbsCertificateInput = {
    serial: SERIAL,
    signatureAlgorithm: 'ecdsa-sha256',
    issuer: subject,
    notBefore: now,
    notAfter,
    subject,
    spki,
    extensions: perspectiveRootExtensions(keyId),
  };
  const cases: Case[] = [];
  const extend = (lint: string, change: string, oid: string, by?: Extension) =>
    cases.push({
      lint,
      change,
      tbs: buildTbsCertificate({ ...input, extensions: craft.withExtension(input.extensions, oid, by) }),
    });
  const constraints = 'perspective-root-basic-constraints';
  extend(constraints, 'no path length', OID.basicConstraints, basicConstraints({ ca: true }));
  extend(constraints, 'missing', OID.basicConstraints);
  const names = 'perspective-root-no-web-names';
  extend(names, 'missing', OID.nameConstraints);
  extend(
    names,
    'not critical',
    OID.nameConstraints,
    nameConstraints({ excludedDns: [''], excludedIp: EVERY_IP }, false),
  );
  extend(
    names,
    'some DNS names left',
    OID.nameConstraints,
    nameConstraints({ excludedDns: ['example'], excludedIp: EVERY_IP }),
  );
  extend(
    names,
    'IPv6 left',
    OID.nameConstraints,
    nameConstraints({ excludedDns: [''], excludedIp: [new Uint8Array(8)] }),
  );
  extend(
    'perspective-root-only-known-extensions',
    'an unknown one',
    '1.2.3.4',
    craft.raw('1.2.3.4', craft.sequence()),
  );
  return { issuer, good: buildTbsCertificate(input), cases };
}

/** A good certificate of a perspective, what it was meant to be, and what makes it useless to web clients. */
export function perspectiveCases(now: number) {
  const keyId = keyIdentifier(makeKey().spki);
  const issuer = facts(
    encodeName({ country: 'XX', organization: 'Test Works', commonName: 'Root' }),
    keyId,
    now + 999 * DAY,
  );
  const { spki } = makeKey();
  const notBefore = now - HOUR;
  const notAfter = notBefore + 45 * DAY - 1_000;
  const uri = 'sixfour:perspective:berlin';
  const plan: PerspectivePlan = {
    serial: SERIAL.toString('hex'),
    notBefore,
    notAfter,
    spki,
    uri,
    lifetimeMs: 45 * DAY,
    purposes: [OID.serverAuth, OID.clientAuth],
  };
  const input: TbsCertificateInput = {
    serial: SERIAL,
    signatureAlgorithm: 'ecdsa-sha256',
    issuer: issuer.subject,
    notBefore,
    notAfter,
    subject: encodeName({}),
    spki,
    extensions: perspectiveExtensions(keyId, { uri, role: 'perspective' }),
  };
  const cases: Case<PerspectivePlan>[] = [];
  const extend = (lint: string, change: string, oid: string, by?: Extension, more: object = {}) =>
    cases.push({
      lint,
      change,
      tbs: buildTbsCertificate({ ...input, extensions: craft.withExtension(input.extensions, oid, by) }),
      ...more,
    });
  const rename = (change: string, names: readonly GeneralName[], planned = uri) =>
    extend('perspective-one-uri', change, OID.subjectAltName, subjectAltName(names, true), {
      plan: { ...plan, uri: planned },
    });
  rename('a host name', [{ kind: 'dns', value: 'www.example.org' }], 'www.example.org');
  rename('a host name beside it', [
    { kind: 'uri', value: uri },
    { kind: 'dns', value: 'www.example.org' },
  ]);
  rename('an address', [{ kind: 'ip', bytes: Uint8Array.of(192, 0, 2, 1) }]);
  rename('another perspective', [{ kind: 'uri', value: 'sixfour:perspective:other' }]);
  rename('the server', [{ kind: 'uri', value: 'sixfour:coordinator:server' }]);
  rename('a web address', [{ kind: 'uri', value: 'https://www.example.org/' }], 'https://www.example.org/');
  rename('another role', [{ kind: 'uri', value: 'sixfour:admin:x' }], 'sixfour:admin:x');
  extend(
    'perspective-purposes',
    'of servers alone',
    OID.extendedKeyUsage,
    extendedKeyUsage([OID.serverAuth]),
  );
  extend('perspective-purposes', 'missing', OID.extendedKeyUsage);
  extend('perspective-purposes', 'more than a client has', OID.keyUsage, input.extensions[0], {
    plan: { ...plan, purposes: [OID.clientAuth] },
  });
  extend(
    'perspective-nothing-published',
    'a CRL',
    OID.crlDistributionPoints,
    crlDistributionPoints('http://a.example/x.crl'),
  );
  extend(
    'perspective-nothing-published',
    'an issuer',
    OID.authorityInfoAccess,
    authorityInfoAccess('http://a.example/x.cer'),
  );
  extend(
    'perspective-only-known-extensions',
    'an unknown one',
    '1.2.3.4',
    craft.raw('1.2.3.4', craft.sequence()),
  );
  return { issuer, plan, good: buildTbsCertificate(input), cases };
}

function facts(subject: Uint8Array, keyId: Uint8Array, notAfter: number): IssuerFacts {
  return {
    subject,
    keyId,
    algorithm: 'ecdsa-sha256',
    notAfter,
    crlUrl: '',
    certificateUrl: '',
    permittedNames: [],
  };
}
