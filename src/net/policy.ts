import { fail, fault, ok } from '../core/index.ts';
import { addressBytes, embeddedIPv4 } from './address.ts';
import { contains, type Network, parseNetwork } from './network.ts';
import { SPECIAL_RANGES, type SpecialRange, UNASSIGNED } from './ranges.ts';
import type { Address, AddressPolicy } from './types.ts';

export type AddressPolicySettings = {
  /**
   * Networks in CIDR notation that may be reached although they are special (private, unique local, documentation, ...).
   * A function, so that a changed setting takes effect at once. Unreadable entries open nothing.
   */
  readonly allowed: () => readonly string[];
  /** Test setting: loopback may be reached. Never link-local, metadata, multicast or unspecified addresses. */
  readonly allowLoopback: boolean;
};

/**
 * The address policy of outbound connections: everything public is open, special ranges only where listed, and loopback,
 * link-local, metadata, multicast and unspecified addresses never. An IPv4 address inside an IPv6 one is judged as well.
 */
export function createAddressPolicy(settings: AddressPolicySettings): AddressPolicy {
  let source: readonly string[] | undefined;
  let networks: readonly Network[] = [];
  const allowed = (): readonly Network[] => {
    const now = settings.allowed();
    if (now !== source) {
      source = now;
      networks = now.map(parseNetwork).filter((parsed) => parsed !== undefined);
    }
    return networks;
  };
  const refusal = (bytes: Uint8Array): string | undefined => {
    const range = specialRange(bytes);
    if (range !== undefined) {
      const open = range.closed
        ? settings.allowLoopback && isLoopback(bytes)
        : allowed().some((network) => contains(network, bytes));
      if (!open) return range.name;
    }
    for (const inner of embeddedIPv4(bytes)) {
      if (isLoopback(bytes)) break; // ::1 looks IPv4-compatible
      const inside = refusal(inner);
      if (inside !== undefined) return `an IPv6 form of an IPv4 address that is ${inside}`;
    }
    return undefined;
  };
  return {
    check(address) {
      const bytes = addressBytes(address.text);
      const range = bytes === undefined ? 'not an IP address' : refusal(bytes);
      return range === undefined
        ? ok(undefined)
        : fail(fault('addressRefused', { address: address.text, range }));
    },
  };
}

/** Opens ::1 and 127.0.0.1 and nothing else: for the server's own built-in name, whose addresses we made ourselves. */
export const loopbackOnly: AddressPolicy = {
  check: (address) =>
    address.text === '::1' || address.text === '127.0.0.1'
      ? ok(undefined)
      : fail(fault('addressRefused', { address: address.text, range: 'not the loopback address' })),
};

/** The name of the special range that an address is in, as refusals say it; undefined for a public address. */
export function rangeName(address: Address): string | undefined {
  const bytes = addressBytes(address.text);
  return bytes === undefined ? undefined : specialRange(bytes)?.name;
}

function specialRange(bytes: Uint8Array): SpecialRange | undefined {
  const within = (range: SpecialRange) => contains(range.network, bytes);
  return SPECIAL_RANGES.find(within) ?? UNASSIGNED.find(within);
}

function isLoopback(bytes: Uint8Array): boolean {
  if (bytes.length === 4) return bytes[0] === 127;
  return bytes.every((byte, position) => byte === (position === 15 ? 1 : 0));
}
