/** Record types (IANA "Resource Record (RR) TYPEs") that some part of the program names. */
export const TYPE = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  DNAME: 39,
  OPT: 41,
  DS: 43,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  NSEC3PARAM: 51,
  CDS: 59,
  CDNSKEY: 60,
  SVCB: 64,
  HTTPS: 65,
  NXNAME: 128,
  TSIG: 250,
  IXFR: 251,
  AXFR: 252,
  ANY: 255,
  CAA: 257,
} as const;

export const CLASS = { IN: 1, CH: 3, NONE: 254, ANY: 255 } as const;

export const OPCODE = { QUERY: 0, NOTIFY: 4, UPDATE: 5 } as const;

/** IANA "DNS RCODEs"; those above 15 need EDNS. */
export const RCODE = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
  YXRRSET: 7,
  NXRRSET: 8,
  NOTAUTH: 9,
  NOTZONE: 10,
  BADVERS: 16,
  BADKEY: 17,
  BADTIME: 18,
  BADCOOKIE: 23,
} as const;

/** The error field of TSIG (RFC 8945 section 3); BADSIG has the number of BADVERS. */
export const TSIG_ERROR = { NOERROR: 0, BADSIG: 16, BADKEY: 17, BADTIME: 18, BADTRUNC: 22 } as const;

/** EDNS option codes. */
export const EDNS_OPTION = { CLIENT_SUBNET: 8, COOKIE: 10, EDE: 15 } as const;

const typeNames = new Map<number, string>(Object.entries(TYPE).map(([name, code]) => [code, name]));
const rcodeNames = new Map<number, string>(Object.entries(RCODE).map(([name, code]) => [code, name]));

/** `A`, `CAA`, ..., or `TYPE65280` (RFC 3597 section 5). */
export function typeText(type: number): string {
  return typeNames.get(type) ?? `TYPE${type}`;
}

/** `NXDOMAIN`, ..., or `RCODE24`. */
export function rcodeText(rcode: number): string {
  return rcodeNames.get(rcode) ?? `RCODE${rcode}`;
}
