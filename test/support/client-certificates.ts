// Client certificates: of our own CA, with a row as every issuance leaves one, and of a CA of somebody else.
// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 needs it loaded first
import 'reflect-metadata';
import assert from 'node:assert/strict';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { CertificateAuthority } from '../../src/authority/ca/index.ts';
import type { Store } from '../../src/store/index.ts';
import { pemEncode } from '../../src/wire/x509/index.ts';
import { createAccount, createReadyOrder, newCertificate } from '../contract/store/world.ts';
import { must } from './ca.ts';

/** What a certificate of somebody else's CA may be for. */
export const PURPOSES = x509.ExtendedKeyUsage;

/** PEM, as a TLS client is given them. */
export type ClientCertificate = { readonly key: string; readonly cert: string };

/** A leaf of our own CA, as finalize makes it. */
export async function issueLeaf(
  store: Store,
  ca: CertificateAuthority,
  name: string,
): Promise<ClientCertificate & { readonly serial: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const request = { identifiers: [{ type: 'dns' as const, value: name }], spki, profile: 'default' as const };
  const planned = must(ca.plan(request));
  const account = await createAccount(store);
  const order = await createReadyOrder(store, account, name);
  const row = newCertificate(order, { ...planned });
  assert.equal(
    await store.orders.reserveCertificate(order, account.id, row, 'thumbprint', planned.notBefore),
    true,
  );
  const der = must(await ca.sign(planned, request));
  assert.equal(await store.orders.complete(order.id, planned.serial, der), true);
  return {
    serial: planned.serial,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: [der, ca.issuer.certificate].map((one) => pemEncode('CERTIFICATE', one)).join(''),
  };
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const LONG_AWAY = new Date('2040-01-01T00:00:00Z');

type LeafOptions = {
  readonly names?: readonly { readonly type: 'dns' | 'ip' | 'url' | 'email'; readonly value: string }[];
  readonly purposes?: readonly x509.ExtendedKeyUsage[] | undefined;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly ca?: boolean;
};

/** A CA as an administrator may have one, with a root alone. */
export async function foreignCa(commonName: string) {
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${commonName}`,
    keys,
    notBefore: LONG_AGO,
    notAfter: LONG_AWAY,
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  let serial = 16;
  return {
    pem: root.toString('pem'),
    async leaf({
      names = [],
      purposes = [x509.ExtendedKeyUsage.clientAuth],
      notBefore = LONG_AGO,
      notAfter = LONG_AWAY,
      ca = false,
    }: LeafOptions): Promise<ClientCertificate & { readonly der: Uint8Array }> {
      const own = await newKeys();
      const certificate = await x509.X509CertificateGenerator.create({
        serialNumber: (++serial).toString(16),
        subject: 'CN=www.example.com',
        issuer: root.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        notBefore,
        notAfter,
        signingAlgorithm: ALGORITHM,
        extensions: [
          ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension([...names])] : []),
          ...(purposes.length > 0 ? [new x509.ExtendedKeyUsageExtension([...purposes])] : []),
          ...(ca ? [new x509.BasicConstraintsExtension(true, undefined, true)] : []),
        ],
      });
      const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', own.privateKey);
      return {
        key: pemEncode('PRIVATE KEY', new Uint8Array(pkcs8)),
        cert: certificate.toString('pem'),
        der: new Uint8Array(certificate.rawData),
      };
    },
  };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}
