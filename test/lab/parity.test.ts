// Rows 1 to 10 of the parity matrix with real packets: every scenario under each retry rule, judged by the server's engine.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RETRY_RULES, type AttemptEvidence, type RetryRule } from '../../src/core/index.ts';
import type { AgentInput, AgentReport, Job } from './agent.ts';
import { SCENARIOS, type Place, type Scenario } from './parity-scenarios.ts';
import { buildWorld, labSkip, worldRefused, type World } from './world.ts';
import type { Network } from '../support/namespaces.ts';

/** One factor on every time limit. 5 s for the first family become 2 s: above the 1 s of a lost ICMP error. */
const TIME_SCALE = 0.4;
const AGENT_MS = 90_000;
const TOKEN = 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA';
const KEY_AUTHORIZATION = `${TOKEN}.9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI`;
const RULE_LABELS: Record<RetryRule, string> = { documented: 'D', boulder: 'C', 'per-hop': 'H' };

const refused = await worldRefused();

describe('parity rows 1 to 10 in network namespaces', { skip: labSkip(refused) }, () => {
  const places = new Map(SCENARIOS.map((scenario, index) => [scenario, placeOf(scenario, index)]));
  const reports = new Map<string, AgentReport>();
  let world: World;

  before(async () => {
    world = await build(places);
    for (const found of await judgeAll(world.network, places))
      reports.set(`${found.id} ${found.rule}`, found);
  });
  after(async () => {
    await world?.close();
    console.log(table(reports));
  });

  for (const scenario of SCENARIOS) {
    for (const rule of RETRY_RULES) {
      it(`${scenario.row} ${scenario.what}: ${scenario.expect[rule]} under ${rule}`, () => {
        const found = reports.get(`${scenario.row} ${rule}`);
        assert.ok(found, 'no report came back');
        const { report } = found;
        const seen = attempts(report.evidence);
        assert.equal(verdictOf(found), scenario.expect[rule], JSON.stringify(report, null, 1));
        assert.equal(report.judgements[rule], scenario.expect[rule]);
        assert.equal(report.rule, rule);
        const expected = scenario.attempts?.[rule];
        if (expected === undefined) return;
        // after a refusal the engine goes on with what the other rules ask for: those attempts follow the rule's own
        const own = report.verdict.valid ? seen : seen.slice(0, expected.length);
        assert.deepEqual(own, expected);
      });
    }
    it(`${scenario.row} a refusal under documented says which rules would have passed`, () => {
      const found = reports.get(`${scenario.row} documented`);
      assert.ok(found, 'no report came back');
      if (found.report.verdict.valid) return;
      for (const rule of RETRY_RULES)
        assert.equal(found.report.judgements[rule], scenario.expect[rule], rule);
    });
  }
});

async function build(places: ReadonlyMap<Scenario, Place>): Promise<World> {
  const all = [...places];
  const world = await buildWorld({
    names: all.flatMap(([scenario, at]) => scenario.dns(at)),
    vhosts: all.flatMap(([scenario, at]) => scenario.web(at)),
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
    const web = world.network.node('web');
    await web.write(`/var/www/html/.well-known/acme-challenge/${TOKEN}`, KEY_AUTHORIZATION);
    const stubs = all.flatMap(([scenario, at]) => scenario.stub?.(at) ?? []);
    const stub = web.start([
      process.execPath,
      new URL('./stub-server.ts', import.meta.url).pathname,
      ...stubs.flatMap(({ mode, address, port }) => [mode, address, String(port)]),
    ]);
    await stub.until(/listening/, 10_000);
    for (const [scenario, at] of all) await scenario.fault?.(world.network, at);
    return world;
  } catch (cause) {
    await world.close();
    throw cause;
  }
}

async function judgeAll(
  network: Network,
  places: ReadonlyMap<Scenario, Place>,
): Promise<readonly AgentReport[]> {
  const dns = network.node('dns');
  const jobs = [...places].flatMap(([scenario, at]) =>
    RETRY_RULES.map(
      (rule): Job => ({
        id: scenario.row,
        name: at.name,
        rule,
        timeScale: scenario.production === true ? 1 : TIME_SCALE,
      }),
    ),
  );
  const input: AgentInput = {
    dns: [dns.v6, dns.v4],
    token: TOKEN,
    keyAuthorization: KEY_AUTHORIZATION,
    jobs,
  };
  const agent = new URL('./agent.ts', import.meta.url).pathname;
  const done = await network
    .node('ca')
    .must([process.execPath, agent], { input: JSON.stringify(input), timeoutMs: AGENT_MS });
  return done.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AgentReport);
}

/** Two names and two addresses of each family for every scenario, from .16 and ::10 upwards. */
function placeOf(scenario: Scenario, index: number): Place {
  const host = 16 + 2 * index;
  const name = `row-${scenario.row}`;
  return {
    name: `${name}.lab.test`,
    ...addresses(host),
    other: { name: `${name}-other.lab.test`, ...addresses(host + 1) },
  };
}

function addresses(n: number): { readonly v6: string; readonly v4: string } {
  return { v6: `fd64:0:0:2::${n.toString(16)}`, v4: `10.64.2.${n}` };
}

function attempts(evidence: AgentReport['report']['evidence']): string[] {
  return evidence
    .filter((item): item is AttemptEvidence => item.kind === 'attempt')
    .map((attempt) => `${attempt.family}:${attempt.port} ${attempt.outcome}`);
}

function verdictOf(found: AgentReport): 'valid' | 'invalid' {
  return found.report.verdict.valid ? 'valid' : 'invalid';
}

/** Row by rule, as `expected` or `expected/SEEN` where they differ. */
function table(reports: ReadonlyMap<string, AgentReport>): string {
  const lines = SCENARIOS.map((scenario) => {
    const cells = RETRY_RULES.map((rule) => {
      const found = reports.get(`${scenario.row} ${rule}`);
      const seen = found === undefined ? 'nothing' : verdictOf(found);
      const expected = scenario.expect[rule];
      return `${RULE_LABELS[rule]} ${seen === expected ? expected : `${expected}/${seen.toUpperCase()}`}`.padEnd(
        12,
      );
    });
    return `${scenario.row.padEnd(4)}${cells.join('')}${scenario.what}`;
  });
  return ['', 'row verdict under D documented, C boulder, H per-hop', ...lines, ''].join('\n');
}
