import {
  context,
  contextPrimitive,
  type Der,
  element,
  encodeDer,
  enter,
  atEnd,
  ia5Contents,
  integer,
  octetString,
  oid,
  openDer,
  printableString,
  readElement,
  sequence,
  setOf,
  TAG,
  TRUE,
  utf8String,
} from '../../../../../src/wire/der/index.ts';
import { type Extension, OID } from '../../../../../src/wire/x509/index.ts';

/** Replaces, drops (`undefined`) or adds an extension in a list. */
export function withExtension(list: readonly Extension[], oid: string, change?: Extension): Extension[] {
  const rest = list.filter((extension) => extension.oid !== oid);
  return change === undefined ? rest : [...rest, change];
}

/** The same list with the criticality of one extension turned round. */
export function turned(list: readonly Extension[], oid: string): Extension[] {
  return list.map((one) => (one.oid === oid ? { ...one, critical: !one.critical } : one));
}

/** Any extension, with any value. */
export function raw(dotted: string, value: Der, critical = false): Extension {
  return { oid: dotted, critical, value: encodeDer(value) };
}

/** The elements inside a SEQUENCE, for changing one of them. */
export function fieldsOf(der: Uint8Array): Uint8Array[] {
  const fields = enter(openDer(der), TAG.sequence);
  const elements: Uint8Array[] = [];
  while (!atEnd(fields)) elements.push(readElement(fields));
  return elements;
}

/** The SEQUENCE with element `index` replaced; `extra` elements are put before `index`. */
export function replaced(der: Uint8Array, index: number, ...by: Der[]): Uint8Array {
  const fields: Der[] = fieldsOf(der);
  return encodeDer(sequence(...fields.toSpliced(index, 1, ...by)));
}

/** A Name of any RDNs: each a list of [type, value]. */
export function name(...rdns: (readonly [type: string, value: Der][])[]): Uint8Array {
  return encodeDer(
    sequence(...rdns.map((rdn) => setOf(...rdn.map(([type, value]) => sequence(oid(type), value))))),
  );
}
export const text = { printable: printableString, utf8: utf8String };

const uri = (value: string): Der => contextPrimitive(6, ia5Contents(value));

/** authorityInfoAccess of any [method, address]. */
export function accessTo(...entries: (readonly [method: string, url: string])[]): Extension {
  return raw(
    OID.authorityInfoAccess,
    sequence(...entries.map(([method, url]) => sequence(oid(method), uri(url)))),
  );
}

/** cRLDistributionPoints: each point a list of addresses. */
export function points(...list: (readonly string[])[]): Extension {
  return raw(OID.crlDistributionPoints, sequence(...list.map(point)));
}

function point(urls: readonly string[]): Der {
  return sequence(context(0, context(0, ...urls.map(uri))));
}

/** A policy with a CPS qualifier. */
export function qualifiedPolicy(policy: string): Extension {
  const cps = sequence(oid('1.3.6.1.5.5.7.2.1'), element(TAG.ia5String, [Buffer.from('http://a.example')]));
  return raw(OID.certificatePolicies, sequence(sequence(oid(policy), sequence(cps))));
}

/** AKI that names issuer and serial beside the key. */
export function longAuthorityKeyId(keyId: Uint8Array, issuer: Uint8Array): Extension {
  const directory = context(1, context(4, issuer));
  return raw(
    OID.authorityKeyIdentifier,
    sequence(contextPrimitive(0, keyId), directory, contextPrimitive(2, Uint8Array.of(1))),
  );
}

export { context, contextPrimitive, element, encodeDer, integer, octetString, oid, sequence, TRUE };
