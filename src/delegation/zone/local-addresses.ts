import type { NetworkInterfaceInfo } from 'node:os';

export type Interfaces = Readonly<
  Record<string, readonly Pick<NetworkInterfaceInfo, 'address' | 'family'>[] | undefined>
>;

/**
 * The addresses to listen on, each once: `::` and `0.0.0.0` become those that the machine has, since a reply over UDP from a
 * socket bound to all of them may leave from another one than was asked. Link-local ones are left out: nobody asks them from
 * elsewhere. An address that stands for none stays, and is told as not bound.
 */
export function localAddresses(addresses: readonly string[], interfaces: Interfaces): readonly string[] {
  const here = Object.values(interfaces).flatMap((one) => one ?? []);
  const all = (family: 'IPv4' | 'IPv6') =>
    here.filter((one) => one.family === family && !isLinkLocal(one.address)).map((one) => one.address);
  const found = addresses.flatMap((address) => {
    const expanded = address === '::' ? all('IPv6') : address === '0.0.0.0' ? all('IPv4') : [address];
    return expanded.length === 0 ? [address] : expanded;
  });
  return [...new Set(found)];
}

export function isUnspecified(address: string): boolean {
  return address === '::' || address === '0.0.0.0';
}

function isLinkLocal(address: string): boolean {
  return /^fe[89ab]/i.test(address) || address.startsWith('169.254.');
}
