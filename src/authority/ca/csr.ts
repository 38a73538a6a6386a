import { type KeyObject, verify } from 'node:crypto';
import { fail, fault, type Identifier, ok, type Result } from '../../core/index.ts';
import { catalogue } from '../../i18n/index.ts';
import { parseAddress } from '../../net/index.ts';
import {
  attempt,
  type DecodedCsr,
  DerError,
  decodeBasicConstraints,
  decodeCsr,
  decodeExtendedKeyUsage,
  decodeKeyUsage,
  decodeSubjectAltName,
  type Extension,
  jwkThumbprint,
  OID,
  type SignatureAlgorithm,
  spkiToJwk,
} from '../../wire/x509/index.ts';
import { identifierOf } from './general-names.ts';
import { checkPublicKey, type KeyBlocklist } from './keys/public-key.ts';
import { CSR_BYTES_MAX, NAMES_MAX } from './limits.ts';
import type { CheckedCsr } from './types.ts';

/**
 * Reads a CSR (RFC 8555 section 7.4, RFC 2986): it supplies a public key and the host names and addresses (RFC 8738) to compare
 * with the order, and nothing else of it is ever used. Other subject attributes and unknown attributes are passed over; whatever asks for
 * something that is not given (other kinds of names, CA rights, must-staple, any other extension) is refused by name.
 * The steps, in this order: decode, algorithm, extensions, names, key, signature.
 * Faults: `csrMalformed`, `csrExtensionRefused`, `csrNameRefused`, `csrKeyRefused`, `csrSignatureWrong`.
 */
export function checkCsr(der: Uint8Array, blocklist?: KeyBlocklist): Result<CheckedCsr> {
  const decoded = attempt(() => read(der));
  if (!decoded.ok) {
    const { code, offset } = decoded.fault;
    return fail(fault('csrMalformed', { reason: texts.csrDer({ code, offset }) }));
  }
  const { csr, refused, alternativeNames } = decoded.value;
  if (csr.signatureAlgorithm === 'unknown') {
    const reason = texts.csrAlgorithm({ algorithm: csr.signatureAlgorithmOid });
    return fail(fault('csrMalformed', { reason }));
  }
  if (refused !== undefined) return fail(fault('csrExtensionRefused', { extension: refused }));
  const identifiers = identifiersOf(csr.commonNames, alternativeNames);
  if (!identifiers.ok) return identifiers;
  const key = checkPublicKey(csr.spki, blocklist);
  if (!key.ok) {
    return fail(fault('csrKeyRefused', { reason: key.fault.params.reason }));
  }
  if (!verifies(csr, csr.signatureAlgorithm, key.value.key)) return fail(fault('csrSignatureWrong', {}));
  const thumbprint = attempt(() => jwkThumbprint(spkiToJwk(csr.spki)));
  if (!thumbprint.ok) return fail(fault('csrKeyRefused', { reason: texts.keyUnreadable() }));
  const { spkiSha256 } = key.value;
  return ok({
    spki: csr.spki.slice(),
    spkiSha256,
    thumbprint: thumbprint.value,
    identifiers: identifiers.value,
  });
}

const texts = catalogue('en').issuance;

/** With the key object that the key check made: importing a key costs as much as the verification itself. */
function verifies(csr: DecodedCsr, algorithm: SignatureAlgorithm, key: KeyObject): boolean {
  const [kind, digest] = algorithm.split('-');
  // without this, an RSA key would verify an RSA signature that calls itself ECDSA
  const fits = key.asymmetricKeyType === (kind === 'ecdsa' ? 'ec' : kind);
  return fits && verify(digest, csr.info, key, csr.signature);
}

type ReadCsr = {
  readonly csr: DecodedCsr;
  readonly refused: string | undefined;
  readonly alternativeNames: readonly Identifier[];
};

/** Throws `DerError`, from inside an extension too. */
function read(der: Uint8Array): ReadCsr {
  if (der.length > CSR_BYTES_MAX) throw new DerError('too-large', CSR_BYTES_MAX);
  const csr = decodeCsr(der);
  const alternativeNames: Identifier[] = [];
  let refused: string | undefined;
  for (const extension of csr.requestedExtensions) {
    const isNames = extension.oid === OID.subjectAltName;
    refused ??= isNames ? collectNames(extension, alternativeNames) : refusedExtension(extension);
  }
  return { csr, refused, alternativeNames };
}

/** Puts the host names and addresses into `names`; says what other kind of name is asked for, if any. */
function collectNames(extension: Extension, names: Identifier[]): string | undefined {
  for (const name of decodeSubjectAltName(extension.value)) {
    const identifier = identifierOf(name);
    if (identifier === undefined) return texts.nameType({ kind: name.kind === 'uri' ? 'URI' : OTHER_KIND });
    names.push(identifier);
  }
  return undefined;
}
const OTHER_KIND = 'mail address, directory name or other';

/** What an extension asks for in vain; nothing where it is harmless, because the profile decides anyway. */
function refusedExtension({ oid, value }: Extension): string | undefined {
  switch (oid) {
    case OID.keyUsage: {
      const usages = decodeKeyUsage(value);
      return usages.includes('keyCertSign') || usages.includes('cRLSign') ? texts.caRights() : undefined;
    }
    case OID.extendedKeyUsage: {
      const others = decodeExtendedKeyUsage(value).filter((purpose) => !TLS_PURPOSES.has(purpose));
      return others.length > 0 ? texts.otherUsage() : undefined;
    }
    case OID.basicConstraints:
      return decodeBasicConstraints(value).ca ? texts.caRights() : undefined;
    case OID.subjectKeyIdentifier: // OpenSSL's sample configuration asks for one
      return undefined;
    case OID.tlsFeature:
      return texts.mustStaple();
    default:
      return texts.extension({ oid });
  }
}
const TLS_PURPOSES: ReadonlySet<string> = new Set([OID.serverAuth, OID.clientAuth]);

/**
 * RFC 8555 section 7.4: the names stand in the common name, in the alternative names, or in both. An address stands in the
 * alternative names (RFC 8738 section 3); a common name that repeats it is passed over.
 */
function identifiersOf(
  commonNames: readonly string[],
  alternativeNames: readonly Identifier[],
): Result<Identifier[]> {
  if (commonNames.length > 1) return fail(fault('csrMalformed', { reason: texts.csrTooManyCommonNames() }));
  const identifiers = new Map(alternativeNames.map((one) => [`${one.type} ${one.value}`, one]));
  const commonName = commonNames[0]?.toLowerCase();
  if (commonName !== undefined) {
    const address = parseAddress(commonName)?.text;
    const key = address === undefined ? `dns ${commonName}` : `ip ${address}`;
    const alone = identifiers.size === 0 && address === undefined;
    if (!alone && !identifiers.has(key)) return fail(fault('csrNameRefused', { name: shown(commonName) }));
    if (alone) identifiers.set(key, { type: 'dns', value: commonName });
  }
  if (identifiers.size === 0) return fail(fault('csrMalformed', { reason: texts.csrNoNames() }));
  if (identifiers.size > NAMES_MAX) {
    return fail(fault('csrMalformed', { reason: texts.csrTooManyNames({ max: NAMES_MAX }) }));
  }
  return ok([...identifiers.values()]);
}

/** A client's text in our message: short, and without anything that could be taken for more than text. */
function shown(text: string): string {
  return text.slice(0, 100).replaceAll(/[^\x20-\x7e]/g, '?');
}
