import type { issuance as english } from '../en/issuance.ts';
import type { Translation } from '../translation.ts';

/** Why a key, a CSR or a date is refused: the reason inside the fault messages `keyWeak`, `csr*` and `datesRefused`. */
export const issuance: Translation<typeof english> = {
  // keys
  keyUnreadable: () => 'den kan ikke læses som en offentlig nøgle',
  keyPoint: () => 'den er ikke et punkt på sin kurve',
  keyPointForm: () => 'dens punkt er ikke i ukomprimeret form',
  keyCurve: () => 'dens kurve er hverken P-256 eller P-384',
  keyType: (p) => `nøgler af typen ${p.type} certificeres ikke, kun EC og RSA`,
  rsaSize: (p) => `dens modulus har ${p.bits} bit, ikke 2048, 3072 eller 4096`,
  rsaExponent: () => 'dens offentlige eksponent er ikke 65537',
  rsaSmallFactor: (p) => `dens modulus kan divideres med ${p.factor}`,
  rsaRoca: () =>
    'den har mønstret for nøgler fra fejlbehæftede Infineon-chips (ROCA, CVE-2017-15361), hvis private nøgle kan beregnes',
  rsaClosePrimes: () => 'dens to primtal ligger så tæt på hinanden, at de blev fundet med det samme (Fermat)',
  keyListed: () => "den står på denne CA's liste over kendte svage eller lækkede nøgler",

  // CSRs
  csrAlgorithm: (p) =>
    `dens signaturalgoritme ${p.algorithm} er ikke ECDSA eller RSA med SHA-256, SHA-384 eller SHA-512`,
  csrTooManyCommonNames: () => 'den har mere end ét common name',
  csrNoNames: () => 'den nævner ingen vært',
  csrTooManyNames: (p) => `den nævner flere end ${p.max} værter`,
  csrDer: (p) => `${p.code} ved byte ${p.offset}`,
  // things that a CSR may ask for in vain
  mustStaple: () => 'OCSP must-staple (denne CA besvarer ikke OCSP)',
  caRights: () => 'en certifikatudsteders rettigheder',
  otherUsage: () => 'en anden anvendelse end TLS-server eller -klient',
  nameType: (p) => `et navn af slagsen ${p.kind}`,
  extension: (p) => `udvidelsen ${p.oid}`,
  extensionTwice: (p) => `udvidelsen ${p.oid} to gange`,

  // names
  outsideConstraints: (p) =>
    `denne CA's certifikat tillader kun navne på eller under: ${p.permitted}. Bestil et af dem, eller bed administratoren om en CA uden denne begrænsning.`,

  // dates
  notBeforeTooEarly: (p) => `det tidligste er ${p.earliest}`,
  notBeforeTooLate: (p) => `det seneste er ${p.latest}`,
  notAfterTooLate: (p) => `det seneste er ${p.latest}`,
  notAfterTooEarly: () => 'det skal ligge efter notBefore og i fremtiden',
};
