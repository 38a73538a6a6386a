import { type CaaRecord, decideCaa, relevantSet } from '../../../validation/index.ts';
import type { Look } from '../kit.ts';
import type { OutsideReport } from '../report.ts';
import type { Asked } from './look-up.ts';

type RecordFact = OutsideReport['records'][number];

/**
 * What the CAA records of the name and of all above it mean (RFC 8659): for the CA that is asked about, or, where none is, what no CA
 * could get past. Nodes leaf first.
 */
export function caaRecords({ kit }: Pick<Look, 'kit'>, asked: readonly Asked[]): RecordFact[] {
  const nodes = asked.map(({ lookup }) => ({
    lookup: lookup.evidence,
    records: lookup.records.flatMap(({ data }): CaaRecord[] =>
      data.kind === 'CAA'
        ? [{ flags: data.flags, tag: data.tag, value: Buffer.from(data.value).toString('latin1') }]
        : [],
    ),
  }));
  const relevant = relevantSet(nodes);
  if (relevant.kind === 'none') return [];
  if (relevant.kind === 'failed') {
    const { name, outcome } = relevant.lookup;
    return [{ about: 'caa', code: 'lookup-failed', params: { found: name, reason: outcome } }];
  }
  const { name: found, records } = relevant;
  const own = kit.caa?.issuers ?? [];
  const issuers = own.length > 0 ? own : namedIssuers(records);
  const ruling = decideCaa(records, { wildcard: false, issuers, accountUrls: [], method: 'http-01' });
  if (ruling.decision === 'allowed') return [];
  // without an account and a CA nothing is known of whom a restriction is meant for
  if (own.length === 0 && !ANYBODY.has(ruling.reason)) return [];
  const params = { found, reason: ruling.reason };
  return [{ about: 'caa', code: RESTRICTED.has(ruling.reason) ? 'restricted' : 'forbidden', params }];
}

/** Whoever asks. */
const ANYBODY: ReadonlySet<string> = new Set([
  'critical-tag',
  'malformed',
  'nobody',
  'account-twice',
  'methods-malformed',
  'methods-twice',
]);
/** For accounts and methods other than the one that was supposed here: the order's own may be allowed. */
const RESTRICTED: ReadonlySet<string> = new Set(['other-account', 'other-method']);

/** Every issuer that the records themselves name. */
function namedIssuers(records: readonly CaaRecord[]): string[] {
  return records.map(({ value }) => value.split(';')[0]?.trim().toLowerCase() ?? '');
}
