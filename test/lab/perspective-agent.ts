// A real `sixfour perspective run` in a lab node, joined with the line that the server printed, as its administrator would.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { InvitationView, PerspectiveDetailView } from '../../src/console/api/index.ts';
import type { Region } from '../../src/core/index.ts';
import { LAB_PREFIXES, type Node } from '../support/namespaces.ts';
import type { Service } from '../support/process.ts';
import type { Sixfour } from './sixfour.ts';

export type AgentPlan = {
  readonly name: string;
  readonly region: Region;
  readonly node: Node;
  /** Who opens the connection: the server, to where this one listens; or this one. */
  readonly opens: 'server' | 'agent';
  readonly dnsServers: readonly string[];
};

export type LabAgent = AgentPlan & {
  /** Returns when it listens, or has dialled. */
  start(): Promise<void>;
  /** Ends it without a word. */
  kill(): Promise<void>;
  /** It hangs, and goes on. */
  freeze(): void;
  thaw(): void;
  /** Returns when the server has a connection to it. */
  connected(): Promise<void>;
  output(): string;
};

const DIRECTORY = '/run/perspective';
const PORT = 6466;
const POLL_MS = 100;
const READY_MS = 30_000; // a process that begins beside others on two cores
const SCRIPT = fileURLToPath(new URL('../../bin/sixfour.js', import.meta.url));

/** Adds it on the server, joins in its node, and starts it. */
export async function startAgent(server: Sixfour, plan: AgentPlan): Promise<LabAgent> {
  const { name, region, node, opens } = plan;
  const where = opens === 'server' ? ['--url', `https://[${node.v6}]:${PORT}`] : ['--dials-out'];
  const added = await server.ask<InvitationView>('perspective', 'add', name, '--region', region, ...where);
  const { server: url, token, pin } = added.join;
  await node.must(sixfour('join', url, '--token', token, '--pin', pin, '--dir', DIRECTORY), {
    timeoutMs: READY_MS,
  });
  await node.write(
    `${DIRECTORY}/sixfour.toml`,
    `[agent]
networks = ${JSON.stringify(LAB_PREFIXES)}
[validation]
dns_servers = ${JSON.stringify(plan.dnsServers)}
`,
  );
  let service: Service | undefined;
  const running = (): number => {
    if (service?.child.pid === undefined) throw new Error(`${name} does not run`);
    return service.child.pid;
  };
  const agent: LabAgent = {
    ...plan,
    async start() {
      service = node.start(sixfour('run', '--dir', DIRECTORY, '--json'));
      await service.until(/^\{"ready":true.*\}$/m, READY_MS);
    },
    async connected() {
      const limit = performance.now() + READY_MS;
      for (;;) {
        const { state } = await server.get<PerspectiveDetailView>(`/perspectives/${name}`);
        if (state?.connection === 'connected') return;
        if (performance.now() > limit) throw new Error(`${name} is not connected:\n${service?.output()}`);
        await sleep(POLL_MS);
      }
    },
    kill: async () => service?.stop('SIGKILL'),
    freeze: () => process.kill(within(running()), 'SIGSTOP'),
    // nsenter stops with what it started, and is the one that wakes it
    thaw: () => process.kill(running(), 'SIGCONT'),
    output: () => service?.output() ?? '',
  };
  await agent.start();
  await agent.connected();
  return agent;
}

function sixfour(...args: readonly string[]): string[] {
  return [process.execPath, SCRIPT, 'perspective', ...args];
}

/** The process that nsenter started. */
function within(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
}
