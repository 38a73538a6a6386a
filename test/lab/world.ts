// The world of the lab: `ca`, `web` and `dns` around a router, with real BIND and real nginx.
import { buildNetwork, networksRefused, type Network } from '../support/namespaces.ts';
import { installed, type Service } from '../support/process.ts';
import { startBind, type Bind, type NameRecord } from './bind.ts';
import { startNginx, type Vhost } from './nginx.ts';

export type World = {
  readonly network: Network;
  readonly bind: Bind;
  readonly nginx: Service;
  close(): Promise<void>;
};

export type WorldPlan = {
  readonly names: readonly NameRecord[];
  readonly vhosts: readonly Vhost[];
  /** Nodes besides `ca`, `web` and `dns`. */
  readonly nodes?: readonly string[];
  /** Prepares the network before the services start, e.g. adds addresses. */
  readonly prepare?: (network: Network) => Promise<void>;
};

/** Builds the network and starts its services; nothing is left running when that fails. */
export async function buildWorld(plan: WorldPlan): Promise<World> {
  const network = await buildNetwork({ nodes: ['ca', 'web', 'dns', ...(plan.nodes ?? [])] });
  try {
    await plan.prepare?.(network);
    const [bind, nginx] = await Promise.all([
      startBind(network.node('dns'), plan.names),
      startNginx(network.node('web'), plan.vhosts),
    ]);
    for (const node of ['ca', 'web']) await useResolver(network, node);
    return { network, bind, nginx, close: () => network.close() };
  } catch (cause) {
    await network.close();
    throw cause;
  }
}

/** Why the lab cannot run here, in words for a skipped test, or undefined. */
export async function worldRefused(): Promise<string | undefined> {
  for (const [program, packageName] of [
    ['nginx', 'nginx-light'],
    ['named', 'bind9'],
    ['ping', 'iputils-ping'],
    ['openssl', 'openssl'],
  ] as const) {
    if (!(await installed(program))) return `${program} is not installed: apt-get install ${packageName}`;
  }
  return networksRefused();
}

/** For `skip`: a suite that cannot run is skipped with its reason, except in CI, where it must run and fail. */
export function labSkip(reason: string | undefined): string | false {
  return reason === undefined || process.env['CI'] === 'true' ? false : reason;
}

async function useResolver(network: Network, name: string): Promise<void> {
  const dns = network.node('dns');
  await network
    .node(name)
    .write('/etc/resolv.conf', `nameserver ${dns.v6}\nnameserver ${dns.v4}\noptions timeout:1\n`);
}
