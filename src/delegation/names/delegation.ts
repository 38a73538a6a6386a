import { opaqueLabel } from './opaque.ts';
import { readableLabel } from './readable.ts';
import type { Purpose, Style } from './types.ts';

/** Where a challenge of a name is answered, and what its owner publishes once so that it is answered in a zone of ours. */
export type Delegation = {
  /** The host name, without a wildcard. */
  readonly name: string;
  readonly purpose: Purpose;
  /** Where the CA looks: `_acme-challenge.www.example.com`. */
  readonly challenge: string;
  /** Where a CNAME leads: one label in the zone. */
  readonly target: string;
};

/** A record as it is written into a zone file; the names are absolute. */
export type PublishedRecord = {
  readonly owner: string;
  readonly type: 'CNAME' | 'NS';
  readonly value: string;
};

export function delegate(name: string, purpose: Purpose, style: Style, zone: string): Delegation {
  const label = style === 'readable' ? readableLabel(name, purpose) : opaqueLabel(name, purpose, style);
  return { name, purpose, challenge: challengeName(name, purpose), target: `${label}.${zone}` };
}

/** The one record that sends the CA to the target. */
export function cnameRecord({ challenge, target }: Delegation): PublishedRecord {
  return { owner: `${challenge}.`, type: 'CNAME', value: `${target}.` };
}

/** Instead of it: the challenge's name as a zone of its own, one record for each name server. */
export function nsRecords({ challenge }: Delegation, nameServers: readonly string[]): PublishedRecord[] {
  return nameServers.map((server) => ({ owner: `${challenge}.`, type: 'NS', value: `${server}.` }));
}

/** RFC 8555 section 8.4, draft-ietf-acme-dns-account-label section 3.2, draft-ietf-acme-dns-persist. */
function challengeName(name: string, purpose: Purpose): string {
  switch (purpose.type) {
    case 'dns-01':
      return `_acme-challenge.${name}`;
    case 'dns-persist-01':
      return `_validation-persist.${name}`;
    case 'dns-account-01':
      return `_${purpose.account}._acme-challenge.${name}`;
  }
}
