import { EDNS_OPTION } from '../wire/dns/index.ts';
import type { Message } from '../wire/dns/index.ts';
import type { ClientNetwork } from './clients.ts';
import type { Rule } from './types.ts';

/** The client for whom a resolver asks (RFC 7871 section 6). */
export type ClientSubnet = {
  readonly family: number;
  readonly bits: number;
  /** Its first address, in full. */
  readonly address: Uint8Array;
};

/** What the question says of its client; undefined where it says nothing, or something that is none. */
export function readSubnet({ edns }: Message): ClientSubnet | undefined {
  const data = edns?.options.find(({ code }) => code === EDNS_OPTION.CLIENT_SUBNET)?.data;
  if (data === undefined || data.length < HEAD_BYTES) return undefined;
  const family = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
  const bits = data[2] ?? 0;
  const length = ADDRESS_BYTES.get(family);
  if (length === undefined || bits > length * 8 || data.length !== HEAD_BYTES + ((bits + 7) >> 3))
    return undefined;
  const address = new Uint8Array(length);
  address.set(data.subarray(HEAD_BYTES));
  return { family, bits, address };
}

/** Whether the server tells clients apart: then every answer says for whom it is (section 7.2.1). */
export function takesSubnets(rules: readonly Rule[]): boolean {
  return rules.some(({ match }) => match.subnets !== undefined);
}

/** The option of an answer: the client as asked, and how much of it decided. */
export function subnetOption(
  { family, bits, address }: ClientSubnet,
  decided: readonly ClientNetwork[] | undefined,
): { readonly code: number; readonly data: Uint8Array } {
  // where no rule was about it, a neighbour could be told something else: the answer is for this network alone
  const scope = decided === undefined ? bits : Math.max(...decided.map((one) => one.bits));
  const prefix = address.subarray(0, (bits + 7) >> 3);
  return { code: EDNS_OPTION.CLIENT_SUBNET, data: Uint8Array.from([0, family, bits, scope, ...prefix]) };
}

const HEAD_BYTES = 4;
/** IANA address family numbers. */
const ADDRESS_BYTES: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [2, 16],
]);
