import { CLASS, TYPE, nameEquals, nameIsUnder, nameKey } from '../../wire/dns/index.ts';
import type { Name, ResourceRecord } from '../../wire/dns/index.ts';
import { CNAME_MAX } from './limits.ts';

/** An answer section read from the asked name along its CNAMEs. `chain` holds the names they lead to, in order. */
export type Reading = { readonly chain: readonly Name[] } & (
  | { readonly kind: 'records'; readonly records: readonly ResourceRecord[] }
  | { readonly kind: 'empty' } // nothing for the name itself
  | { readonly kind: 'alias'; readonly target: Name } // the chain leads to a name that this section says nothing of
  | { readonly kind: 'loop' }
);

/**
 * Reads an answer section (RFC 1034 section 4.3.2 step 3a). Records that the chain does not reach are passed over; with
 * `within`, so are all records outside that zone. A CNAME itself may be asked for, then nothing is followed.
 */
export function readAnswer(
  answers: readonly ResourceRecord[],
  name: Name,
  type: number,
  within: Name = [],
): Reading {
  const chain: Name[] = [];
  const seen = new Set<string>();
  let current = name;
  for (;;) {
    const owned = answers.filter(
      (record) =>
        record.class === CLASS.IN && nameEquals(record.name, current) && nameIsUnder(record.name, within),
    );
    const records = owned.filter((record) => record.type === type);
    if (records.length > 0) return { kind: 'records', records, chain };
    const alias = owned.find((record) => record.type === TYPE.CNAME)?.data;
    if (alias?.kind !== 'CNAME') {
      return chain.length === 0 ? { kind: 'empty', chain } : { kind: 'alias', target: current, chain };
    }
    chain.push(alias.target);
    seen.add(nameKey(current));
    current = alias.target;
    if (seen.has(nameKey(current)) || chain.length > CNAME_MAX) return { kind: 'loop', chain };
  }
}
