// The network in which the rows of the parity matrix are played: one place for each scenario, all side by side.
import { fileURLToPath } from 'node:url';
import { RETRY_RULES } from '../../src/core/index.ts';
import type { TrustAnchor } from '../../src/lab/index.ts';
import type { Credentials } from '../../src/validation/index.ts';
import type { Network } from '../support/namespaces.ts';
import type { AgentInput, AgentReport, Job } from './agent.ts';
import { FAKES_PORT, startFakes } from './fakes.ts';
import { drop, reset } from './faults.ts';
import {
  CA_NAME,
  CHALLENGE_PATH,
  type Elsewhere,
  KEY_AUTHORIZATION,
  type Place,
  type Scenario,
  TOKEN,
} from './parity-shape.ts';
import { makeCredentials } from './perspective-certs.ts';
import type { PerspectiveNode } from './perspective-node.ts';
import { WEBROOT } from './nginx.ts';
import { buildWorld, type World } from './world.ts';

export type Places = ReadonlyMap<Scenario, Place>;
export type ParityWorld = {
  readonly world: World;
  readonly anchors: readonly TrustAnchor[];
  /** With which the perspectives are asked. */
  readonly credentials: Credentials;
};

/** One factor on every time limit. 5 s for the first family become 2 s: above the 1 s of a lost ICMP error. */
const TIME_SCALE = 0.4;
const AGENT_MS = 240_000;
const STUBS = '/run/stubs.json';
/** The perspectives' nodes, after `ca`, `web` and `dns`: p1 is the fourth network. */
const PERSPECTIVES = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
const PERSPECTIVE_PORT = 6500;
const PERSPECTIVE_FILE = '/run/perspective.json';
/** The signed parent of every zone that the failing name server has. */
const FAKES_ZONE = 'fakes';

/** Two names and two addresses of each family for every scenario that has servers, from .16 and ::10 upwards. */
export function placesOf(scenarios: readonly Scenario[]): Places {
  let host = 16;
  return new Map(
    scenarios.map((scenario) => {
      const name = `row-${scenario.row}`;
      const zone = scenario.fakes === undefined ? 'lab.test' : FAKES_ZONE;
      const own = hasServers(scenario) ? host++ : 0;
      const second = hasServers(scenario) ? host++ : 0;
      if (second > 254) throw new Error('no more addresses: the lab needs a wider IPv4 network');
      const other = { name: `${name}-other.${zone}`, ...addresses(second) };
      return [scenario, { name: `${name}.${zone}`, ...addresses(own), other }];
    }),
  );
}

function hasServers({ web, stub, dns }: Scenario): boolean {
  return web !== undefined || stub !== undefined || dns !== undefined;
}

/** Builds network and services; nothing is left running when that fails. */
export async function buildParity(places: Places): Promise<ParityWorld> {
  const all = [...places];
  const world = await buildWorld({
    nodes: PERSPECTIVES,
    names: all.flatMap(([scenario, at]) => scenario.dns?.(at) ?? []),
    vhosts: all.flatMap(([scenario, at]) => scenario.web?.(at) ?? []),
    prepare: async (network) => {
      const lines = all.flatMap(([scenario, at]) => {
        if (!hasServers(scenario)) return [];
        const unowned = scenario.unowned?.(at) ?? [];
        const v6 = [at.v6, at.other.v6].filter((address) => !unowned.includes(address));
        return [
          ...v6.map((address) => `ip addr add ${address}/64 dev eth0 nodad`),
          ...[at.v4, at.other.v4].map((address) => `ip addr add ${address}/24 dev eth0`),
        ];
      });
      await network.node('web').script(lines.join('\n'));
    },
  });
  try {
    await startStubs(world.network, places);
    const anchors = await startAllFakes(world.network, places);
    const credentials = await startPerspectives(world.network);
    for (const [scenario, at] of all) {
      await scenario.fault?.(world.network, at);
      for (const one of scenario.perspectives ?? []) await hinder(world.network, at, one);
    }
    return { world, anchors, credentials };
  } catch (cause) {
    await world.close();
    throw cause;
  }
}

/** Every scenario under every rule, by the engine of the server, in the node `ca`. */
export async function judgeAll(
  { world, anchors, credentials }: ParityWorld,
  places: Places,
): Promise<readonly AgentReport[]> {
  const input: AgentInput = {
    ...nameServers(world.network),
    credentials,
    anchors: anchors.filter(({ zone }) => zone === `${FAKES_ZONE}.`),
    token: TOKEN,
    keyAuthorization: KEY_AUTHORIZATION,
    jobs: [...places]
      .flatMap(([scenario, place]) => RETRY_RULES.map((rule) => jobOf(world.network, scenario, place, rule)))
      .toSorted((a, b) => patience(b) - patience(a)), // those that take longest begin first
  };
  const agent = fileURLToPath(new URL('./agent.ts', import.meta.url));
  const done = await world.network
    .node('ca')
    .must([process.execPath, agent], { input: JSON.stringify(input), timeoutMs: AGENT_MS });
  return done.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AgentReport);
}

/** Production values take longest; so does a perspective that hangs. */
function patience({ timeScale, perspectives }: Job): number {
  return perspectives === undefined ? timeScale : 1;
}

function jobOf(network: Network, scenario: Scenario, place: Place, rule: Job['rule']): Job {
  const { perspectives } = scenario;
  return {
    id: scenario.row,
    name: scenario.name?.(place) ?? place.name,
    wildcard: scenario.wildcard === true,
    type: scenario.type ?? 'http-01',
    rule,
    timeScale: scenario.production === true ? 1 : TIME_SCALE,
    dnssec: scenario.fakes?.(place).dnssec === true,
    ...(scenario.caa === true && { caaIssuer: CA_NAME }),
    ...(perspectives && {
      perspectives: perspectives.map(({ name, region, does }) => {
        const port = does === 'lying' ? PERSPECTIVE_PORT + 1 : PERSPECTIVE_PORT;
        return { name, region, host: network.node(name).v6, port };
      }),
    }),
  };
}

function nameServers(network: Network): Pick<AgentInput, 'bind' | 'fakes'> {
  const { v6, v4 } = network.node('dns');
  const at = (port: number) => [v6, v4].map((address) => ({ address, port }));
  return { bind: at(53), fakes: at(FAKES_PORT) };
}

/** One agent in each perspective's node; it listens for the server. */
async function startPerspectives(network: Network): Promise<Credentials> {
  const { server, perspectives } = makeCredentials(PERSPECTIVES);
  const program = fileURLToPath(new URL('./perspective-node.ts', import.meta.url));
  await Promise.all(
    PERSPECTIVES.map(async (name) => {
      const node = network.node(name);
      const credentials = perspectives[name];
      if (credentials === undefined) throw new Error(`no certificate for ${name}`);
      const plan: PerspectiveNode = {
        name,
        addresses: [node.v6, node.v4],
        port: PERSPECTIVE_PORT,
        credentials,
        pretends: name === 'p1' ? 'p2' : 'p1',
        engine: { ...nameServers(network), rule: 'documented', timeScale: 1 },
      };
      await node.write(PERSPECTIVE_FILE, JSON.stringify(plan));
      await node.start([process.execPath, program, PERSPECTIVE_FILE]).until(/listening/, 30_000);
    }),
  );
  return server;
}

/** What a provider's firewall does to one perspective alone. */
async function hinder(network: Network, at: Place, { name, does }: Elsewhere): Promise<void> {
  const fault = does === 'blocked' ? reset : does === 'hanging' ? drop : undefined;
  const { v6, v4 } = network.node(name);
  await fault?.(network, { from: v6, to: at.v6, port: 80 });
  await fault?.(network, { from: v4, to: at.v4, port: 80 });
}

async function startStubs(network: Network, places: Places): Promise<void> {
  const web = network.node('web');
  await web.write(`${WEBROOT}${CHALLENGE_PATH}`, KEY_AUTHORIZATION);
  const stubs = [...places].flatMap(([scenario, at]) => scenario.stub?.(at) ?? []);
  await web.write(STUBS, JSON.stringify(stubs));
  const program = fileURLToPath(new URL('./stub-server.ts', import.meta.url));
  await web.start([process.execPath, program, STUBS]).until(/listening/, 10_000);
}

async function startAllFakes(network: Network, places: Places): Promise<readonly TrustAnchor[]> {
  const fakes = [...places].flatMap(([scenario, at]) => scenario.fakes?.(at) ?? []);
  return startFakes(network.node('dns'), {
    zones: [
      { name: FAKES_ZONE, sign: true, records: '@ NS ns\nns A 192.0.2.53' },
      ...fakes.flatMap(({ zones }) => zones),
    ],
    rules: fakes.flatMap(({ rules = [] }) => rules),
  });
}

function addresses(n: number): { readonly v6: string; readonly v4: string } {
  return { v6: `fd64:0:0:2::${n.toString(16)}`, v4: `10.64.2.${n}` };
}
