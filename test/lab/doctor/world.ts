// The network of the fault lab: a host of its own for every scenario, all side by side, one place that looks at them.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'smol-toml';
import { type InsideReport, insideReport } from '../../../src/doctor/inside/index.ts';
import type { LabScript, TrustAnchor } from '../../../src/lab/index.ts';
import { buildNetwork, type Network, type Node } from '../../support/namespaces.ts';
import type { Input, Output } from './agent.ts';
import { createLabCa, type LabCa } from './certificates.ts';
import { applied, hostRemedy, type Mended, onlyText, readLines, stateOf, takenBack } from './mend.ts';
import { resolversAt, startResolvers } from './resolvers.ts';
import type { At, Scenario } from './shape.ts';
import { healthySite, startSite, WEBROOT, writeSite } from './site.ts';

export type Played = Place &
  Looked & {
    readonly outside: Output;
    /** Where there is a remedy on the host. */
    readonly mended?: Mended;
  };
/** What the machine says of itself. */
export type Looked = {
  readonly inside: InsideReport;
  /** Files that a remedy may change. */
  readonly files: Readonly<Record<string, string>>;
};
type Place = { readonly scenario: Scenario; readonly at: At };

/** Addresses that look public: private ones would be a fault of their own. Nothing of this network leaves it. */
const PUBLIC = { v6: '2a0f:6464:0', v4: '185.64' };
const TIME_SCALE = 0.4; // 5 s for a connection become 2 s: above the 1 s of a lost ICMP error
const READY_MS = 30_000;
const LOOK_MS = 400_000;
const TOKEN = randomBytes(32).toString('base64url');
const KEY_AUTHORIZATION = `${TOKEN}.${randomBytes(32).toString('base64url')}`;
const PROGRAM = fileURLToPath(new URL('../../../bin/sixfour.js', import.meta.url));
const SCRIPT = '/run/dns.toml';
/** Hosts prepared, and surveys made, at the same time. */
const AT_ONCE = 6;

/** Builds, breaks, looks from outside and inside, mends, looks again, takes that back; nothing is left running. */
export async function play(scenarios: readonly Scenario[]): Promise<readonly Played[]> {
  const fixed = ['ca', 'dns', 'other', 'resolver'];
  const network = await buildNetwork({ nodes: [...fixed, ...scenarios.map(nodeName)], prefixes: PUBLIC });
  try {
    const places = await Promise.all(
      scenarios.map(async (scenario) => ({ scenario, at: await publishedAt(scenario, network) })),
    );
    const ca = createLabCa();
    await network.node('dns').address(0x53, 6); // from where a name server may answer wrongly
    const anchors = await startDns(network.node('dns'), network.node('other'), places);
    await startResolvers(network.node('resolver'), network.node('dns'));
    await startOther(network.node('other'), ca);
    const broken: unknown[] = [];
    await side(places, async ({ scenario, at }) => {
      await prepare(network, scenario, at, ca).catch((cause: unknown) =>
        broken.push(`${scenario.id}: ${String(cause)}`),
      );
    });
    if (broken.length > 0) throw new Error(broken.join('\n'));
    const look = (which: readonly Place[]) => lookFromBoth(network, ca, which, anchors);
    return await mendAll(network, await look(places), look);
  } finally {
    await network.close();
  }
}

async function lookFromBoth(
  network: Network,
  ca: LabCa,
  places: readonly Place[],
  anchors: readonly TrustAnchor[],
): Promise<readonly Played[]> {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-lab-'));
  const outputs = await lookAtAll(network, ca, places, { folder, anchors });
  await rm(folder, { recursive: true });
  const looked = new Map<string, Looked>();
  await side(places, async ({ scenario }) => {
    looked.set(scenario.id, await survey(network, scenario));
  });
  return places.map(({ scenario, at }) => {
    const outside = outputs.get(scenario.id);
    const own = looked.get(scenario.id);
    if (outside === undefined || own === undefined) throw new Error(`nothing came back of ${scenario.id}`);
    return { scenario, at, outside, ...own };
  });
}

/** Applies the first remedy on each host; then one look at all of them, and back. */
async function mendAll(
  network: Network,
  played: readonly Played[],
  look: (which: readonly Place[]) => Promise<readonly Played[]>,
): Promise<readonly Played[]> {
  const states = new Map<string, string>();
  const mended = new Map<string, Mended>();
  const settingOf = ({ scenario, at }: Place) => ({ network, web: network.node(nodeName(scenario)), at });
  await side(played, async (one) => {
    const { id } = one.scenario;
    const remedy = hostRemedy(one);
    if (remedy === undefined) return;
    const setting = settingOf(one);
    const text = onlyText(one, remedy);
    if (text === undefined) states.set(id, await stateOf(setting.web));
    const failed = await (text === undefined
      ? applied(one.scenario, setting, remedy)
      : readLines(setting, remedy));
    mended.set(id, { remedy, text, failed });
  });
  const again = await look(played.filter(({ scenario: { id } }) => states.has(id)));
  await side(again, async (after) => {
    const { id } = after.scenario;
    const one = mended.get(id);
    if (one === undefined || one.remedy.undo.length === 0) return;
    const left = await takenBack(after.scenario, settingOf(after), one.remedy, states.get(id) ?? '');
    mended.set(id, { ...one, left });
  });
  return played.map((one) => {
    const { id } = one.scenario;
    const did = mended.get(id);
    const after = again.find(({ scenario }) => scenario.id === id);
    return did === undefined ? one : { ...one, mended: { ...did, ...(after !== undefined && { after }) } };
  });
}

function nodeName({ id }: Scenario): string {
  return `w-${id.toLowerCase()}`;
}

/** Where the host's address is known only when it has it, that is the one of the records. */
async function publishedAt(scenario: Scenario, network: Network): Promise<At> {
  const at = placeOf(scenario, network);
  const v6 = await scenario.published?.({ network, web: network.node(nodeName(scenario)), at });
  return v6 === undefined ? at : { ...at, v6 };
}

function placeOf(scenario: Scenario, network: Network): At {
  const { v6, v4 } = network.node(nodeName(scenario));
  const other = network.node('other');
  const dns = network.node('dns');
  return {
    id: scenario.id,
    name: (scenario.name ?? ((zone: string) => zone))(`${scenario.id.toLowerCase()}.lab`),
    zone: `${scenario.id.toLowerCase()}.lab`,
    v6,
    v4,
    other: { v6: other.v6, v4: other.v4 },
    dns: { v6: dns.v6, v4: dns.v4 },
    free: { v6: v6.replace(/::2$/, '::99'), v4: v4.replace(/\.2$/, '.99') },
  };
}

async function startDns(node: Node, other: Node, places: readonly Place[]): Promise<readonly TrustAnchor[]> {
  const script: LabScript = {
    zones: [
      {
        name: 'lab',
        records: `@ NS ns.lab.\nns AAAA ${node.v6}\nns A ${node.v4}\nother AAAA ${other.v6}\nother A ${other.v4}`,
      },
      ...places.flatMap(({ scenario, at }) => [
        {
          name: at.zone,
          ...scenario.zone?.(at),
          records: zoneRecords(scenario, at),
        },
        ...(scenario.zones?.(at) ?? []),
      ]),
    ],
    rules: places.flatMap(({ scenario, at }) => scenario.rules?.(at) ?? []),
  };
  await node.write(SCRIPT, stringify(script));
  const options = ['--script', SCRIPT, '--listen', node.v6, node.v4, '--port', '53', '--json'];
  const service = node.start([process.execPath, PROGRAM, 'lab', 'dns', ...options]);
  const [line] = await service.until(/^\{"ready":true.*\}$/m, READY_MS);
  return (JSON.parse(line) as { trustAnchors: readonly TrustAnchor[] }).trustAnchors;
}

function zoneRecords(scenario: Scenario, at: At): string {
  const records = scenario.records?.(at) ?? healthyRecords(at);
  return /^@ NS /m.test(records) ? records : `@ NS ns.lab.\n${records}`;
}

function healthyRecords({ v6, v4 }: At): string {
  return `@ AAAA ${v6}\n@ A ${v4}\nwww AAAA ${v6}\nwww A ${v4}`;
}

/** Somebody else's site, which answers every name with its own page. */
async function startOther(node: Node, ca: LabCa): Promise<void> {
  const at = {
    id: 'other',
    name: 'other.lab',
    zone: 'other.lab',
    v6: node.v6,
    v4: node.v4,
    other: node,
    free: node,
    dns: node,
  };
  await writeSite(node, at, { site: ca.leaf(['other.lab']) });
  await startSite(node, healthySite(at));
}

async function prepare(network: Network, scenario: Scenario, at: At, ca: LabCa): Promise<void> {
  const web = network.node(nodeName(scenario));
  // a host answers one ICMP error a second: the doctor asks several ports at once, and an order asks again
  await web.script('echo 0 >/proc/sys/net/ipv6/icmp/ratelimit; echo 0 >/proc/sys/net/ipv4/icmp_ratelimit');
  const names = [at.name, `www.${at.name}`];
  await writeSite(web, at, {
    site: ca.leaf(names),
    newer: ca.leaf(names, { daysLeft: 90 }),
    ending: ca.leaf(names, { daysLeft: 2 }),
    expired: ca.leaf(names, { daysLeft: -3 }),
  });
  await web.write(`${WEBROOT}/.well-known/acme-challenge/${TOKEN}`, KEY_AUTHORIZATION);
  await web.write('/run/root.pem', ca.root);
  // the name as the machine itself resolves it: lines that verify ask for it
  await web.script(`printf '%s\\n' '${at.v6} ${at.name}' '${at.v4} ${at.name}' >>/etc/hosts`);
  if (scenario.serve === undefined) await startSite(web, (scenario.nginx ?? healthySite)(at));
  else await scenario.serve({ network, web, at });
  await scenario.fault?.({ network, web, at });
}

async function lookAtAll(
  network: Network,
  ca: LabCa,
  places: readonly Place[],
  { folder, anchors }: { readonly folder: string; readonly anchors: readonly TrustAnchor[] },
): Promise<ReadonlyMap<string, Output>> {
  const dns = network.node('dns');
  const input: Input = {
    folder,
    trustAnchors: anchors.map(({ ds }) => ds),
    servers: [dns.v6, dns.v4],
    timeScale: TIME_SCALE,
    token: TOKEN,
    keyAuthorization: KEY_AUTHORIZATION,
    jobs: places.map(({ scenario: { id, resolver }, at: { name } }) => ({
      id,
      name,
      ...(resolver !== undefined && { resolvers: resolversAt(network.node('resolver'), resolver) }),
    })),
  };
  const node = network.node('ca');
  await node.write('/run/root.pem', ca.root);
  const agent = fileURLToPath(new URL('./agent.ts', import.meta.url));
  await node.must([process.execPath, agent], {
    input: JSON.stringify(input),
    timeoutMs: LOOK_MS,
    env: { NODE_EXTRA_CA_CERTS: '/run/root.pem' },
  });
  const outputs = places.map(async ({ scenario: { id } }) => {
    const text = await readFile(join(folder, `${id}.json`), 'utf8');
    return [id, JSON.parse(text) as Output] as const;
  });
  return new Map(await Promise.all(outputs));
}

async function survey(network: Network, scenario: Scenario): Promise<Looked> {
  const program = fileURLToPath(new URL('./surveyor.ts', import.meta.url));
  const { v6, v4 } = network.node('dns');
  const anchors = scenario.outbound === true ? [v6, v4] : [];
  const argv = [process.execPath, program, ...anchors];
  const done = await network
    .node(nodeName(scenario))
    .must(scenario.started === true ? startedNow(argv) : argv, { timeoutMs: 60_000 });
  const { inside, files } = JSON.parse(done.stdout) as Looked;
  return { inside: insideReport.parse(inside), files };
}

/** As on a machine that was started a minute ago: in a time namespace, where the kernel itself says so. */
function startedNow(argv: readonly string[]): readonly string[] {
  return ['unshare', '-T', '--boottime', String(60 - Math.floor(uptime())), '--fork', ...argv];
}

/** A few at a time. */
async function side<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await run(one);
    }),
  );
}
