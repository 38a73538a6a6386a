// Networks on one machine, for tests with real packets. A network is one process tree in a user (unless root), PID, mount and
// network namespace of its own; that network namespace is the router, and every node hangs on it by one veth pair. Nothing has
// a name on the host and the tree ends with the pipe to this process, so that nothing is left over, whatever happens here.
//
//   ca ── router ── web        node n has 10.64.<n>.2 and fd64:0:0:<n>::2; the router has .1 and ::1
//           │
//          dns
import { setTimeout as sleep } from 'node:timers/promises';
import { BASE, hold, NODE, type Holder } from './namespaces-holder.ts';
import { mustRun, run, start, type Finished, type RunOptions, type Service } from './process.ts';

export type Family = 6 | 4;

/** One machine of the lab. Commands run inside its network, mount and PID namespaces. */
export type Node = {
  readonly name: string;
  /** In the order of the plan, from 1; its link at the router is `r<number>`. The router is 0. */
  readonly number: number;
  readonly v6: string;
  readonly v4: string;
  run(argv: readonly string[], options?: RunOptions): Promise<Finished>;
  must(argv: readonly string[], options?: RunOptions): Promise<Finished>;
  /** Runs a shell script; throws when any line fails. */
  script(text: string, options?: RunOptions): Promise<Finished>;
  start(argv: readonly string[], options?: RunOptions): Service;
  /** Writes a file as the node sees it (`/etc` and `/var` are private to each node). */
  write(path: string, text: string): Promise<void>;
  /** A further address on the node's link, in its own prefix: `host` 3 is 10.64.n.3 and fd64:0:0:n::3. */
  address(host: number, family: Family): Promise<string>;
};

export type Network = {
  readonly router: Node;
  node(name: string): Node;
  /** Ends every process of the network and with them the namespaces. */
  close(): Promise<void>;
};

/** Families per node; both when absent. The router always has both. */
export type NetworkPlan = {
  readonly nodes: readonly string[];
  readonly families?: Readonly<Record<string, readonly Family[]>>;
  /** Of the addresses; private ones unless a test is about addresses that look public. */
  readonly prefixes?: Prefixes;
};
/** Of a node's /64, without its number, and of its /24: `fd64:0:0` and `10.64`. */
export type Prefixes = { readonly v6: string; readonly v4: string };

/** Nodes built side by side: most of the time of each is waiting. */
const NODES_AT_ONCE = 4;
const READY_MS = 10_000; // building takes 0.3 s on a quiet machine
const PRIVATE: Prefixes = { v6: 'fd64:0:0', v4: '10.64' };
/** Networks that the private addresses are in. */
export const LAB_PREFIXES: readonly string[] = ['fd64::/32', '10.64.0.0/16'];

/** Builds the network and returns when every node reaches the router over each of its families. */
export async function buildNetwork(plan: NetworkPlan): Promise<Network> {
  const holders: Holder[] = [];
  const close = async (): Promise<void> => {
    const [base, ...nodes] = holders;
    await Promise.all(nodes.map((holder) => holder.close()));
    await base?.close();
  };
  try {
    const base = await hold(BASE);
    holders.push(base);
    const { prefixes = PRIVATE } = plan;
    const router = nodeOf('router', prefixes, 0, base.enter);
    const nodes = new Map<string, Node>();
    const waiting = [...plan.nodes.entries()];
    const build = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, name] = next;
        const holder = await hold([...base.enter, ...NODE]);
        holders.push(holder);
        const node = nodeOf(name, prefixes, index + 1, holder.enter);
        nodes.set(name, await connect(router, holder, node, plan.families?.[name] ?? [6, 4]));
      }
    };
    await Promise.all(Array.from({ length: NODES_AT_ONCE }, build));
    return {
      router,
      node(name) {
        const node = nodes.get(name);
        if (node === undefined) throw new Error(`the lab has no node ${name}`);
        return node;
      },
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Why no network can be built here, in words for a skipped test; undefined when it can. */
export async function networksRefused(): Promise<string | undefined> {
  if (process.platform !== 'linux') return `network namespaces need Linux; this is ${process.platform}`;
  for (const program of ['unshare', 'nsenter', 'ip', 'nft']) {
    if ((await run(['sh', '-c', `command -v ${program}`])).code !== 0)
      return `${program} is not installed: apt-get install util-linux iproute2 nftables`;
  }
  try {
    const network = await buildNetwork({ nodes: ['probe'] });
    await network.close();
    return undefined;
  } catch (cause) {
    const user = process.getuid?.() === 0 ? 'root' : 'an ordinary user';
    return `this machine does not let ${user} make namespaces (unshare -Urnm): ${String(cause)}`;
  }
}

async function connect(router: Node, holder: Holder, node: Node, families: readonly Family[]): Promise<Node> {
  const { v6, v4 } = node;
  const gateway = { v6: v6.replace(/2$/, '1'), v4: v4.replace(/2$/, '1') };
  const link = `r${node.number}`;
  await router.script(`ip link add ${link} type veth peer name eth0 netns ${holder.innerPid}
ip addr add ${gateway.v6}/64 dev ${link} nodad; ip addr add ${gateway.v4}/24 dev ${link}; ip link set ${link} up`);
  await node.script(`ip link set eth0 up
${families.includes(6) ? `ip addr add ${v6}/64 dev eth0 nodad; ip -6 route add default via ${gateway.v6}` : 'echo 1 >/proc/sys/net/ipv6/conf/eth0/disable_ipv6'}
${families.includes(4) ? `ip addr add ${v4}/24 dev eth0; ip route add default via ${gateway.v4}` : ''}`);
  for (const family of families) await reachable(node, family === 6 ? gateway.v6 : gateway.v4);
  return node;
}

/** The first IPv6 packets after a link came up may wait for a second: no test may begin before they pass. */
async function reachable(node: Node, address: string): Promise<void> {
  const limit = performance.now() + READY_MS;
  for (;;) {
    const ping = await node.run(['ping', '-n', '-c', '1', '-W', '1', address]);
    if (ping.code === 0) return;
    if (performance.now() > limit)
      throw new Error(`${node.name} does not reach ${address}: ${ping.stdout}${ping.stderr}`);
    await sleep(50);
  }
}

function nodeOf(name: string, prefixes: Prefixes, number: number, enter: readonly string[]): Node {
  const at = (host: number, family: Family) =>
    family === 6 ? `${prefixes.v6}:${number}::${host.toString(16)}` : `${prefixes.v4}.${number}.${host}`;
  const inside = (argv: readonly string[]): string[] => [...enter, ...argv];
  const must: Node['must'] = (argv, options) => mustRun(inside(argv), settings(options));
  return {
    name,
    number,
    v6: at(2, 6),
    v4: at(2, 4),
    must,
    run: (argv, options) => run(inside(argv), settings(options)),
    script: (text, options) => must(['sh', '-ec', text], options),
    start: (argv, options) => start(inside(argv), settings(options)),
    async write(path, text) {
      await must(['sh', '-ec', `mkdir -p "$(dirname "$1")"; rm -f "$1"; cat >"$1"`, 'write', path], {
        input: text,
      });
    },
    async address(host, family) {
      const address = at(host, family);
      await must([
        'ip',
        'addr',
        'add',
        `${address}/${family === 6 ? '64' : '24'}`,
        'dev',
        'eth0',
        ...(family === 6 ? ['nodad'] : []),
      ]);
      return address;
    },
  };
}

function settings(options: RunOptions = {}): RunOptions {
  return { ...options, env: { HOME: '/run/home', ...options.env } };
}
