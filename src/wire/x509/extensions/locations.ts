import {
  atEnd,
  context,
  contextConstructed,
  contextTag,
  decodeWhole,
  DerError,
  encodeDer,
  enter,
  finish,
  oid,
  peekTag,
  readAny,
  readContents,
  readOid,
  sequence,
  TAG,
} from '../../der/index.ts';
import type { Reader } from '../../der/index.ts';
import { generalName, readGeneralName, readGeneralNames } from '../general-name.ts';
import { CERTIFICATE_BYTES_MAX, EXTENSION_ITEMS_MAX } from '../limits.ts';
import { OID } from '../oids.ts';
import type { Extension, GeneralName } from '../types.ts';

/** authorityInfoAccess, RFC 5280 section 4.2.2.1, with one caIssuers address: never critical. */
export function authorityInfoAccess(caIssuersUrl: string): Extension {
  const access = sequence(oid(OID.caIssuers), generalName({ kind: 'uri', value: caIssuersUrl }));
  return { oid: OID.authorityInfoAccess, critical: false, value: encodeDer(sequence(access)) };
}

export type AccessDescription = { readonly method: string; readonly location: GeneralName };

/** Reads the value of an authorityInfoAccess: methods by OID. */
export function decodeAuthorityInfoAccess(value: Uint8Array): AccessDescription[] {
  return readList(value, (list) => {
    const fields = enter(list, TAG.sequence);
    const description = { method: readOid(fields), location: readGeneralName(fields) };
    finish(fields);
    return description;
  });
}

/** cRLDistributionPoints, RFC 5280 section 4.2.1.13: one point with one http address, as section 7.1.2.11.2 of the Baseline Requirements has it. */
export function crlDistributionPoints(url: string): Extension {
  const fullName = context(0, generalName({ kind: 'uri', value: url }));
  const point = sequence(context(0, fullName));
  return { oid: OID.crlDistributionPoints, critical: false, value: encodeDer(sequence(point)) };
}

/** A distribution point; `hasOther` where it has a relative name, reasons or a CRL issuer, which we never write. */
export type DistributionPoint = { readonly fullName: readonly GeneralName[]; readonly hasOther: boolean };

/** Reads the value of a cRLDistributionPoints. */
export function decodeCrlDistributionPoints(value: Uint8Array): DistributionPoint[] {
  return readList(value, (list) => {
    const start = list.at;
    const fields = enter(list, TAG.sequence);
    let fullName: GeneralName[] = [];
    let hasOther = false;
    if (peekTag(fields) === contextConstructed(0)) {
      const pointName = enter(fields, contextConstructed(0));
      if (peekTag(pointName) === contextConstructed(0)) {
        fullName = readGeneralNames(enter(pointName, contextConstructed(0)));
      } else {
        if (peekTag(pointName) !== contextConstructed(1)) throw new DerError('wrong-tag', pointName.at);
        readAny(pointName);
        hasOther = true;
      }
      finish(pointName);
    }
    if (peekTag(fields) === contextTag(1)) {
      readContents(fields, contextTag(1));
      hasOther = true;
    }
    if (peekTag(fields) === contextConstructed(2)) {
      readGeneralNames(enter(fields, contextConstructed(2)));
      hasOther = true;
    }
    finish(fields);
    if (fullName.length === 0 && !hasOther) throw new DerError('empty', start);
    return { fullName, hasOther };
  });
}

function readList<T>(value: Uint8Array, readItem: (list: Reader) => T): T[] {
  return decodeWhole(value, CERTIFICATE_BYTES_MAX, (reader) => {
    const list = enter(reader, TAG.sequence);
    if (atEnd(list)) throw new DerError('empty', 0);
    const items: T[] = [];
    while (!atEnd(list)) {
      if (items.length === EXTENSION_ITEMS_MAX) throw new DerError('too-many', list.at);
      items.push(readItem(list));
    }
    return items;
  });
}
