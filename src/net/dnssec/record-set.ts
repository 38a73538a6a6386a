import { CLASS, TYPE, nameEquals } from '../../wire/dns/index.ts';
import type { Name, ResourceRecord, Rrsig } from '../../wire/dns/index.ts';
import type { RecordSet } from './types.ts';

/** The set of one owner and type in a section of a message; empty where the section holds none. */
export function recordSet(section: readonly ResourceRecord[], owner: Name, type: number): RecordSet {
  const records: ResourceRecord[] = [];
  const signatures: Rrsig[] = [];
  for (const record of section) {
    if (record.class !== CLASS.IN || !nameEquals(record.name, owner)) continue;
    if (record.type === type) records.push(record);
    else if (record.data.kind === 'RRSIG' && record.data.typeCovered === type) signatures.push(record.data);
  }
  return { owner, type, records, signatures };
}

/** Labels as RRSIG counts them: without the root and without a leading `*` (RFC 4034 section 3.1.3). */
export function labelsOf(owner: Name): number {
  const [first] = owner;
  return owner.length - (first?.length === 1 && first[0] === 0x2a ? 1 : 0);
}

/** `*.` and the name. */
export function wildcardOf(name: Name): Name {
  return [Uint8Array.of(0x2a), ...name];
}

/** All owners of sets of these types in a section, each once, at most `limit`. */
export function ownersOf(section: readonly ResourceRecord[], type: number, limit: number): readonly Name[] {
  const owners: Name[] = [];
  for (const record of section) {
    if (record.type !== type || record.class !== CLASS.IN || owners.length >= limit) continue;
    if (!owners.some((owner) => nameEquals(owner, record.name))) owners.push(record.name);
  }
  return owners;
}

/** The signers named by the signatures in a section over sets of these types, in order. */
export function signersOf(section: readonly ResourceRecord[], types: readonly number[]): readonly Name[] {
  return section.flatMap(({ data, type }) =>
    type === TYPE.RRSIG && data.kind === 'RRSIG' && types.includes(data.typeCovered) ? [data.signer] : [],
  );
}
