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
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array };

/** EDNS(0), RFC 6891; the OPT record is never in `additional`. */
export type Edns = {
  readonly udpSize: number;
  /** Upper eight bits of `Message.rcode` as decoded; not read when encoding. */
  readonly extendedRcode: number;
  readonly version: number;
  readonly dnssecOk: boolean;
  readonly options: readonly { readonly code: number; readonly data: Uint8Array }[];
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
};
