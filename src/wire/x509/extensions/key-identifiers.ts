import {
  atEnd,
  contextConstructed,
  contextPrimitive,
  contextTag,
  decodeWhole,
  DerError,
  encodeDer,
  enter,
  finish,
  octetString,
  peekTag,
  readAny,
  readContents,
  readOctetString,
  readUnsigned,
  sequence,
  TAG,
} from '../../der/index.ts';
import { CERTIFICATE_BYTES_MAX, SERIAL_OCTETS_MAX } from '../limits.ts';
import { OID } from '../oids.ts';
import type { Extension } from '../types.ts';

/** subjectKeyIdentifier, RFC 5280 section 4.2.1.2: never critical. */
export function subjectKeyIdentifier(keyId: Uint8Array): Extension {
  return { oid: OID.subjectKeyIdentifier, critical: false, value: encodeDer(octetString(keyId)) };
}

export function decodeSubjectKeyIdentifier(value: Uint8Array): Uint8Array {
  return decodeWhole(value, CERTIFICATE_BYTES_MAX, readOctetString);
}

/** authorityKeyIdentifier, RFC 5280 section 4.2.1.1, with the key identifier alone: never critical. */
export function authorityKeyIdentifier(keyId: Uint8Array): Extension {
  const value = encodeDer(sequence(contextPrimitive(0, keyId)));
  return { oid: OID.authorityKeyIdentifier, critical: false, value };
}

/** `hasIssuerAndSerial`: the other way to name the issuer's key, in which we never write it. */
export type DecodedAuthorityKeyIdentifier = {
  readonly keyId?: Uint8Array;
  readonly hasIssuerAndSerial: boolean;
};

/** Reads the value of an authorityKeyIdentifier; issuer and serial come together or not at all. */
export function decodeAuthorityKeyIdentifier(value: Uint8Array): DecodedAuthorityKeyIdentifier {
  return decodeWhole(value, CERTIFICATE_BYTES_MAX, (reader) => {
    const fields = enter(reader, TAG.sequence);
    const keyId = peekTag(fields) === contextTag(0) ? readContents(fields, contextTag(0)) : undefined;
    const hasIssuer = peekTag(fields) === contextConstructed(1);
    if (hasIssuer) readAny(fields);
    const hasSerial = peekTag(fields) === contextTag(2);
    if (hasSerial) readUnsigned(fields, SERIAL_OCTETS_MAX, contextTag(2));
    if (!atEnd(fields)) finish(fields);
    if (hasIssuer !== hasSerial) throw new DerError('missing', fields.at);
    return { ...(keyId !== undefined && { keyId }), hasIssuerAndSerial: hasIssuer };
  });
}
