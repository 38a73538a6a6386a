/** Identifier octets of the universal types in use (X.680 section 8.6, X.690 section 8.1.2). */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Identifier octet of context tag `number`, primitive: `[n] IMPLICIT` of a primitive type. */
export function contextTag(number: number): number {
  return 0x80 | number;
}

/** Identifier octet of context tag `number`, constructed: `[n] EXPLICIT`, or `[n] IMPLICIT` of a constructed type. */
export function contextConstructed(number: number): number {
  return 0xa0 | number;
}
