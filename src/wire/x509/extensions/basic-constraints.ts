import {
  atEnd,
  decodeWhole,
  encodeDer,
  enter,
  finish,
  integer,
  readBooleanDefaultFalse,
  readSmallInteger,
  sequence,
  TAG,
  TRUE,
} from '../../der/index.ts';
import { CERTIFICATE_BYTES_MAX } from '../limits.ts';
import { OID } from '../oids.ts';
import type { Extension } from '../types.ts';

export type BasicConstraints = { readonly ca: boolean; readonly pathLength?: number };

/** basicConstraints, RFC 5280 section 4.2.1.9. */
export function basicConstraints({ ca, pathLength }: BasicConstraints, critical = true): Extension {
  const fields = [...(ca ? [TRUE] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])];
  return { oid: OID.basicConstraints, critical, value: encodeDer(sequence(...fields)) };
}

/** Reads the value of a basicConstraints; a pathLength without `ca` is not refused here. */
export function decodeBasicConstraints(value: Uint8Array): BasicConstraints {
  return decodeWhole(value, CERTIFICATE_BYTES_MAX, (reader) => {
    const fields = enter(reader, TAG.sequence);
    const ca = readBooleanDefaultFalse(fields);
    if (atEnd(fields)) return { ca };
    const pathLength = readSmallInteger(fields, PATH_LENGTH_MAX);
    finish(fields);
    return { ca, pathLength };
  });
}

/** No chain is longer; keeps the number small. */
const PATH_LENGTH_MAX = 255;
