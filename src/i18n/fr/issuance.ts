import type { issuance as english } from '../en/issuance.ts';
import type { Translation } from '../translation.ts';

/** Why a key, a CSR or a date is refused: the reason inside the fault messages `keyWeak`, `csr*` and `datesRefused`. */
export const issuance: Translation<typeof english> = {
  // keys
  keyUnreadable: () => 'elle est illisible en tant que clé publique',
  keyPoint: () => 'ce n’est pas un point de sa courbe',
  keyPointForm: () => 'son point n’est pas sous la forme non compressée',
  keyCurve: () => 'sa courbe n’est ni P-256 ni P-384',
  keyType: (p) => `les clés de type ${p.type} ne sont pas certifiées, seulement EC et RSA`,
  rsaSize: (p) => `son module a ${p.bits} bits, et non 2048, 3072 ou 4096`,
  rsaExponent: () => 'son exposant public n’est pas 65537',
  rsaSmallFactor: (p) => `son module est divisible par ${p.factor}`,
  rsaRoca: () =>
    'elle présente le motif des clés de puces Infineon défectueuses (ROCA, CVE-2017-15361), dont la clé privée peut être calculée',
  rsaClosePrimes: () => 'ses deux nombres premiers sont si proches qu’ils ont été trouvés aussitôt (Fermat)',
  keyListed: () => 'elle figure sur la liste des clés faibles ou divulguées de cette AC',

  // CSRs
  csrAlgorithm: (p) =>
    `son algorithme de signature ${p.algorithm} n’est ni ECDSA ni RSA avec SHA-256, SHA-384 ou SHA-512`,
  csrTooManyCommonNames: () => 'elle a plus d’un nom commun',
  csrNoNames: () => 'elle ne nomme aucun hôte',
  csrTooManyNames: (p) => `elle nomme plus de ${p.max} hôtes`,
  csrDer: (p) => `${p.code} à l’octet ${p.offset}`,
  // things that a CSR may ask for in vain
  mustStaple: () => 'OCSP must-staple (cette AC ne répond pas à OCSP)',
  caRights: () => 'les droits d’une autorité de certification',
  otherUsage: () => 'un usage autre que serveur ou client TLS',
  nameType: (p) => `un nom de type ${p.kind}`,
  extension: (p) => `l’extension ${p.oid}`,
  extensionTwice: (p) => `deux fois l’extension ${p.oid}`,

  // names
  outsideConstraints: (p) =>
    `le certificat de cette AC ne permet que des noms égaux à ceux-ci ou en dessous : ${p.permitted}. Commandez l’un de ceux-là, ou demandez à l’administrateur une AC sans cette contrainte.`,

  // dates
  notBeforeTooEarly: (p) => `la date la plus précoce est ${p.earliest}`,
  notBeforeTooLate: (p) => `la date la plus tardive est ${p.latest}`,
  notAfterTooLate: (p) => `la date la plus tardive est ${p.latest}`,
  notAfterTooEarly: () => 'elle doit être postérieure à notBefore et dans le futur',
};
