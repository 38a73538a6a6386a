import {
  atEnd,
  decodeWhole,
  DerError,
  encodeDer,
  enter,
  finish,
  oid,
  readAny,
  readOid,
  sequence,
  TAG,
} from '../../der/index.ts';
import { CERTIFICATE_BYTES_MAX, EXTENSION_ITEMS_MAX } from '../limits.ts';
import { OID } from '../oids.ts';
import type { Extension } from '../types.ts';

/** certificatePolicies, RFC 5280 section 4.2.1.4, without qualifiers: never critical here. */
export function certificatePolicies(policies: readonly string[]): Extension {
  if (policies.length === 0) throw new DerError('not-encodable', 0);
  const list = sequence(...policies.map((policy) => sequence(oid(policy))));
  return { oid: OID.certificatePolicies, critical: false, value: encodeDer(list) };
}

export type PolicyInformation = { readonly oid: string; readonly hasQualifiers: boolean };

/** Reads the value of a certificatePolicies: each policy once. */
export function decodeCertificatePolicies(value: Uint8Array): PolicyInformation[] {
  return decodeWhole(value, CERTIFICATE_BYTES_MAX, (reader) => {
    const list = enter(reader, TAG.sequence);
    if (atEnd(list)) throw new DerError('empty', 0);
    const policies = new Map<string, PolicyInformation>();
    while (!atEnd(list)) {
      const start = list.at;
      if (policies.size === EXTENSION_ITEMS_MAX) throw new DerError('too-many', start);
      const fields = enter(list, TAG.sequence);
      const policy = readOid(fields);
      const hasQualifiers = !atEnd(fields);
      if (hasQualifiers) readAny(fields);
      finish(fields);
      if (policies.has(policy)) throw new DerError('duplicate', start);
      policies.set(policy, { oid: policy, hasQualifiers });
    }
    return [...policies.values()];
  });
}
