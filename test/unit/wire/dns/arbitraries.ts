import * as fc from 'fast-check';
import { CLASS, TYPE, typeBitmap } from '../../../../src/wire/dns/index.ts';
import type { Message, Name, RecordData, ResourceRecord, Tsig } from '../../../../src/wire/dns/index.ts';

const NAME_BYTES_MAX = 255;
const PLAIN = { noNullPrototype: true } as const;
const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength }).map(plain);
const u8 = fc.nat(0xff);
const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffff_ffff);
const known = new Set<number>(Object.values(TYPE));

/** Any bytes in labels, long labels, long names; some suffixes often repeat, so that compression has work to do. */
export const arbitraryName: fc.Arbitrary<Name> = fc.oneof(
  fc
    .array(fc.oneof({ weight: 4, arbitrary: bytes(1, 5) }, bytes(60, 63)), { maxLength: 130 })
    .map((labels) => fit(labels)),
  fc
    .tuple(
      fc.array(fc.constantFrom(...words('a', 'A', 'www', '.')), { maxLength: 3 }),
      fc.constantFrom(0, 1, 2),
    )
    .map(([head, count]) => [...head, ...words('example', 'test').slice(2 - count)]),
);

const arbitraryData: fc.Arbitrary<readonly [number, RecordData]> = fc.oneof(
  bytes(4, 4).map((address) => [TYPE.A, { kind: 'A', address }] as const),
  bytes(16, 16).map((address) => [TYPE.AAAA, { kind: 'AAAA', address }] as const),
  fc
    .tuple(fc.constantFrom('NS', 'CNAME', 'PTR', 'DNAME'), arbitraryName)
    .map(([kind, target]) => [TYPE[kind], { kind, target }] as const),
  fc
    .tuple(u16, arbitraryName)
    .map(([preference, exchange]) => [TYPE.MX, { kind: 'MX', preference, exchange }] as const),
  fc
    .record(
      {
        kind: fc.constant('SOA' as const),
        mname: arbitraryName,
        rname: arbitraryName,
        serial: u32,
        refresh: u32,
        retry: u32,
        expire: u32,
        minimum: u32,
      },
      PLAIN,
    )
    .map((data) => [TYPE.SOA, data] as const),
  fc
    .array(fc.oneof(bytes(0, 20), bytes(250, 255)), { minLength: 1, maxLength: 5 })
    .map((strings) => [TYPE.TXT, { kind: 'TXT', strings }] as const),
  fc
    .tuple(u8, fc.stringMatching(/^[ -~]{1,15}$/), bytes(0, 40))
    .map(([flags, tag, value]) => [TYPE.CAA, { kind: 'CAA', flags, tag, value }] as const),
  fc
    .tuple(u16, u16, u16, arbitraryName)
    .map(
      ([priority, weight, port, target]) =>
        [TYPE.SRV, { kind: 'SRV', priority, weight, port, target }] as const,
    ),
  fc
    .record(
      {
        kind: fc.constant('DNSKEY' as const),
        flags: u16,
        protocol: u8,
        algorithm: u8,
        publicKey: bytes(0, 80),
      },
      PLAIN,
    )
    .map((data) => [TYPE.DNSKEY, data] as const),
  fc
    .record(
      { kind: fc.constant('DS' as const), keyTag: u16, algorithm: u8, digestType: u8, digest: bytes(0, 48) },
      PLAIN,
    )
    .map((data) => [TYPE.DS, data] as const),
  fc
    .record(
      {
        kind: fc.constant('RRSIG' as const),
        typeCovered: u16,
        algorithm: u8,
        labels: u8,
        originalTtl: u32,
        expiration: u32,
        inception: u32,
        keyTag: u16,
        signer: arbitraryName,
        signature: bytes(0, 80),
      },
      PLAIN,
    )
    .map((data) => [TYPE.RRSIG, data] as const),
  fc
    .tuple(arbitraryName, fc.uniqueArray(u16, { minLength: 1, maxLength: 10 }))
    .map(([next, types]) => [TYPE.NSEC, { kind: 'NSEC', next, bitmap: typeBitmap(types) }] as const),
  fc
    .record(
      {
        kind: fc.constant('NSEC3' as const),
        hashAlgorithm: u8,
        flags: u8,
        iterations: u16,
        salt: bytes(0, 10),
        nextHashed: bytes(1, 20),
        bitmap: fc.uniqueArray(u16, { maxLength: 10 }).map(typeBitmap),
      },
      PLAIN,
    )
    .map((data) => [TYPE.NSEC3, data] as const),
  fc
    .tuple(
      u16.filter((type) => !known.has(type)),
      bytes(0, 60),
    )
    .map(([type, data]) => [type, { kind: 'unknown', bytes: data }] as const),
);

const arbitraryRecord: fc.Arbitrary<ResourceRecord> = fc
  .tuple(arbitraryName, arbitraryData, u32)
  .map(([name, [type, data], ttl]) => ({ name, type, class: CLASS.IN, ttl, data }));

const section = fc.array(arbitraryRecord, { maxLength: 6 });
const flag = fc.boolean();

const arbitraryTsig: fc.Arbitrary<Tsig> = fc.record(
  {
    name: arbitraryName,
    algorithm: arbitraryName,
    timeSigned: fc.nat(0xffff_ffff_ffff),
    fudge: u16,
    mac: bytes(0, 64),
    originalId: u16,
    error: u16,
    otherData: bytes(0, 8),
  },
  PLAIN,
);

export const arbitraryMessage: fc.Arbitrary<Message> = fc
  .record(
    {
      id: u16,
      response: flag,
      opcode: fc.nat(15),
      authoritative: flag,
      truncated: flag,
      recursionDesired: flag,
      recursionAvailable: flag,
      authenticData: flag,
      checkingDisabled: flag,
      rcode: fc.nat(15),
      questions: fc.array(fc.record({ name: arbitraryName, type: u16, class: u16 }, PLAIN), { maxLength: 2 }),
      answers: section,
      authorities: section,
      additionals: section,
    },
    PLAIN,
  )
  .chain((message) =>
    fc
      .option(
        fc.record(
          {
            udpSize: u16,
            extendedRcode: u8,
            version: u8,
            dnssecOk: flag,
            options: fc.array(fc.record({ code: u16, data: bytes(0, 20) }, PLAIN), { maxLength: 3 }),
          },
          PLAIN,
        ),
      )
      .map((edns) =>
        edns === null ? message : { ...message, rcode: (edns.extendedRcode << 4) | message.rcode, edns },
      ),
  )
  .chain((message) =>
    fc.option(arbitraryTsig).map((tsig) => (tsig === null ? message : { ...message, tsig })),
  );

function fit(labels: readonly Uint8Array[]): Name {
  let length = 1;
  return labels.filter((label) => {
    if (length + label.length + 1 > NAME_BYTES_MAX) return false;
    length += label.length + 1;
    return true;
  });
}

function words(...texts: string[]): Uint8Array[] {
  return texts.map((text) => plain(Buffer.from(text)));
}

function plain(value: Uint8Array): Uint8Array {
  return Uint8Array.from(value);
}
