import { constants } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';

let context: SecureContext | undefined;

/**
 * What every outbound handshake with a target uses, made once. TLS 1.2 at least (as Boulder); weak keys and SHA-1 certificates
 * pass, since nobody relies on the certificate by way of TLS. No root certificates: nothing would be done with a chain that
 * ends at one. No renegotiation: a target could ask for it for ever.
 */
export function tolerantContext(): SecureContext {
  context ??= createSecureContext({
    minVersion: 'TLSv1.2',
    ciphers: 'DEFAULT@SECLEVEL=0',
    ca: [],
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  });
  return context;
}
