import { writeRdata, writeSignatureHead } from './encode-rdata.ts';
import { DnsError } from './error.ts';
import { MESSAGE_BYTES_MAX, NAME_BYTES_MAX } from './limits.ts';
import { nameEquals } from './name.ts';
import type { Name, RecordData, ResourceRecord, Rrsig } from './types.ts';
import { writeBytes, writeName, writeU16, writeU32 } from './writer.ts';
import type { Writer } from './writer.ts';

const RECORD_FIXED_BYTES = 10;
const WILDCARD = Uint8Array.of(0x2a);
const scratch = new Uint8Array(MESSAGE_BYTES_MAX + 2 * NAME_BYTES_MAX);

/**
 * Record data in canonical form (RFC 4034 section 6.2): names whole, those of the listed types in lower case. Types that this
 * codec keeps as bytes stay as they are; among those only old ones (RP, AFSDB, NAPTR, KX, ...) hold names.
 */
export function canonicalData(type: number, data: RecordData): Uint8Array {
  const writer: Writer = { bytes: scratch, at: 0, targets: [], canonical: true };
  writeRdata(writer, type, data);
  if (writer.at > MESSAGE_BYTES_MAX)
    throw new DnsError('too-large', 'record data is longer than 65,535 bytes');
  return scratch.slice(0, writer.at);
}

/**
 * The bytes that an RRSIG signs (RFC 4034 section 3.1.8.1): its own data without the signature, then every record in
 * canonical form and order (section 6.3), each once, with the original TTL, and under `*.` where `labels` says that the owner
 * came from a wildcard. To sign, give the fields that the RRSIG is to have. The records are one set: same owner, class and
 * type; anything else throws `DnsError`, as do more labels than the owner has.
 */
export function signedBytes(rrsig: Omit<Rrsig, 'signature'>, records: readonly ResourceRecord[]): Uint8Array {
  const [first] = records;
  if (first === undefined) throw new DnsError('rdata', 'an empty record set is not signed');
  for (const record of records) {
    if (
      record.type !== rrsig.typeCovered ||
      record.class !== first.class ||
      !nameEquals(record.name, first.name)
    ) {
      throw new DnsError('rdata', 'the records signed together are not one set');
    }
  }
  const data = records
    .map((record) => canonicalData(record.type, record.data))
    .toSorted((a, b) => Buffer.compare(a, b))
    .filter((one, i, all) => i === 0 || Buffer.compare(one, all[i - 1] ?? one) !== 0);
  const owner = signedOwner(first.name, rrsig.labels);
  const size = data.reduce((sum, one) => sum + NAME_BYTES_MAX + RECORD_FIXED_BYTES + one.length, 0);
  const bytes = new Uint8Array(2 * NAME_BYTES_MAX + size);
  const writer: Writer = { bytes, at: 0, targets: [], canonical: true };
  writeSignatureHead(writer, rrsig);
  for (const one of data) {
    writeName(writer, owner, false);
    writeU16(writer, first.type);
    writeU16(writer, first.class);
    writeU32(writer, rrsig.originalTtl);
    writeU16(writer, one.length);
    writeBytes(writer, one);
  }
  return bytes.subarray(0, writer.at);
}

/** RFC 4035 section 5.3.2. `labels` counts neither the root nor a leading `*`. */
function signedOwner(owner: Name, labels: number): Name {
  const isWildcard = owner[0]?.length === 1 && owner[0][0] === WILDCARD[0];
  const own = owner.length - (isWildcard ? 1 : 0);
  if (labels > own) throw new DnsError('rdata', 'an RRSIG counts more labels than its owner has');
  return labels === own ? owner : [WILDCARD, ...owner.slice(owner.length - labels)];
}
