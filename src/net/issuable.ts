import { addressBytes, embeddedIPv4 } from './address.ts';
import { contains, covers, type Network, network } from './network.ts';
import { SPECIAL_RANGES } from './ranges.ts';

export type IssuableSettings = {
  /** Test setting: loopback and documentation addresses are issued like others. */
  readonly testAddresses: boolean;
};

/**
 * Why no certificate is ever issued for this address (a literal), as refusals say it: nobody can be known by it (loopback,
 * link-local, unspecified, multicast, reserved, metadata), it is one of the documentation, or it carries such an IPv4 address.
 * Undefined: one may be issued, where it is allowed. Private addresses are no such case: inside a network they name one host.
 */
export function neverIssued(literal: string, { testAddresses }: IssuableSettings): string | undefined {
  const bytes = addressBytes(literal);
  return bytes === undefined ? 'not an IP address' : refusal(bytes, testAddresses);
}

/** The same for a whole network: a reason where no address of it can be issued, so that allowing it would permit nothing. */
export function neverIssuedNetwork(within: Network, { testAddresses }: IssuableSettings): string | undefined {
  if (testAddresses && OPEN_IN_TESTS.some((one) => covers(one, within))) return undefined;
  const whole = NEVER.find((range) => covers(range.network, within));
  if (whole !== undefined) return whole.name;
  return within.bits === within.bytes.length * 8 ? refusal(within.bytes, testAddresses) : undefined;
}

function refusal(bytes: Uint8Array, testAddresses: boolean): string | undefined {
  if (testAddresses && OPEN_IN_TESTS.some((one) => contains(one, bytes))) return undefined;
  const range = NEVER.find(({ network: one }) => contains(one, bytes));
  if (range !== undefined) return range.name;
  for (const inner of embeddedIPv4(bytes)) {
    const inside = refusal(inner, testAddresses);
    if (inside !== undefined) return `an IPv6 form of an IPv4 address that is ${inside}`;
  }
  return undefined;
}

const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'].map(
  network,
);
const OPEN_IN_TESTS = [network('::1/128'), network('127.0.0.0/8'), ...DOCUMENTATION];
const NEVER = SPECIAL_RANGES.filter(
  ({ closed, network: range }) => closed || DOCUMENTATION.some((one) => covers(one, range)),
);
