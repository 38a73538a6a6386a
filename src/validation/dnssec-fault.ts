import type { Fault, LookupEvidence } from '../core/index.ts';
import { fault } from '../core/index.ts';

/** The fault of the first lookup whose answer DNSSEC refused, with the link of the chain that failed; nothing where none did. */
export function dnssecFault(lookups: readonly LookupEvidence[]): Fault | undefined {
  const refused = lookups.find(({ outcome }) => outcome === 'bogus');
  if (refused?.dnssec === undefined) return undefined;
  const { name, type, dnssec } = refused;
  return fault('validationDnssec', {
    name,
    type,
    link: dnssec.link ?? name,
    reason: dnssec.reason ?? dnssec.status,
  });
}
