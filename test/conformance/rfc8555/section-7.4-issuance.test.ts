import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { makeCsr, makeKey } from '../../support/csr.ts';
import { useTestAcme } from '../../support/acme-server.ts';

describe('RFC 8555 section 7.4: applying for certificate issuance', () => {
  const server = useTestAcme();

  it('goes from order to certificate, each answer telling the end at once', async () => {
    const client = await server().client();
    const order = await client.newOrder(['a.example']);
    assert.equal(order.status, 201);
    assert.equal(order.body.status, 'pending');
    const [challenge] = await client.proveAll(order);
    assert.equal(challenge?.body.status, 'valid');
    assert.equal(challenge?.headers['retry-after'], undefined);

    const key = makeKey();
    const done = await client.finalize(order, makeCsr(['a.example'], key));
    assert.equal(done.status, 200, done.text);
    assert.equal(done.body.status, 'valid');
    const certificate = await client.post(done.body.certificate);
    assert.equal(certificate.headers['content-type'], 'application/pem-certificate-chain');
    const [leaf = '', issuing = ''] = certificate.text.split(/(?<=-----END CERTIFICATE-----\n)/);
    assert.equal(new X509Certificate(leaf).subjectAltName, 'DNS:a.example');
    assert.ok(new X509Certificate(leaf).checkPrivateKey(key.privateKey));
    assert.ok(new X509Certificate(leaf).verify(new X509Certificate(issuing).publicKey));
  });
});
