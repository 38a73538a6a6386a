import { nameIsUnder } from '../../wire/dns/index.ts';
import type { Ds, Name } from '../../wire/dns/index.ts';
import type { TrustAnchor } from './types.ts';

/**
 * The root's keys as IANA publishes them (https://data.iana.org/root-anchors/root-anchors.xml): KSK-2017 (20326), and
 * KSK-2024 (38696), which signs from October 2026. A test computes both digests from the keys.
 */
export const ROOT_ANCHORS: readonly TrustAnchor[] = [
  { zone: [], data: rootDs(20_326, 'e06d44b80b8f1d39a95c0b0d7c65d08458e880409bbc683457104237c7f8ec8d') },
  { zone: [], data: rootDs(38_696, '683d2d0acb8c9b712a1948b27f741219298d0a450d612c483af444a4c0fb2b16') },
];

/** Where trust begins, and which zones have another view than the tree above them. */
export type Anchors = {
  readonly anchors: readonly TrustAnchor[];
  /** Zones whose servers are configured: only anchors inside count there, since the parent may know another zone. */
  readonly islands: readonly Name[];
};

/** The anchors of the deepest zone that holds the name; none where an island lies between. */
export function anchorsFor({ anchors, islands }: Anchors, name: Name): readonly TrustAnchor[] {
  const above = anchors.filter((anchor) => nameIsUnder(name, anchor.zone));
  const depth = Math.max(-1, ...above.map((anchor) => anchor.zone.length));
  const island = Math.max(
    -1,
    ...islands.filter((zone) => nameIsUnder(name, zone)).map((zone) => zone.length),
  );
  return depth < island ? [] : above.filter((anchor) => anchor.zone.length === depth);
}

function rootDs(keyTag: number, digest: string): Ds {
  return {
    kind: 'DS',
    keyTag,
    algorithm: 8,
    digestType: 2,
    digest: Uint8Array.from(Buffer.from(digest, 'hex')),
  };
}
