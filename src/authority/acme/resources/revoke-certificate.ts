import { fault } from '../../../core/index.ts';
import type { Certificate } from '../../../store/index.ts';
import { attempt, decodeCertificate } from '../../../wire/x509/index.ts';
import type { Acme } from '../acme.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { type Exchange, found } from '../exchange.ts';
import { decodeBase64url } from '../jws/base64url.ts';
import { payloadOf, readObjectPayload } from '../steps/payload.ts';
import { signedByEither } from '../steps/signer.ts';

/** RFC 5280 section 5.3.1: unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation. */
const REASONS = [0, 1, 3, 4, 5];
const KEY_COMPROMISE = 1;

const readRevocation: Step = {
  name: 'read certificate and reason',
  source: 'RFC 8555 section 7.6',
  refusals: ['payloadMember', 'revocationReasonRefused'],
  run(exchange) {
    const { certificate, reason = 0 } = payloadOf(exchange);
    const der = typeof certificate === 'string' ? decodeBase64url(certificate) : undefined;
    if (der === undefined || der.length === 0)
      return fault('payloadMember', {
        member: 'certificate',
        expected: 'a certificate in DER, base64url without padding',
      });
    if (typeof reason !== 'number') return fault('payloadMember', { member: 'reason', expected: 'a number' });
    if (!REASONS.includes(reason)) return fault('revocationReasonRefused', { reason: String(reason) });
    exchange.revocation = { der, reason };
    return undefined;
  },
};

/** The very certificate, byte for byte: an authorisation for one serial can never name another. */
const findCertificate: Step = {
  name: 'find the very certificate',
  source: 'RFC 8555 section 7.6',
  refusals: ['certificateUnknown'],
  async run(exchange, { store }) {
    const { der } = found(exchange.revocation);
    const decoded = attempt(() => decodeCertificate(der));
    const certificate = decoded.ok
      ? await store.certificates.get(Buffer.from(decoded.value.serial).toString('hex'))
      : undefined;
    if (certificate?.der == null || !Buffer.from(certificate.der).equals(der))
      return fault('certificateUnknown', {});
    exchange.certificate = certificate;
    return undefined;
  },
};

const checkRight: Step = {
  name: 'check the right to revoke',
  source: 'RFC 8555 section 7.6',
  refusals: ['revocationNotAuthorized', 'revocationReasonNotProven'],
  async run(exchange, acme) {
    const right = await rightOf(exchange, found(exchange.certificate), acme);
    if (right === 'none') return fault('revocationNotAuthorized', {});
    // it blocks the key for everyone, so only who has the key may say it
    const proven = right === 'owner' || found(exchange.revocation).reason !== KEY_COMPROMISE;
    return proven ? undefined : fault('revocationReasonNotProven', {});
  },
};

const revoke: Step = {
  name: 'revoke',
  source: 'RFC 8555 section 7.6',
  refusals: ['alreadyRevoked', 'certificateUnknown'],
  async run(exchange, { store, settings, log }) {
    const { serial, issuerId } = found(exchange.certificate);
    const { reason } = found(exchange.revocation);
    const outcome = await store.certificates.revoke(serial, reason, exchange.now);
    if (outcome === 'already-revoked') return fault('alreadyRevoked', {});
    if (outcome === 'unknown') return fault('certificateUnknown', {});
    log.info({ serial, reason }, 'certificate revoked');
    settings.onRevoked(issuerId);
    exchange.reply = { status: 200 };
    return undefined;
  },
};

export const revokeCertificate: Endpoint = {
  name: 'revoke-cert',
  source: 'RFC 8555 section 7.6',
  methods: ['POST'],
  path: '/revoke-cert',
  steps: [...signedByEither, readObjectPayload, readRevocation, findCertificate, checkRight, revoke],
};

/** `owner`: the account that obtained it, or the certificate's own key. `holder`: authorizations for all its names. */
async function rightOf(
  { account, key, now }: Exchange,
  certificate: Certificate,
  { store }: Acme,
): Promise<'owner' | 'holder' | 'none'> {
  if (account === undefined) return found(key).spkiSha256 === certificate.spkiSha256 ? 'owner' : 'none';
  if (account.id === certificate.accountId) return 'owner';
  const holds = await store.certificates.accountHolds(account.id, certificate.identifiers, now);
  return holds ? 'holder' : 'none';
}
