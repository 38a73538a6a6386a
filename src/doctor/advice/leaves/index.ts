import type { Leaf, LeafId } from '../types.ts';
import { central, delegation, persist } from './dns.ts';
import { hosting, pathOnly, timeBoxed, tlsAlpn } from './inbound.ts';
import { privateCa } from './private-ca.ts';

/** All ways, in the order in which the tree prefers them. */
export const LEAVES: Readonly<Record<LeafId, Leaf>> = {
  'private-ca': privateCa,
  persist,
  central,
  delegation,
  'path-only': pathOnly,
  'tls-alpn': tlsAlpn,
  'time-boxed': timeBoxed,
  hosting,
};
