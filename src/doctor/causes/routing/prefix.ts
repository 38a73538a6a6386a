import { addressBytes, contains } from '../../../net/index.ts';

/** Is the address inside the prefix, host bits of which may be set? Never across families. */
export function within(address: string, prefix: string, bits: number): boolean {
  const [inner, outer] = [addressBytes(address), addressBytes(prefix)];
  if (inner === undefined || outer === undefined) return false;
  return contains({ bytes: outer, bits }, inner);
}
