import type { Address } from '../net/index.ts';
import { parseAddress } from '../net/index.ts';
import type { AttemptEvidence, Evidence, Family, LookupEvidence } from '../core/index.ts';
import { ADDRESSES_CONSIDERED } from './limits.ts';

/** The question types that an http-01 hop asks, in the order in which Boulder lists their answers. */
const ADDRESS_TYPES = ['AAAA', 'A'] as const;
export type AddressType = (typeof ADDRESS_TYPES)[number];

/** A URL to look at, its host (a literal as it stands in the URL), and the redirects that led there. */
export type Place = { readonly url: string; readonly host: string; readonly hop: number };

/** The attempt to fetch a URL from an address at a hop, if it was made. */
export function attemptAt(
  evidence: readonly Evidence[],
  hop: number,
  url: string,
  address: string,
): AttemptEvidence | undefined {
  for (const one of evidence) {
    if (one.kind === 'attempt' && one.hop === hop && one.address === address && one.url === url) return one;
  }
  return undefined;
}

function lookupAt(
  evidence: readonly Evidence[],
  hop: number,
  name: string,
  type: AddressType,
): LookupEvidence | undefined {
  for (const one of evidence) {
    if (one.kind === 'lookup' && one.hop === hop && one.type === type && one.name === name) return one;
  }
  return undefined;
}

/**
 * The addresses of one hop that an attempt may use: the first of each family that the policy has not refused. Boulder drops
 * refused addresses from the answer before it takes the first; here a refusal is an attempt with the outcome
 * `address-refused`, so that it stays visible and this stays a function of the evidence.
 */
export type Candidates = {
  readonly missing: readonly AddressType[];
  readonly first: { readonly [family in Family]?: Address };
  readonly refused: readonly AttemptEvidence[];
  readonly lookups: readonly LookupEvidence[];
};

export function candidatesAt(evidence: readonly Evidence[], { url, host, hop }: Place): Candidates {
  const literal = parseAddress(host.startsWith('[') ? host.slice(1, -1) : host);
  if (literal !== undefined) return { missing: [], lookups: [], ...usable(evidence, hop, url, [literal]) };
  const lookups: LookupEvidence[] = [];
  const missing: AddressType[] = [];
  const addresses: Address[] = [];
  for (const type of ADDRESS_TYPES) {
    const lookup = lookupAt(evidence, hop, host, type);
    if (lookup === undefined) missing.push(type);
    else {
      lookups.push(lookup);
      const family = type === 'AAAA' ? 6 : 4;
      for (const text of (lookup.addresses ?? []).slice(0, ADDRESSES_CONSIDERED))
        addresses.push({ text, family });
    }
  }
  return { missing, lookups, ...usable(evidence, hop, url, addresses) };
}

function usable(evidence: readonly Evidence[], hop: number, url: string, addresses: readonly Address[]) {
  const first: { [family in Family]?: Address } = {};
  const refused: AttemptEvidence[] = [];
  for (const address of addresses) {
    const attempt = attemptAt(evidence, hop, url, address.text);
    if (attempt?.outcome === 'address-refused') refused.push(attempt);
    else first[address.family] ??= address;
  }
  return { first, refused };
}
