/** What a probe sends: random ids that only whoever sees the packet can mirror, and a version that no server speaks. */
export type QuicHello = {
  /** Of the destination: a server does not look at shorter ones (RFC 9000 section 7.2). */
  readonly destination: Uint8Array;
  readonly source: Uint8Array;
  /** RFC 9000 section 15: one of the pattern 0x?a?a?a?a is reserved, so that a server has to negotiate. */
  readonly version: number;
};

/** Bytes of a connection id of ours (RFC 9000 section 7.2: at least 8). */
export const QUIC_ID_BYTES = 8;
/** A datagram that begins a connection is at least so long; servers do not look at shorter ones (RFC 9000 section 14.1). */
export const QUIC_DATAGRAM_BYTES = 1_200;
/** Versions in one negotiation: what is served today has fewer than ten. */
export const QUIC_VERSIONS_MAX = 64;
/** RFC 9000 section 17.2: longer ids are of no version that is known. */
const ID_BYTES_MAX = 20;

/** The reserved version that these four bytes choose. */
export function reservedVersion(random: number): number {
  return ((random & 0xf0f0f0f0) | 0x0a0a0a0a) >>> 0;
}

/** A long-header packet (RFC 8999 section 5.1), padded to what a server looks at. `bits`: the seven that have no meaning yet. */
export function writeQuicHello({ destination, source, version }: QuicHello, bits: number): Uint8Array {
  const ids = [destination, source];
  if (ids.some(({ length }) => length > ID_BYTES_MAX)) throw new TypeError('a connection id is too long');
  const packet = Buffer.alloc(QUIC_DATAGRAM_BYTES);
  // the fixed bit, as in every version that is known (RFC 9000 section 17.2)
  packet.writeUInt8(0xc0 | (bits & 0x3f), 0);
  packet.writeUInt32BE(version, 1);
  let at = 5;
  for (const id of ids) {
    packet.writeUInt8(id.length, at);
    packet.set(id, at + 1);
    at += 1 + id.length;
  }
  return packet;
}

/**
 * The versions that a Version Negotiation packet lists (RFC 9000 section 17.2.1), where it answers this very packet: its ids are
 * ours, the other way round, and the version that nobody speaks is not among them (section 6.2). Undefined for anything else. Pure.
 */
export function readVersionNegotiation(
  datagram: Uint8Array,
  hello: QuicHello,
): readonly number[] | undefined {
  const { destination, source, version } = hello;
  const head = 1 + 4 + 1 + source.length + 1 + destination.length;
  const listed = datagram.length - head;
  if (listed < 4 || listed % 4 !== 0 || listed / 4 > QUIC_VERSIONS_MAX) return undefined;
  const packet = Buffer.from(datagram.buffer, datagram.byteOffset, datagram.length);
  if ((packet.readUInt8(0) & 0x80) === 0 || packet.readUInt32BE(1) !== 0) return undefined;
  const mirrored = isId(packet, 5, source) && isId(packet, 6 + source.length, destination);
  if (!mirrored) return undefined;
  const versions = Array.from({ length: listed / 4 }, (_, index) => packet.readUInt32BE(head + 4 * index));
  // 0 is the negotiation itself
  return versions.includes(version) || versions.includes(0) ? undefined : versions;
}

function isId(packet: Buffer, at: number, id: Uint8Array): boolean {
  return packet.readUInt8(at) === id.length && packet.subarray(at + 1, at + 1 + id.length).equals(id);
}
