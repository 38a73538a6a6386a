import type { Zone } from './zone-set.ts';

/** A signature as it stands in an answer, its owner (the first two bytes) left open; of a denial with its NSEC record. */
export type Signature = {
  readonly zone: Zone;
  readonly source: unknown;
  readonly source2: unknown;
  readonly bytes: Uint8Array;
  /** By the second key, where there is one and it signs this too. */
  readonly second?: Uint8Array | undefined;
  readonly nsec: Uint8Array | undefined;
  /** Seconds since 1970. */
  readonly from: number;
  readonly until: number;
};

/**
 * Signatures by owner and type, two generations of at most `kept`: what nobody asked for while as many others came is forgotten. It
 * serves while what was signed is the same, and there is time left.
 */
export type SignatureCache = {
  find(key: string, zone: Zone, source: unknown, source2: unknown, now: number): Signature | undefined;
  keep(key: string, signature: Signature): void;
};

export function createSignatureCache(kept: number): SignatureCache {
  let young = new Map<string, Signature>();
  let old = new Map<string, Signature>();
  return { find, keep };

  function find(
    key: string,
    zone: Zone,
    source: unknown,
    source2: unknown,
    now: number,
  ): Signature | undefined {
    let known = young.get(key);
    if (known === undefined) {
      known = old.get(key);
      if (known === undefined) return undefined;
      keep(key, known);
    }
    const same = known.zone === zone && known.source === source && known.source2 === source2;
    return same && now >= known.from && now < known.until ? known : undefined;
  }

  function keep(key: string, signature: Signature): void {
    if (young.size >= kept && !young.has(key)) {
      old = young;
      young = new Map();
    }
    young.set(key, signature);
  }
}
