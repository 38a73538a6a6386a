import {
  decodeWhole,
  DerError,
  encodeDer,
  integer,
  readSmallInteger,
  readUnsigned,
  TAG,
} from '../../der/index.ts';
import { CERTIFICATE_BYTES_MAX, SERIAL_OCTETS_MAX } from '../limits.ts';
import { OID } from '../oids.ts';
import type { Extension } from '../types.ts';

/** cRLNumber, RFC 5280 section 5.2.3: never critical, at most 20 octets. */
export function crlNumber(number: bigint): Extension {
  if (number < 0n || number >= CRL_NUMBER_LIMIT) throw new DerError('not-encodable', 0);
  return { oid: OID.crlNumber, critical: false, value: encodeDer(integer(number)) };
}

export function decodeCrlNumber(value: Uint8Array): bigint {
  const magnitude = decodeWhole(value, CERTIFICATE_BYTES_MAX, (reader) =>
    readUnsigned(reader, SERIAL_OCTETS_MAX),
  );
  return BigInt(`0x${Buffer.from(magnitude).toString('hex')}`);
}

/** reasonCode of a CRL entry, RFC 5280 section 5.3.1: never critical; 0 (unspecified) is left out instead of written. */
export function reasonCode(reason: number): Extension {
  if (!Number.isInteger(reason) || reason < 1 || reason > REASON_MAX || reason === REASON_UNUSED)
    throw new DerError('not-encodable', 0);
  return { oid: OID.reasonCode, critical: false, value: encodeDer(integer(reason, TAG.enumerated)) };
}

export function decodeReasonCode(value: Uint8Array): number {
  return decodeWhole(value, CERTIFICATE_BYTES_MAX, (reader) => {
    const reason = readSmallInteger(reader, REASON_MAX, TAG.enumerated);
    if (reason === REASON_UNUSED) throw new DerError('value', 0);
    return reason;
  });
}

const REASON_MAX = 10;
const REASON_UNUSED = 7;
/** The sign bit of the twentieth octet stays clear. */
const CRL_NUMBER_LIMIT = 1n << 159n;
