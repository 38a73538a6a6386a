/**
 * A domain name as its labels, root last and left out; each label is 1 to 63 raw bytes, so that a dot or any byte inside a
 * label survives (RFC 1035 section 3.1, RFC 4343). The root is `[]`.
 */
export type Name = readonly Uint8Array[];

/** One resource record. `data` is decoded for known types; unknown types keep their bytes (RFC 3597). */
export type ResourceRecord = {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
  readonly data: RecordData;
};

export type RecordData =
  | { readonly kind: 'A'; readonly address: Uint8Array } // 4 bytes
  | { readonly kind: 'AAAA'; readonly address: Uint8Array } // 16 bytes
  | { readonly kind: 'NS' | 'CNAME' | 'PTR' | 'DNAME'; readonly target: Name }
  | { readonly kind: 'MX'; readonly preference: number; readonly exchange: Name }
  | {
      readonly kind: 'SOA';
      readonly mname: Name;
      readonly rname: Name;
      readonly serial: number;
      readonly refresh: number;
      readonly retry: number;
      readonly expire: number;
      readonly minimum: number;
    }
  | { readonly kind: 'TXT'; readonly strings: readonly Uint8Array[] }
  | { readonly kind: 'CAA'; readonly flags: number; readonly tag: string; readonly value: Uint8Array }
  | {
      readonly kind: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: Name;
    }
  | {
      readonly kind: 'DNSKEY'; // RFC 4034 section 2
      readonly flags: number;
      readonly protocol: number;
      readonly algorithm: number;
      readonly publicKey: Uint8Array;
    }
  | {
      readonly kind: 'DS'; // RFC 4034 section 5
      readonly keyTag: number;
      readonly algorithm: number;
      readonly digestType: number;
      readonly digest: Uint8Array;
    }
  | {
      readonly kind: 'RRSIG'; // RFC 4034 section 3
      readonly typeCovered: number;
      readonly algorithm: number;
      readonly labels: number;
      readonly originalTtl: number;
      /** Seconds since 1970 modulo 2^32, compared by serial number arithmetic (RFC 4034 section 3.1.5); so is `inception`. */
      readonly expiration: number;
      readonly inception: number;
      readonly keyTag: number;
      readonly signer: Name;
      readonly signature: Uint8Array;
    }
  /** `bitmap`: the Type Bit Maps field as it stands on the wire; see `typeBitmap` and `bitmapHas`. */
  | { readonly kind: 'NSEC'; readonly next: Name; readonly bitmap: Uint8Array } // RFC 4034 section 4
  | {
      readonly kind: 'NSEC3'; // RFC 5155 section 3
      readonly hashAlgorithm: number;
      readonly flags: number;
      readonly iterations: number;
      readonly salt: Uint8Array;
      readonly nextHashed: Uint8Array;
      readonly bitmap: Uint8Array;
    }
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array };

export type Dnskey = Extract<RecordData, { kind: 'DNSKEY' }>;
export type Ds = Extract<RecordData, { kind: 'DS' }>;
export type Rrsig = Extract<RecordData, { kind: 'RRSIG' }>;
export type Nsec = Extract<RecordData, { kind: 'NSEC' }>;
export type Nsec3 = Extract<RecordData, { kind: 'NSEC3' }>;

/** EDNS(0), RFC 6891; the OPT record is never in `additional`. */
export type Edns = {
  readonly udpSize: number;
  /** Upper eight bits of `Message.rcode` as decoded; not read when encoding. */
  readonly extendedRcode: number;
  readonly version: number;
  readonly dnssecOk: boolean;
  readonly options: readonly { readonly code: number; readonly data: Uint8Array }[];
};

/**
 * A TSIG record (RFC 8945 section 4.2); like OPT it is never in `additionals`, and it stands last on the wire. A reply does not
 * carry the request's: it gets one of its own when it is signed.
 */
export type Tsig = {
  /** The key's. */
  readonly name: Name;
  readonly algorithm: Name;
  /** Seconds since 1970, 48 bits. */
  readonly timeSigned: number;
  /** Seconds. */
  readonly fudge: number;
  readonly mac: Uint8Array;
  readonly originalId: number;
  readonly error: number;
  readonly otherData: Uint8Array;
};

export type Message = {
  readonly id: number;
  readonly response: boolean;
  readonly opcode: number;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly recursionAvailable: boolean;
  readonly authenticData: boolean;
  readonly checkingDisabled: boolean;
  /** The whole code: the header's four bits and EDNS's eight. */
  readonly rcode: number;
  readonly questions: readonly { readonly name: Name; readonly type: number; readonly class: number }[];
  readonly answers: readonly ResourceRecord[];
  readonly authorities: readonly ResourceRecord[];
  readonly additionals: readonly ResourceRecord[];
  readonly edns?: Edns;
  readonly tsig?: Tsig;
};
