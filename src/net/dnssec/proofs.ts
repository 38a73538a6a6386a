import type { Name } from '../../wire/dns/index.ts';

/** What verified NSEC or NSEC3 records of a zone say about one name. */
export type Statement =
  | { readonly kind: 'exists'; readonly bitmap: Uint8Array } // with these types; an empty bitmap: with names below it only
  /** Not there; `encloser` is the longest existing name above it. `optOut`: or as an unsigned delegation. */
  | { readonly kind: 'absent'; readonly encloser: Name; readonly optOut: boolean }
  | { readonly kind: 'unknown' };

/** The verified denials of one message; implemented for NSEC and for NSEC3. */
export type Proofs = {
  about(name: Name): Statement;
  /** Is this very name proven absent, whatever encloses it? */
  covers(name: Name): boolean;
  /** Is it proven that no name closer to `name` than its ancestor with `labels` labels exists? */
  noneCloser(name: Name, labels: number): { readonly proved: boolean; readonly optOut: boolean };
};
