import { constants } from 'node:crypto';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { Hello } from './types.ts';

let context: SecureContext | undefined;

/**
 * What every outbound handshake with a target uses, made once. TLS 1.2 at least (as Boulder); weak keys and SHA-1 certificates
 * pass, since nobody relies on the certificate by way of TLS. No root certificates: nothing would be done with a chain that
 * ends at one. No renegotiation: a target could ask for it for ever.
 */
export function tolerantContext(): SecureContext {
  context ??= createSecureContext(TOLERANT);
  return context;
}

/** The same with a ClientHello of some kind: what differs is the size of the key share, and the newest version. */
export function helloContext(hello: Hello): SecureContext {
  const made = hellos.get(hello) ?? createSecureContext({ ...TOLERANT, ...HELLOS[hello] });
  hellos.set(hello, made);
  return made;
}

const TOLERANT: SecureContextOptions = {
  minVersion: 'TLSv1.2',
  ciphers: 'DEFAULT@SECLEVEL=0',
  ca: [],
  secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
};

const hellos = new Map<Hello, SecureContext>();

/** A hello with X25519MLKEM768 has some 1,550 bytes, one without some 350. */
const HELLOS: Readonly<Record<Hello, SecureContextOptions>> = {
  small: { ecdhCurve: 'X25519:prime256v1:secp384r1' },
  large: { ecdhCurve: 'X25519MLKEM768:X25519:prime256v1:secp384r1' },
  old: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' },
};
