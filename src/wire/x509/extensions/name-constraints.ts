import {
  atEnd,
  context,
  contextConstructed,
  decodeWhole,
  type Der,
  DerError,
  encodeDer,
  enter,
  finish,
  peekTag,
  type Reader,
  sequence,
  TAG,
} from '../../der/index.ts';
import { generalName, readGeneralName } from '../general-name.ts';
import { CERTIFICATE_BYTES_MAX, EXTENSION_ITEMS_MAX } from '../limits.ts';
import { OID } from '../oids.ts';
import type { Extension, GeneralName } from '../types.ts';

/**
 * Names that certificates below may (`permitted`) and may not (`excluded`) have. A DNS name stands for itself and everything
 * below it; an IP range is its address followed by its mask, 8 or 32 bytes.
 */
export type NameConstraints = {
  readonly permittedDns?: readonly string[];
  readonly excludedDns?: readonly string[];
  readonly permittedIp?: readonly Uint8Array[];
  readonly excludedIp?: readonly Uint8Array[];
};
/** `hasOther`: there are constraints on other kinds of names too, which are not listed. */
export type DecodedNameConstraints = Required<NameConstraints> & { readonly hasOther: boolean };

/** nameConstraints, RFC 5280 section 4.2.1.10: critical there; at least one constraint. */
export function nameConstraints(constraints: NameConstraints, critical = true): Extension {
  const { permittedDns = [], excludedDns = [], permittedIp = [], excludedIp = [] } = constraints;
  const permitted = subtrees(permittedDns, permittedIp);
  const excluded = subtrees(excludedDns, excludedIp);
  if (permitted.length + excluded.length === 0) throw new DerError('not-encodable', 0);
  const fields = [
    ...(permitted.length > 0 ? [context(0, ...permitted)] : []),
    ...(excluded.length > 0 ? [context(1, ...excluded)] : []),
  ];
  return { oid: OID.nameConstraints, critical, value: encodeDer(sequence(...fields)) };
}

/** Reads the value of a nameConstraints; minimum and maximum, which RFC 5280 forbids, are refused. */
export function decodeNameConstraints(value: Uint8Array): DecodedNameConstraints {
  return decodeWhole(value, CERTIFICATE_BYTES_MAX, (reader) => {
    const fields = enter(reader, TAG.sequence);
    if (atEnd(fields)) throw new DerError('empty', 0);
    const permitted = readSubtrees(fields, contextConstructed(0));
    const excluded = readSubtrees(fields, contextConstructed(1));
    finish(fields);
    return {
      permittedDns: permitted.flatMap(dnsOf),
      excludedDns: excluded.flatMap(dnsOf),
      permittedIp: permitted.flatMap(ipOf),
      excludedIp: excluded.flatMap(ipOf),
      hasOther: [...permitted, ...excluded].some((name) => name.kind !== 'dns' && name.kind !== 'ip'),
    };
  });
}

const RANGE_LENGTHS = [8, 32];

function subtrees(dns: readonly string[], ip: readonly Uint8Array[]): Der[] {
  if (ip.some((range) => !RANGE_LENGTHS.includes(range.length))) throw new DerError('not-encodable', 0);
  return [
    ...dns.map((value) => sequence(generalName({ kind: 'dns', value }))),
    ...ip.map((bytes) => sequence(generalName({ kind: 'ip', bytes }))),
  ];
}

function readSubtrees(fields: Reader, tag: number): GeneralName[] {
  if (peekTag(fields) !== tag) return [];
  const list = enter(fields, tag);
  if (atEnd(list)) throw new DerError('empty', list.at);
  const names: GeneralName[] = [];
  while (!atEnd(list)) {
    if (names.length === EXTENSION_ITEMS_MAX) throw new DerError('too-many', list.at);
    const subtree = enter(list, TAG.sequence);
    names.push(readGeneralName(subtree, RANGE_LENGTHS));
    finish(subtree);
  }
  return names;
}

function dnsOf(name: GeneralName): string[] {
  return name.kind === 'dns' ? [name.value] : [];
}

function ipOf(name: GeneralName): Uint8Array[] {
  return name.kind === 'ip' ? [name.bytes] : [];
}
