// The network in which the rows of the parity matrix are played: one place for each scenario, all side by side.
import { fileURLToPath } from 'node:url';
import { RETRY_RULES } from '../../src/core/index.ts';
import type { TrustAnchor } from '../../src/lab/index.ts';
import type { Network } from '../support/namespaces.ts';
import type { AgentInput, AgentReport, Job } from './agent.ts';
import { FAKES_PORT, startFakes } from './fakes.ts';
import {
  CA_NAME,
  CHALLENGE_PATH,
  KEY_AUTHORIZATION,
  type Place,
  type Scenario,
  TOKEN,
} from './parity-shape.ts';
import { WEBROOT } from './nginx.ts';
import { buildWorld, type World } from './world.ts';

export type Places = ReadonlyMap<Scenario, Place>;
export type ParityWorld = { readonly world: World; readonly anchors: readonly TrustAnchor[] };

/** One factor on every time limit. 5 s for the first family become 2 s: above the 1 s of a lost ICMP error. */
const TIME_SCALE = 0.4;
const AGENT_MS = 240_000;
const STUBS = '/run/stubs.json';
/** The signed parent of every zone that the failing name server has. */
const FAKES_ZONE = 'fakes';

/** Two names and two addresses of each family for every scenario, from .16 and ::10 upwards. */
export function placesOf(scenarios: readonly Scenario[]): Places {
  return new Map(
    scenarios.map((scenario, index) => {
      const host = 16 + 2 * index;
      if (host + 1 > 254) throw new Error('no more addresses: the lab needs a wider IPv4 network');
      const name = `row-${scenario.row}`;
      const zone = scenario.fakes === undefined ? 'lab.test' : FAKES_ZONE;
      const other = { name: `${name}-other.${zone}`, ...addresses(host + 1) };
      return [scenario, { name: `${name}.${zone}`, ...addresses(host), other }];
    }),
  );
}

/** Builds network and services; nothing is left running when that fails. */
export async function buildParity(places: Places): Promise<ParityWorld> {
  const all = [...places];
  const world = await buildWorld({
    names: all.flatMap(([scenario, at]) => scenario.dns?.(at) ?? []),
    vhosts: all.flatMap(([scenario, at]) => scenario.web?.(at) ?? []),
    prepare: async (network) => {
      const lines = all.flatMap(([scenario, at]) => {
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
    for (const [scenario, at] of all) await scenario.fault?.(world.network, at);
    return { world, anchors };
  } catch (cause) {
    await world.close();
    throw cause;
  }
}

/** Every scenario under every rule, by the engine of the server, in the node `ca`. */
export async function judgeAll(
  { world, anchors }: ParityWorld,
  places: Places,
): Promise<readonly AgentReport[]> {
  const dns = world.network.node('dns');
  const at = (port: number) => [dns.v6, dns.v4].map((address) => ({ address, port }));
  const input: AgentInput = {
    bind: at(53),
    fakes: at(FAKES_PORT),
    anchors: anchors.filter(({ zone }) => zone === `${FAKES_ZONE}.`),
    token: TOKEN,
    keyAuthorization: KEY_AUTHORIZATION,
    jobs: [...places]
      .flatMap(([scenario, place]) => RETRY_RULES.map((rule) => jobOf(scenario, place, rule)))
      .toSorted((a, b) => b.timeScale - a.timeScale), // those that take longest begin first
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

function jobOf(scenario: Scenario, place: Place, rule: Job['rule']): Job {
  const dnssec = scenario.fakes?.(place).dnssec === true;
  return {
    id: scenario.row,
    name: scenario.name?.(place) ?? place.name,
    wildcard: scenario.wildcard === true,
    type: scenario.type ?? 'http-01',
    rule,
    timeScale: scenario.production === true ? 1 : TIME_SCALE,
    resolver: scenario.fakes === undefined ? 'bind' : dnssec ? 'fakes-dnssec' : 'fakes',
    ...(scenario.caa === true && { caaIssuer: CA_NAME }),
  };
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
