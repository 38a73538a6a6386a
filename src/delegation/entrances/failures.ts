import { createHash } from 'node:crypto';
import type { Clock } from '../../core/index.ts';
import { addressBytes, formatAddress } from '../../net/index.ts';
import {
  FAILURE_EVERY_MS,
  FAILURES_BURST,
  FAILURE_NETWORKS_MAX,
  IPV6_NETWORK_BYTES,
  PROVEN_MAX,
} from './limits.ts';

/**
 * What failed proofs of a key may cost: so many of one network (one IPv4 address, one IPv6 /64), then only a key that was right from
 * that network before is looked at. So nobody is shut out by a neighbour behind the same proxy, nor by forged sources of UDP.
 */
export type FailureBudget = {
  /** Is this key to be looked at? `key`: a secret or a name; only a digest of it is kept. */
  admits(source: string, key: string): boolean;
  /** What came of it. */
  tell(source: string, key: string, right: boolean): void;
};

export function createFailureBudget(clock: Pick<Clock, 'monotonic'>): FailureBudget {
  /** By network: when its whole budget is free again (GCRA). */
  const freeAt = new Map<string, number>();
  const proven = new Set<string>();

  return {
    admits(source, key) {
      const network = networkOf(source);
      const until = freeAt.get(network);
      if (until === undefined || until - clock.monotonic() <= FULL_MS) return true;
      return proven.has(digest(network, key));
    },
    tell(source, key, right) {
      const network = networkOf(source);
      if (right) {
        renew(proven, digest(network, key), PROVEN_MAX);
        return;
      }
      const now = clock.monotonic();
      const next = Math.max(freeAt.get(network) ?? 0, now) + FAILURE_EVERY_MS;
      freeAt.delete(network);
      // those that were admitted together may all fail: no debt is longer than the budget
      freeAt.set(network, Math.min(next, now + FULL_MS + FAILURE_EVERY_MS));
      if (freeAt.size > FAILURE_NETWORKS_MAX) forgetOldest(freeAt);
    },
  };
}

const FULL_MS = (FAILURES_BURST - 1) * FAILURE_EVERY_MS;

function networkOf(address: string): string {
  const bytes = addressBytes(address);
  if (bytes === undefined || bytes.length === 4) return address;
  return formatAddress(bytes.map((byte, index) => (index < IPV6_NETWORK_BYTES ? byte : 0))).text;
}

function digest(network: string, key: string): string {
  return createHash('sha256').update(`${network} ${key}`).digest('base64');
}

function renew(set: Set<string>, value: string, most: number): void {
  set.delete(value); // to the end: the order is that of the last use
  set.add(value);
  if (set.size > most) forgetOldest(set);
}

function forgetOldest(all: Pick<Map<string, unknown>, 'delete'> & { keys(): Iterator<string> }): void {
  const { value } = all.keys().next();
  if (value !== undefined) all.delete(value as string);
}
