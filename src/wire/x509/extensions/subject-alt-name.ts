import { decodeWhole, encodeDer, enter, sequence, TAG } from '../../der/index.ts';
import { generalName, readGeneralNames } from '../general-name.ts';
import { CERTIFICATE_BYTES_MAX } from '../limits.ts';
import { OID } from '../oids.ts';
import type { Extension, GeneralName } from '../types.ts';

/** subjectAltName, RFC 5280 section 4.2.1.6: critical exactly where the subject is empty. */
export function subjectAltName(names: readonly GeneralName[], critical: boolean): Extension {
  return { oid: OID.subjectAltName, critical, value: encodeDer(sequence(...names.map(generalName))) };
}

/** Reads the value of a subjectAltName: at least one name. */
export function decodeSubjectAltName(value: Uint8Array): GeneralName[] {
  return decodeWhole(value, CERTIFICATE_BYTES_MAX, (reader) => readGeneralNames(enter(reader, TAG.sequence)));
}
