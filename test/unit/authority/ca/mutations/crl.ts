import { createHash } from 'node:crypto';
import type { CrlPlan, IssuerFacts } from '../../../../../src/authority/ca/lint/index.ts';
import { element, time, TRUE } from '../../../../../src/wire/der/index.ts';
import {
  authorityKeyIdentifier,
  buildTbsCrl,
  crlNumber,
  encodeName,
  type Extension,
  OID,
  reasonCode,
  type RevokedEntry,
  type TbsCrlInput,
} from '../../../../../src/wire/x509/index.ts';
import * as craft from './craft.ts';
import type { Case } from './types.ts';

const DAY = 86_400_000;

/** A good CRL of three entries and every change that a lint has to see. */
export function crlCases(now: number) {
  const issuer: IssuerFacts = {
    subject: encodeName({ country: 'XX', organization: 'Test Works', commonName: 'Test Issuing CA' }),
    keyId: createHash('sha256').update('issuer').digest().subarray(0, 20),
    algorithm: 'ecdsa-sha256',
    notAfter: now + 900 * DAY,
    crlUrl: 'http://ca.example/ca/0011223344556677.crl',
    certificateUrl: 'http://ca.example/ca/0011223344556677.cer',
    permittedNames: [],
  };
  const serials = ['01aa', '01bb', '01cc'];
  const revoked: RevokedEntry[] = serials.map((serial, index) => ({
    serial: Buffer.from(serial, 'hex'),
    revokedAt: now - DAY,
    reason: index,
  }));
  revoked[2] = { ...(revoked[2] as RevokedEntry), reason: 4 };
  const plan: CrlPlan = { number: 8n, previousNumber: 7n, serials, validityMaxMs: 10 * DAY };
  const input: TbsCrlInput = {
    signatureAlgorithm: 'ecdsa-sha256',
    issuer: issuer.subject,
    thisUpdate: now,
    nextUpdate: now + 7 * DAY,
    crlNumber: 8n,
    authorityKeyId: issuer.keyId,
    revoked,
  };
  const good = buildTbsCrl(input);
  const extensions = [authorityKeyIdentifier(issuer.keyId), crlNumber(8n)];
  const cases: Case<CrlPlan>[] = [];
  const add = (lint: string, change: string, tbs: Uint8Array, more: Partial<Case<CrlPlan>> = {}) =>
    cases.push({ lint, change, tbs, ...more });
  const set = (lint: string, change: string, over: Partial<TbsCrlInput>, more?: Partial<Case<CrlPlan>>) =>
    add(lint, change, buildTbsCrl({ ...input, ...over }), more);
  const extend = (lint: string, change: string, list: readonly Extension[], more?: Partial<Case<CrlPlan>>) =>
    add(lint, change, craft.replaced(good, EXTENSIONS_AT, craft.context(0, extensionList(list))), more);
  const entries = (...list: Uint8Array[]) => craft.replaced(good, REVOKED_AT, craft.sequence(...list));
  const entry = (serial: string, ...more: Extension[]) =>
    craft.encodeDer(
      craft.sequence(
        craft.integer(Buffer.from(serial, 'hex')),
        time(now - DAY),
        ...(more.length === 0 ? [] : [extensionList(more)]),
      ),
    );

  add('decodes-strictly', 'a byte after the end', Buffer.concat([good, Buffer.of(0)]));
  add('decodes-strictly', 'no nextUpdate', craft.replaced(good, NEXT_UPDATE_AT));
  add(
    'decodes-strictly',
    'ECDSA with SHA-1',
    craft.replaced(good, ALGORITHM_AT, craft.sequence(craft.oid('1.2.840.10045.4.1'))),
  );
  extend('decodes-strictly', 'no authority key id', extensions.slice(1));
  extend('decodes-strictly', 'no number', extensions.slice(0, 1));
  add('decodes-strictly', 'a critical reason', entries(entry('01aa', { ...reasonCode(1), critical: true })));

  set('crl-signature-algorithm', 'SHA-384 under a P-256 key', { signatureAlgorithm: 'ecdsa-sha384' });
  set('crl-issuer', 'another issuer', { issuer: encodeName({ commonName: 'Other' }) });
  set('crl-validity', '11 days', { nextUpdate: now + 11 * DAY });
  set('crl-validity', 'ends before it begins', { nextUpdate: now - 1_000 });
  set('crl-not-in-future', 'begins in a minute', { thisUpdate: now + 60_000 });
  set('crl-authority-key-id', "another key's", { authorityKeyId: new Uint8Array(20) });
  const partial = craft.raw(
    OID.issuingDistributionPoint,
    craft.sequence(craft.contextPrimitive(1, TRUE.subarray(2))),
  );
  extend('crl-issuing-distribution-point', 'not critical, for users only', [...extensions, partial]);
  extend('crl-issuing-distribution-point', 'critical', [...extensions, { ...partial, critical: true }], {
    also: ['crl-extensions-not-critical'],
  });
  extend('crl-only-known-extensions', 'an unknown one', [
    ...extensions,
    craft.raw('1.2.3.4', craft.sequence()),
  ]);
  extend('crl-extensions-not-critical', 'a critical number', craft.turned(extensions, OID.crlNumber));
  set('crl-number', 'zero', { crlNumber: 0n }, { also: ['crl-number-grows'] });
  set('crl-number', 'another than was made durable', { crlNumber: 9n });
  set('crl-number-grows', 'the number of the last one', { crlNumber: 7n }, { plan: { ...plan, number: 7n } });
  const zero = craft.raw(OID.reasonCode, element(0x0a, [Uint8Array.of(0)]));
  add(
    'crl-reason-not-zero',
    'unspecified written out',
    entries(entry('01aa', zero), entry('01bb'), entry('01cc')),
  );
  const withReason = (reason: number) => [
    ...revoked.slice(0, 2),
    { ...(revoked[2] as RevokedEntry), reason },
  ];
  set('crl-reason-permitted', 'certificateHold', { revoked: withReason(6) });
  set('crl-reason-permitted', 'removeFromCRL', { revoked: withReason(8) });
  set('crl-reason-permitted', 'cACompromise', { revoked: withReason(2) });
  const later = revoked.map((one) => ({ ...one, revokedAt: now + 1_000 }));
  set('crl-entries-not-in-future', 'revoked after thisUpdate', { revoked: later });
  set('crl-entries-unique', 'a serial twice', { revoked: [...revoked, ...revoked.slice(0, 1)] });
  set('crl-entries-complete', 'incident 16: a revoked, unexpired certificate left out', {
    revoked: revoked.slice(1),
  });
  set('crl-entries-complete', 'incident 16: none left', { revoked: [] });
  const stranger = { ...(revoked[0] as RevokedEntry), serial: Uint8Array.of(1, 0xdd) };
  set('crl-entries-complete', 'one that was not revoked', { revoked: [...revoked, stranger] });
  return { issuer, plan, good, cases };
}

// places in the TBSCertList
const ALGORITHM_AT = 1;
const NEXT_UPDATE_AT = 4;
const REVOKED_AT = 5;
const EXTENSIONS_AT = 6;

function extensionList(list: readonly Extension[]) {
  return craft.sequence(
    ...list.map(({ oid, critical, value }) =>
      critical
        ? craft.sequence(craft.oid(oid), craft.TRUE, craft.octetString(value))
        : craft.sequence(craft.oid(oid), craft.octetString(value)),
    ),
  );
}
