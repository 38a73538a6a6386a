// Recursive servers as a place has them that looks: real Unbound, which asks the lab's name server.
import type { Node } from '../../support/namespaces.ts';
import type { Resolver, Setting } from './shape.ts';

const READY_MS = 15_000;
const PORTS: Readonly<Record<Resolver, number>> = { plain: 53, dns64: 5364 };
const MODULES: Readonly<Record<Resolver, string>> = { plain: 'iterator', dns64: 'dns64 iterator' };

/** Both kinds, on one machine. */
export async function startResolvers(node: Node, dns: Node): Promise<void> {
  await Promise.all((['plain', 'dns64'] as const).map((kind) => startResolver(node, dns, kind)));
}

/** As the settings take them. */
export function resolversAt({ v6 }: Pick<Node, 'v6'>, kind: Resolver): readonly string[] {
  return [`[${v6}]:${PORTS[kind]}`];
}

/** Somebody asks the recursive server for the name's AAAA record, so that it remembers what it is told. */
export async function remember({ network, at }: Setting): Promise<void> {
  const program = `const { Resolver } = require('node:dns').promises; const resolver = new Resolver();
resolver.setServers(['[${network.node('resolver').v6}]:${PORTS.plain}']); resolver.resolve6('${at.name}').catch((e) => { if (e.code !== 'ENODATA') throw e; });`;
  await network.node('ca').must([process.execPath, '-e', program]);
}

async function startResolver(node: Node, dns: Node, kind: Resolver): Promise<void> {
  const port = PORTS[kind];
  const home = `/run/unbound-${kind}`;
  const settings = `server:
  interface: ${node.v6}
  interface: ${node.v4}
  port: ${port}
  access-control: ::/0 allow
  access-control: 0.0.0.0/0 allow
  username: ""
  chroot: ""
  directory: "${home}"
  pidfile: "${home}/pid"
  use-syslog: no
  logfile: ""
  verbosity: 1
  num-threads: 1
  module-config: "${MODULES[kind]}"
stub-zone:
  name: "lab"
  stub-addr: ${dns.v6}
  stub-addr: ${dns.v4}
remote-control:
  control-enable: no
`;
  await node.write(`${home}/unbound.conf`, settings);
  await node.start(['unbound', '-d', '-c', `${home}/unbound.conf`]).until(/start of service/, READY_MS);
}
