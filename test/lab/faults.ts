// The faults of the lab, each one function: it breaks one path between the CA and a web server and says in a word what it did.
// Filters live on the router, as a provider's firewall does, so that neither end sees a rule of its own.
// To add one: write a function that takes the lab's network and what to break; use it in a scenario of parity.test.ts.
import type { Network } from '../support/namespaces.ts';

/** Traffic to one address (and one TCP port, unless all are meant), from everywhere or from one place alone. */
export type Path = { readonly to: string; readonly port?: number; readonly from?: string };

/** ICMPv6 destination-unreachable codes (RFC 4443 section 3.1) as nft names them; the IPv4 twin is chosen to fit. */
export type Unreachable = 'no-route' | 'admin-prohibited' | 'addr-unreachable' | 'port-unreachable';

const IPV4_TWIN: Record<Unreachable, string> = {
  'no-route': 'net-unreachable',
  'admin-prohibited': 'admin-prohibited',
  'addr-unreachable': 'host-unreachable',
  'port-unreachable': 'port-unreachable',
};

/** Packets vanish: the caller sees a time-out. */
export async function drop(network: Network, path: Path): Promise<void> {
  await addRule(network, path, 'drop');
}

/** A firewall answers for the host with RST: the caller is refused at once. */
export async function reset(network: Network, path: Path): Promise<void> {
  await addRule(network, path, 'reject with tcp reset');
}

/** A router answers with ICMP. On one machine the first such answer may be lost: the caller learns it 1 s later. */
export async function unreachable(network: Network, path: Path, kind: Unreachable): Promise<void> {
  const reject = isV6(path.to) ? `icmpv6 type ${kind}` : `icmp type ${IPV4_TWIN[kind]}`;
  await addRule(network, path, `reject with ${reject}`);
}

/** Undoes every filter. */
export async function heal(network: Network): Promise<void> {
  await network.router.run(['nft', 'delete', 'table', 'inet', 'faults']);
}

/**
 * An AAAA that nobody owns any more: neighbour discovery gets no answer, so the router says "address unreachable", late
 * (after 3 s by default; here after `retransMs` * 3).
 */
export async function staleAddress(network: Network, address: string, retransMs = 1000): Promise<void> {
  const device = `r${/^fd64:0:0:(\d+)::/.exec(address)?.[1]}`;
  await network.router.script(`echo ${retransMs} >/proc/sys/net/ipv6/neigh/${device}/retrans_time_ms
ip -6 neigh flush dev ${device}`);
}

async function addRule(network: Network, path: Path, action: string): Promise<void> {
  const ip = isV6(path.to) ? 'ip6' : 'ip';
  const source = path.from === undefined ? '' : `${ip} saddr ${path.from} `;
  const match = `${source}${ip} daddr ${path.to} tcp dport ${path.port ?? '1-65535'}`;
  await network.router.must(['nft', '-f', '-'], {
    input: `add table inet faults
add chain inet faults forward { type filter hook forward priority 0; }
add rule inet faults forward ${match} ${action}
`,
  });
}

function isV6(address: string): boolean {
  return address.includes(':');
}
