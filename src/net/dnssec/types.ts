import type { Dnskey, Ds, Name, ResourceRecord, Rrsig } from '../../wire/dns/index.ts';

/** Why an answer is not secure. Closed, stable; texts stand in i18n. */
export type DnssecReason =
  // insecure
  | 'no-trust-anchor' // nothing configured says that this part of the tree is signed
  | 'no-ds' // the parent proves that the zone is not signed
  | 'opt-out' // the parent's NSEC3 says no more than that an unsigned zone may be there (RFC 5155 section 9.2)
  | 'unsupported-algorithm' // RFC 4035 section 5.2: signed with nothing that can be checked here
  | 'nsec3-iterations' // RFC 9276 section 3.2
  | 'not-validated' // part of the answer comes from a zone whose answers are taken as they come
  // bogus
  | 'signature-missing'
  | 'signature-expired'
  | 'signature-not-yet-valid'
  | 'signature-wrong'
  | 'key-missing' // no key of the zone has the signature's tag and algorithm
  | 'key-not-in-ds' // no key of the zone is one that its parent, or the trust anchor, names
  | 'other-signer' // signed in the name of another zone, or of a name that is no zone
  | 'denial-missing' // nothing proves that the name or the record does not exist
  | 'denial-wrong' // what should prove it proves something else
  | 'wildcard-unproved' // made from a wildcard, without the proof that no closer name exists
  | 'alias-wrong' // a CNAME that its DNAME does not yield
  | 'answer-differs'
  // indeterminate
  | 'no-answer' // a record set of the chain could not be had
  | 'out-of-time'
  | 'too-much-work'; // beyond the limits that hold against KeyTrap and its like

/** How far an answer can be trusted (RFC 4033 section 5), and which record set of the chain decided. */
export type Verdict = { readonly status: 'secure' } | Failing;
export type Failing = {
  readonly status: 'insecure' | 'bogus' | 'indeterminate';
  readonly reason: DnssecReason;
  readonly owner: Name;
  readonly type: number;
};

/** Where trust begins: a key of a zone, or its digest. */
export type TrustAnchor = { readonly zone: Name; readonly data: Ds | Dnskey };

/** A zone's keys, proven to be its own. */
export type ZoneKeys = { readonly zone: Name; readonly keys: readonly ZoneKey[] };
export type ZoneKey = { readonly tag: number; readonly data: Dnskey };

/** The records of one owner, class IN and type, with the signatures that cover them. */
export type RecordSet = {
  readonly owner: Name;
  readonly type: number;
  readonly records: readonly ResourceRecord[];
  readonly signatures: readonly Rrsig[];
};

/** What one lookup's validation may still cost; counted down, and shared by all its steps. See `limits.ts`. */
export type Work = { checks: number; failures: number; hashes: number; fetches: number };
