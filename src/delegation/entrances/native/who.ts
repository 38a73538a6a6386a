import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { TLSSocket } from 'node:tls';
import { fail, fault, type Result } from '../../../core/index.ts';
import type { Broker, Principal } from '../../broker/index.ts';
import type { Identities, ShownCertificate } from '../../identity/index.ts';
import type { LoginGuard } from '../guarded-logins.ts';

export type WhoParts = {
  /** As `guardLogins` gives it. */
  readonly broker: Pick<Broker, 'authenticate'>;
  readonly identities: Identities;
  readonly guard: LoginGuard;
};

/**
 * Who asks. What stands in `Authorization` decides alone, where it is there: a certificate belongs to the connection, and may be that of a
 * proxy or of the machine. Faults `credentialsMissing`, `clientKeyUnknown`, `clientTokenRefused`, `tokenIssuerUnavailable`,
 * `clientCertificateRefused`, `tooManyWrongKeys`.
 */
export async function whoAsks(
  { headers, ip, raw }: Pick<FastifyRequest, 'headers' | 'ip' | 'raw'>,
  { broker, identities, guard }: WhoParts,
): Promise<Result<Principal>> {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const bearer = BEARER.exec(authorization)?.[1];
    if (bearer === undefined) return fail(fault('credentialsMissing', {}));
    // a key of ours has no dot in it, and a JWT has two
    return bearer.includes('.')
      ? guard(ip, `token ${bearer}`, () => identities.byToken(bearer, ip))
      : broker.authenticate({ key: bearer }, ip);
  }
  const shown = certificateOf(raw.socket);
  if (shown === undefined) return fail(fault('credentialsMissing', {}));
  const digest = createHash('sha256').update(shown.der).digest('hex');
  return guard(ip, `certificate ${digest}`, () => identities.byCertificate(shown, ip));
}

/** RFC 6750 section 2.1. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;

/** What was shown in the handshake. Only a listener that asks for certificates ever has one. */
function certificateOf(socket: unknown): ShownCertificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const { raw } = socket.getPeerCertificate();
  if (raw === undefined) return undefined;
  const { authorized, authorizationError } = socket;
  // Node gives the code of OpenSSL's word, whatever its type says
  return { der: raw, tlsError: authorized ? undefined : String(authorizationError ?? 'unknown') };
}
