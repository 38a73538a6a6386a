// Perspectives with real packets: `sixfour serve`, four `sixfour perspective run` in networks of their own (two are dialled, two
// dial), and a client that orders. Some are blocked, lied to, hang, or are killed in the middle of a validation.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { OrderDetailView, OrderView } from '../../src/console/api/index.ts';
import type { AttemptEvidence, PerspectiveEvidence, QuorumEvidence } from '../../src/core/index.ts';
import { buildNetwork, LAB_PREFIXES, type Network } from '../support/namespaces.ts';
import type { CheckOutcome } from '../../src/cli/doctor/outcome.ts';
import { FAKES_PORT, startFakes } from './fakes.ts';
import { drop, reset } from './faults.ts';
import { startNginx, WEBROOT } from './nginx.ts';
import { type LabAgent, startAgent } from './perspective-agent.ts';
import type { Told } from './perspective-orders.ts';
import { startSixfour, type Sixfour } from './sixfour.ts';
import { labSkip, worldRefused } from './world.ts';

const HOST = 'ca.lab.test';
/** Each name has addresses of its own, so that each can be broken alone. */
const NAMES = [
  'good',
  'geo-one',
  'geo-two',
  'lied-one',
  'lied-two',
  'hang',
  'kill-one',
  'kill-two',
  'split',
  'region',
] as const;
type Name = (typeof NAMES)[number];
const AGENTS = [
  { name: 'berlin', region: 'RIPE', opens: 'server' },
  { name: 'boston', region: 'ARIN', opens: 'agent' },
  { name: 'tokyo', region: 'APNIC', opens: 'server' },
  { name: 'quito', region: 'LACNIC', opens: 'agent' },
] as const;
type AgentName = (typeof AGENTS)[number]['name'];
/** Where another server answers. */
const FALSE_HOST = 0x40;

describe('perspectives with real packets', { skip: labSkip(await worldRefused()) }, () => {
  let network: Network;
  let server: Sixfour;
  const agents = new Map<string, LabAgent>();
  const agent = (name: AgentName): LabAgent => agents.get(name) as LabAgent;

  before(async () => {
    network = await buildNetwork({ nodes: ['ca', 'web', 'dns', ...AGENTS.map(({ name }) => name)] });
    const [ca, web, dns] = [network.node('ca'), network.node('web'), network.node('dns')];
    for (const host of [...NAMES.keys()].map((index) => hostOf(index)).concat(FALSE_HOST)) {
      await web.address(host, 6);
      await web.address(host, 4);
    }
    const [boston, tokyo] = [network.node('boston'), network.node('tokyo')];
    const regional = hostOf(NAMES.indexOf('region'));
    await Promise.all([
      startNginx(web, [
        { listen: ['80', '[::]:80 ipv6only=on'], serve: 'webroot' },
        {
          listen: [`[${v6(regional)}]:80`, `${v4(regional)}:80`],
          serve: { directive: `root ${WEBROOT}; deny ${tokyo.v6}; deny ${tokyo.v4};` },
        },
        { listen: [`[${v6(FALSE_HOST)}]:80`, `${v4(FALSE_HOST)}:80`], serve: 'wrong' },
      ]),
      startFakes(dns, {
        // the parent answers too: CAA is looked for up to the top
        zones: [
          { name: 'lab.test', records: NAMES.flatMap(records).join('\n') },
          { name: 'test', records: '' },
        ],
        rules: ['lied-one', 'lied-two'].map((name) => ({
          name: `${name}.lab.test`,
          client: [`${boston.v6}/128`, `${boston.v4}/32`],
          fault: 'answer' as const,
          records: `@ AAAA ${v6(FALSE_HOST)}\n@ A ${v4(FALSE_HOST)}`,
        })),
      }),
      ...[web, ...AGENTS.map(({ name }) => network.node(name))].map((node) =>
        node.write('/etc/hosts', `::1 localhost\n127.0.0.1 localhost\n${ca.v6} ${HOST}\n${ca.v4} ${HOST}\n`),
      ),
    ]);
    const dnsServers = [`[${dns.v6}]:${FAKES_PORT}`, `${dns.v4}:${FAKES_PORT}`];
    server = await startSixfour({
      ca,
      dns,
      host: HOST,
      allow: ['lab.test'],
      environment: {
        SIXFOUR_VALIDATION_DNS_SERVERS: dnsServers.join(','),
        SIXFOUR_PERSPECTIVES_ADDRESSES: '::,0.0.0.0',
        SIXFOUR_PERSPECTIVES_POLICY: 'baseline-requirements',
        SIXFOUR_PERSPECTIVES_MINIMUM: '3',
      },
    });
    await web.write('/run/root.pem', server.rootPem);
    await Promise.all(
      AGENTS.map(async (plan) => {
        const node = network.node(plan.name);
        agents.set(plan.name, await startAgent(server, { ...plan, node, dnsServers }));
      }),
    );
  });
  after(async () => {
    await server?.close();
    await network?.close();
  });

  /** What the subscriber was told, what the administrator sees. */
  async function order(...names: Name[]): Promise<Record<string, Seen>> {
    const program = fileURLToPath(new URL('./perspective-orders.ts', import.meta.url));
    const done = await network
      .node('web')
      .must(
        [process.execPath, program, server.directory, WEBROOT, ...names.map((name) => `${name}.lab.test`)],
        { env: { NODE_EXTRA_CA_CERTS: '/run/root.pem' }, timeoutMs: 60_000 },
      );
    const told = done.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Told);
    const { orders } = await server.get<{ orders: OrderView[] }>('/orders');
    return Object.fromEntries(
      await Promise.all(
        told.map(async (one) => {
          const { id } = orders
            .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
            .find(({ names: [name] }) => name === one.name) as OrderView;
          const shown = await server.get<OrderDetailView>(`/orders/${id}`);
          const evidence = shown.authorizations[0]?.validations[0]?.evidence ?? [];
          const answers = evidence.filter((item): item is PerspectiveEvidence => item.kind === 'perspective');
          const quorum = evidence.find((item): item is QuorumEvidence => item.kind === 'quorum');
          namesNobody(one);
          return [one.name.split('.')[0], { told: one, id, shown, answers, quorum }] as const;
        }),
      ),
    );
  }

  /** Names, regions and addresses of perspectives are the administrator's alone. */
  function namesNobody({ text, problem }: Told): void {
    assert.ok(text.includes('"status"'));
    for (const { name, region } of AGENTS) {
      const { v6: six, v4: four } = network.node(name);
      for (const secret of [name, region, six, four]) {
        assert.ok(!`${text}${JSON.stringify(problem ?? '')}`.includes(secret), `told ${secret}: ${text}`);
      }
    }
  }

  async function blocked(name: Name, from: AgentName, family: 6 | 4, how: typeof drop): Promise<void> {
    const source = network.node(from);
    const host = hostOf(NAMES.indexOf(name));
    const path =
      family === 6
        ? { from: source.v6, to: v6(host), port: 80 }
        : { from: source.v4, to: v4(host), port: 80 };
    await how(network, path);
  }

  it('all four pass: valid, by the named policy', async () => {
    const { good } = await order('good');
    assert.ok(good);
    assert.equal(good.told.status, 'valid');
    assert.deepEqual(outcomes(good), {
      berlin: 'passed',
      boston: 'passed',
      quito: 'passed',
      tokyo: 'passed',
    });
    const { policy, asked, passed, needed, reached } = good.quorum ?? {};
    assert.deepEqual(
      { policy, asked, passed, needed, reached },
      { policy: 'baseline-requirements, minimum 3', asked: 4, passed: 4, needed: 3, reached: true },
    );
  });

  it('blocked by place, or told false addresses: one of four is not enough to refuse, two are', async () => {
    await blocked('geo-one', 'tokyo', 6, drop);
    await blocked('geo-one', 'tokyo', 4, drop);
    for (const place of ['tokyo', 'quito'] as const) {
      await blocked('geo-two', place, 6, drop);
      await blocked('geo-two', place, 4, reset);
    }
    await blocked('lied-two', 'tokyo', 6, reset);
    const seen = await order('geo-one', 'geo-two', 'lied-one', 'lied-two');
    const [one, two, lied, both] = [seen['geo-one'], seen['geo-two'], seen['lied-one'], seen['lied-two']];
    assert.ok(one && two && lied && both);

    assert.equal(one.told.status, 'valid');
    assert.equal(
      outcomes(one)['tokyo'],
      'cut',
      'the packets vanish: 2 s after the others it is waited for no more',
    );
    assert.equal(one.quorum?.passed, 3);

    assert.equal(two.told.status, 'invalid');
    assert.deepEqual(outcomes(two), {
      berlin: 'passed',
      boston: 'passed',
      quito: 'failed',
      tokyo: 'failed',
    });
    for (const place of ['tokyo', 'quito']) {
      assert.deepEqual(attempts(two, place), ['6 connect-timeout', '4 refused'], place);
    }
    assert.equal(two.told.problem?.type, 'urn:ietf:params:acme:error:connection');
    assert.match(
      two.told.problem?.detail ?? '',
      /2 of the 4 places .* could not confirm control over geo-two\.lab\.test: 2 over IPv4 \(connection refused\)/,
    );

    assert.equal(lied.told.status, 'valid');
    assert.equal(outcomes(lied)['boston'], 'failed');
    assert.equal(answerOf(lied, 'boston')?.fault?.code, 'validationWrongBody');
    assert.deepEqual(addresses(lied, 'boston'), [v6(FALSE_HOST)]);
    assert.deepEqual(addresses(lied, 'berlin'), [v6(hostOf(NAMES.indexOf('lied-one')))]);

    assert.equal(both.told.status, 'invalid');
    assert.deepEqual(failed(both), ['boston', 'tokyo']);
  });

  it('the doctor looks from all four, and says from where it fails, why, and what an order comes to', async () => {
    const networks = LAB_PREFIXES.flatMap((prefix) => ['--network', prefix]);
    const look = (name: Name, ...more: string[]) =>
      server.run('check', `${name}.lab.test`, '--perspectives', ...networks, ...more);
    const told = async (name: Name) => JSON.parse((await look(name, '--json')).stdout) as CheckOutcome;

    const good = await told('good');
    assert.deepEqual(ids(good), []);
    assert.deepEqual(
      good.reports.map(({ vantage }) => vantage),
      ['here', 'berlin', 'boston', 'quito', 'tokyo'],
    );
    assert.deepEqual([good.order?.reached, good.order?.passed, good.order?.needed], [true, 4, 3]);

    // the same that an order came to above, from the same four
    const two = await told('geo-two');
    assert.deepEqual(ids(two), ['D12 strong']);
    assert.deepEqual([two.order?.reached, two.order?.passed], [false, 2]);

    await blocked('split', 'tokyo', 6, drop);
    const split = await told('split');
    assert.deepEqual(ids(split), ['C6 strong']);
    assert.deepEqual([split.order?.reached, split.order?.passed], [true, 4], 'IPv4 after the timeout');

    const region = await told('region');
    assert.deepEqual(ids(region), ['F11 proven']);
    assert.deepEqual([region.order?.reached, region.order?.passed], [true, 3]);

    const { stdout, code } = await look('geo-two');
    assert.equal(code, 1);
    assert.match(stdout, /perspectives +http-01 passes from berlin, boston$/m);
    assert.match(stdout, /perspectives +http-01 fails from quito, tokyo$/m);
    const refused =
      /an order here +would be refused: 2 of 4 perspectives, and baseline-requirements, minimum 3\s+needs 3$/m;
    assert.match(stdout, refused);
  });

  it('one hangs: it is cut 2 s after the others decided', async () => {
    agent('boston').freeze();
    const { hang } = await order('hang');
    agent('boston').thaw();
    assert.ok(hang);
    assert.equal(hang.told.status, 'valid');
    assert.deepEqual(outcomes(hang), {
      berlin: 'passed',
      boston: 'cut',
      quito: 'passed',
      tokyo: 'passed',
    });
    const waited = answerOf(hang, 'boston')?.ms ?? 0;
    assert.ok(waited >= 2_000, `${waited} ms`);
    // it votes again in the next validation; on a busy machine it was silent for so long that it has to dial again
    await agent('boston').connected();
  });

  it('one that dialled is killed in mid-validation: the others suffice, and their evidence is kept', async () => {
    const seen = await killedAmid('kill-one', 'quito');
    assert.equal(seen.told.status, 'valid');
    assert.deepEqual(outcomes(seen), {
      berlin: 'passed',
      boston: 'passed',
      quito: 'unreachable',
      tokyo: 'passed',
    });
    for (const place of ['berlin', 'boston', 'tokyo']) {
      assert.deepEqual(attempts(seen, place), ['6 connect-timeout', '4 response'], place);
    }
    await isNamed(seen, 'quito');
    await agent('quito').connected();
  });

  it('one that was dialled is killed in mid-validation while another is refused: invalid, and both are told apart', async () => {
    await blocked('kill-two', 'tokyo', 4, reset);
    const seen = await killedAmid('kill-two', 'berlin');
    assert.equal(seen.told.status, 'invalid');
    assert.equal(outcomes(seen)['berlin'], 'unreachable');
    assert.equal(outcomes(seen)['tokyo'], 'failed');
    assert.deepEqual(attempts(seen, 'tokyo'), ['6 connect-timeout', '4 refused']);
    assert.match(seen.told.problem?.detail ?? '', /1 over IPv4 \(connection refused\)/);
    assert.match(seen.told.problem?.detail ?? '', /1 \(not reached\)/);
    await isNamed(seen, 'berlin');
    // dialled at once, since it is needed: the pause between two tries is longer by now. A process that has just begun may be the
    // last by more than 2 s on a busy machine, and is cut then; not reached it is no more
    const { good } = await order('good');
    assert.ok(good && ['passed', 'cut'].includes(outcomes(good)['berlin'] ?? ''), JSON.stringify(good));
    await agent('berlin').connected();
    assert.deepEqual(failed((await order('good'))['good']), []);
  });

  it('the server is started again: those that dial come back by themselves, and the others are dialled', async () => {
    await server.restart({});
    for (const { name } of AGENTS) await agent(name).connected();
    assert.deepEqual(failed((await order('good'))['good']), []);
  });

  /** Over IPv6 everyone waits for 5 s: that is when it is killed. */
  async function killedAmid(name: Name, killed: AgentName): Promise<Seen> {
    for (const place of AGENTS) await blocked(name, place.name, 6, drop);
    const ordered = order(name);
    await connecting(network.node(killed), v6(hostOf(NAMES.indexOf(name))));
    await agent(killed).kill();
    const seen = (await ordered)[name];
    assert.ok(seen);
    assert.equal(seen.answers.length, AGENTS.length);
    return seen;
  }

  /** The next validation goes on without it; then it is started again. */
  async function isNamed({ id }: Seen, killed: AgentName): Promise<void> {
    const { stdout } = await server.run('order', 'show', id);
    assert.match(stdout, new RegExp(`from ${killed} .*: unreachable`));
    assert.deepEqual(failed((await order('good'))['good']), [killed]);
    await agent(killed).start();
  }
});

function ids({ findings }: CheckOutcome): string[] {
  return findings.map(({ id, certainty }) => `${id} ${certainty}`);
}

type Seen = {
  readonly told: Told;
  readonly id: string;
  readonly shown: OrderDetailView;
  readonly answers: readonly PerspectiveEvidence[];
  readonly quorum: QuorumEvidence | undefined;
};

function outcomes({ answers }: Seen): Record<string, string> {
  return Object.fromEntries(answers.map(({ perspective, outcome }) => [perspective, outcome]));
}

function failed(seen: Seen | undefined): string[] {
  assert.equal(seen?.answers.length, AGENTS.length);
  return Object.entries(outcomes(seen)).flatMap(([name, outcome]) => (outcome === 'passed' ? [] : [name]));
}

function answerOf({ answers }: Seen, name: string): PerspectiveEvidence | undefined {
  return answers.find(({ perspective }) => perspective === name);
}

function attemptsOf(seen: Seen, name: string): AttemptEvidence[] {
  const evidence = answerOf(seen, name)?.evidence ?? [];
  return evidence.filter((item): item is AttemptEvidence => item.kind === 'attempt');
}

function attempts(seen: Seen, name: string): string[] {
  return attemptsOf(seen, name).map(({ family, outcome }) => `${family} ${outcome}`);
}

function addresses(seen: Seen, name: string): string[] {
  return attemptsOf(seen, name).map(({ address }) => address);
}

/** Returns when the node waits for a connection to this address: it is in the middle of its validation. */
async function connecting(node: ReturnType<Network['node']>, address: string): Promise<void> {
  const limit = performance.now() + 30_000;
  for (;;) {
    const { stdout } = await node.must(['ss', '-H', '-t', '-n', 'state', 'syn-sent', 'dst', `[${address}]`]);
    if (stdout.includes(address)) return;
    if (performance.now() > limit) throw new Error(`${node.name} never asked ${address}`);
    await sleep(50);
  }
}

function hostOf(index: number): number {
  return 0x10 + index;
}

function v6(host: number): string {
  return `fd64:0:0:2::${host.toString(16)}`;
}

function v4(host: number): string {
  return `10.64.2.${host}`;
}

function records(name: Name, index: number): string[] {
  return [`${name} AAAA ${v6(hostOf(index))}`, `${name} A ${v4(hostOf(index))}`];
}
