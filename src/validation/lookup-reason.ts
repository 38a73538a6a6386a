import type { LookupEvidence } from '../core/index.ts';

/** "AAAA: servfail, DNSSEC bogus (6)": what one lookup brought, for people. Extended errors keep their number only. */
export function lookupReason({ type, outcome, ede = [] }: LookupEvidence): string {
  const codes = ede.map(({ code }) => `extended error ${code}`).join(', ');
  return `${type}: ${outcome}${codes === '' ? '' : ` (${codes})`}`;
}
