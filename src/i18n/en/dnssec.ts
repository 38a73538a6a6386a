/** Why DNSSEC does not vouch for an answer, by the codes of `src/net/dnssec/types.ts`; each goes on after "at <record set>: ". */
export const dnssecReasons: Readonly<Record<string, string>> = {
  'no-trust-anchor': 'no trust anchor covers it',
  'no-ds': 'its parent zone proves that it is not signed',
  'opt-out': 'its parent zone leaves open whether it is signed (opt-out)',
  'unsupported-algorithm': 'it is signed only with algorithms that do not count, such as those with SHA-1',
  'nsec3-iterations': 'its NSEC3 records use more iterations than are computed',
  'not-validated': 'the servers of that zone are taken at their word',
  'signature-missing': 'the signature is missing',
  'signature-expired': 'the signature has expired',
  'signature-not-yet-valid': 'the signature is not valid yet',
  'signature-wrong': 'the signature does not fit the records',
  'key-missing': 'the zone publishes no key for the signature',
  'key-not-in-ds': 'the parent zone (or the trust anchor) names none of the keys that the zone publishes',
  'other-signer': 'it is signed in the name of another zone',
  'denial-missing': 'nothing proves that the records do not exist',
  'denial-wrong': 'the NSEC or NSEC3 records do not prove that the records do not exist',
  'wildcard-unproved': 'it comes from a wildcard, without the proof that no closer name exists',
  'alias-wrong': 'the CNAME is not the one that the signed records yield',
  'answer-differs': 'the records are not those that were signed',
  'no-answer': 'the record set could not be had from the name servers',
  'out-of-time': 'time ran out before the chain of trust was complete',
  'too-much-work': 'checking it would take more work than is spent on one answer',
};

/** The text of a reason, or its code where it has none. */
export function dnssecReason(code: string): string {
  return dnssecReasons[code] ?? code;
}
