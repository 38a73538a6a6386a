import { enter, equalBytes, openDer, readElement, TAG } from '../../../wire/der/index.ts';
import {
  algorithmIdentifier,
  decodeAuthorityKeyIdentifier,
  type NameAttribute,
  OID,
} from '../../../wire/x509/index.ts';
import { NODE_BYTE_MAX, SERIAL_BYTES } from '../serial.ts';
import type { CertificateView, Lint } from './types.ts';

/** What every certificate has to be, whoever it is for. */
export const COMMON_LINTS: readonly Lint<CertificateView>[] = [
  {
    id: 'version-3',
    source: 'RFC 5280 section 4.1.2.1',
    check: ({ tbs }) => (tbs.version === 3 ? undefined : `version ${tbs.version}`),
  },
  {
    id: 'serial-layout',
    source: 'RFC 5280 section 4.1.2.2, BR 7.1: positive, below 2^159, at least 64 bits of CSPRNG',
    check: ({ tbs: { serial } }) => {
      if (serial.length !== SERIAL_BYTES) return `${serial.length} bytes`;
      const node = serial[0] ?? 0;
      return node >= 1 && node <= NODE_BYTE_MAX ? undefined : `first byte ${node}`;
    },
  },
  {
    id: 'serial-random',
    source: 'BR 7.1: 64 bits of CSPRNG output; a generator that is stuck repeats itself',
    check: ({ tbs }) => {
      const different = new Set(tbs.serial.subarray(RANDOM_AT)).size;
      return different >= RANDOM_DIFFERENT_MIN ? undefined : `${different} different bytes`;
    },
  },
  {
    id: 'issuer-is-subject-of-issuer',
    source: 'BR 7.1.4.1: byte for byte',
    check: ({ tbs, issuer }) =>
      equalBytes(tbs.issuer, issuer.subject) ? undefined : "other bytes than the issuer's subject",
  },
  {
    id: 'no-unique-ids',
    source: 'RFC 5280 section 4.1.2.8',
    check: ({ tbs }) => (tbs.hasUniqueIds ? 'issuerUniqueID or subjectUniqueID' : undefined),
  },
  {
    id: 'signature-algorithm-fits-issuer-key',
    source: 'BR 7.1.3.2: P-256 with SHA-256, P-384 with SHA-384, no parameters; SHA-1 never',
    check: ({ tbs, issuer }) =>
      equalBytes(tbs.tbsSignatureAlgorithm, algorithmIdentifier(issuer.algorithm))
        ? undefined
        : `not the encoding of ${issuer.algorithm}`,
  },
  {
    id: 'validity-in-order',
    source: 'RFC 5280 section 4.1.2.5',
    check: ({ tbs }) => (tbs.notBefore < tbs.notAfter ? undefined : 'notAfter is not later than notBefore'),
  },
  {
    id: 'validity-within-issuer',
    source: 'RFC 5280 section 6.1.3: a chain ends with its first certificate that ends',
    check: ({ tbs, issuer }) => (tbs.notAfter <= issuer.notAfter ? undefined : 'outlives its issuer'),
  },
  {
    id: 'key-algorithm',
    source: 'BR 7.1.3.1: rsaEncryption with NULL, P-256 or P-384 by name, byte for byte; no Ed25519',
    check: ({ tbs }) => {
      const algorithm = readElement(enter(openDer(tbs.spki), TAG.sequence));
      return KEY_ALGORITHMS.some((known) => equalBytes(known, algorithm)) ? undefined : 'another algorithm';
    },
  },
  {
    id: 'key-rsa-size',
    source: 'BR 6.1.5: at least 2048 bits, divisible by 8',
    check: ({ key }) => {
      const decoded = key();
      if (decoded.algorithm !== 'rsa') return undefined;
      const bits = decoded.modulus.length * 8 - Math.clz32(decoded.modulus[0] ?? 0) + 24;
      return bits >= 2048 && bits % 8 === 0 ? undefined : `${bits} bits`;
    },
  },
  {
    id: 'key-ec-uncompressed',
    source: 'RFC 5480 section 2.2',
    check: ({ key }) => {
      const decoded = key();
      return decoded.algorithm === 'ec' && decoded.point[0] !== UNCOMPRESSED ? 'another form' : undefined;
    },
  },
  {
    id: 'authority-key-id',
    source: 'RFC 5280 section 4.2.1.1, BR 7.1.2.11.1: the key id of the issuer, and nothing else',
    check: ({ find, issuer }) => {
      const extension = find(OID.authorityKeyIdentifier);
      if (extension === undefined) return 'missing';
      if (extension.critical) return 'critical';
      const { keyId, hasIssuerAndSerial } = decodeAuthorityKeyIdentifier(extension.value);
      if (hasIssuerAndSerial) return 'names issuer and serial';
      return keyId !== undefined && equalBytes(keyId, issuer.keyId) ? undefined : 'another key id';
    },
  },
  {
    id: 'name-one-attribute-per-rdn',
    source: 'BR 7.1.4.1',
    check: ({ subject }) =>
      subject().attributes.every((rdn) => rdn.length === 1) ? undefined : 'an RDN of several attributes',
  },
  {
    id: 'name-attributes-in-order',
    source: 'BR 7.1.4.2: C, ST, L, O, CN; each once; no OU and no other',
    check: ({ subject }) => {
      const ranks = subject()
        .attributes.flat()
        .map(({ oid }) => ATTRIBUTE_ORDER.indexOf(oid));
      if (ranks.includes(-1)) return 'an attribute that is not issued';
      return ranks.every((rank, index) => index === 0 || rank > (ranks[index - 1] ?? 0))
        ? undefined
        : 'another order, or one twice';
    },
  },
  {
    id: 'name-string-types',
    source: 'BR 7.1.4.2: C as two letters in PrintableString, others UTF8String or PrintableString',
    check: ({ subject }) =>
      subject().attributes.flat().every(isWellTyped) ? undefined : 'another string type, or no two letters',
  },
  {
    id: 'name-lengths',
    source: 'RFC 5280 appendix A.1: upper bounds of X.520',
    check: ({ subject }) =>
      subject()
        .attributes.flat()
        .every(({ value }) => value.length > 0 && Array.from(value).length <= ATTRIBUTE_CHARS_MAX)
        ? undefined
        : `empty, or more than ${ATTRIBUTE_CHARS_MAX} characters`,
  },
];

const RANDOM_AT = 7;
const RANDOM_DIFFERENT_MIN = 5; // 12 random bytes with fewer: below 10^-16
const UNCOMPRESSED = 0x04;
const ATTRIBUTE_CHARS_MAX = 64;
const ATTRIBUTE_ORDER: readonly string[] = [
  OID.countryName,
  OID.stateOrProvinceName,
  OID.localityName,
  OID.organizationName,
  OID.commonName,
];
const KEY_ALGORITHMS = [
  '300d06092a864886f70d0101010500', // rsaEncryption, NULL
  '301306072a8648ce3d020106082a8648ce3d030107', // P-256
  '301006072a8648ce3d020106052b81040022', // P-384
].map((hex) => Buffer.from(hex, 'hex'));

function isWellTyped({ oid, value, stringTag }: NameAttribute): boolean {
  if (oid === OID.countryName) return stringTag === TAG.printableString && /^[A-Z]{2}$/.test(value);
  return stringTag === TAG.utf8String || stringTag === TAG.printableString;
}
