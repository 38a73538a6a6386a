/** Why a key, a CSR or a date is refused: the reason inside the fault messages `keyWeak`, `csr*` and `datesRefused`. */
export const issuance = {
  // keys
  keyUnreadable: () => 'it cannot be read as a public key',
  keyPoint: () => 'it is not a point on its curve',
  keyPointForm: () => 'its point is not in the uncompressed form',
  keyCurve: () => 'its curve is not P-256 or P-384',
  keyType: (p: { type: string }) => `keys of the type ${p.type} are not certified, only EC and RSA`,
  rsaSize: (p: { bits: number }) => `its modulus has ${p.bits} bits, not 2048, 3072 or 4096`,
  rsaExponent: () => 'its public exponent is not 65537',
  rsaSmallFactor: (p: { factor: number }) => `its modulus can be divided by ${p.factor}`,
  rsaRoca: () =>
    'it has the pattern of keys from faulty Infineon chips (ROCA, CVE-2017-15361), whose private key can be computed',
  rsaClosePrimes: () => 'its two primes lie so close together that they were found at once (Fermat)',
  keyListed: () => 'it is on the list of known weak or leaked keys of this CA',

  // CSRs
  csrAlgorithm: (p: { algorithm: string }) =>
    `its signature algorithm ${p.algorithm} is not ECDSA or RSA with SHA-256, SHA-384 or SHA-512`,
  csrTooManyCommonNames: () => 'it has more than one common name',
  csrNoNames: () => 'it names no host',
  csrTooManyNames: (p: { max: number }) => `it names more than ${p.max} hosts`,
  csrDer: (p: { code: string; offset: number }) => `${p.code} at byte ${p.offset}`,
  // things that a CSR may ask for in vain
  mustStaple: () => 'OCSP must-staple (this CA answers no OCSP)',
  caRights: () => 'the rights of a certificate authority',
  otherUsage: () => 'a usage other than TLS server or client',
  nameType: (p: { kind: string }) => `a name of the kind ${p.kind}`,
  extension: (p: { oid: string }) => `the extension ${p.oid}`,
  extensionTwice: (p: { oid: string }) => `the extension ${p.oid} twice`,

  // names
  outsideConstraints: (p: { permitted: string }) =>
    `the certificate of this CA permits only names at or below: ${p.permitted}. Order one of those, or ask the administrator for a CA without this constraint.`,

  // dates
  notBeforeTooEarly: (p: { earliest: string }) => `the earliest is ${p.earliest}`,
  notBeforeTooLate: (p: { latest: string }) => `the latest is ${p.latest}`,
  notAfterTooLate: (p: { latest: string }) => `the latest is ${p.latest}`,
  notAfterTooEarly: () => 'it has to lie after notBefore and in the future',
};
