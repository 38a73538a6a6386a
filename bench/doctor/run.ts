// `npm run bench:doctor`: how long a look at a healthy name takes, over the slowest single chain of exchanges that it needs, measured in
// the same run; and a look at a page with 200 sub-resources on 60 hosts. Servers are in a process of their own, behind an added round trip.
//   npm run bench:doctor -- [--runs 10]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { silentLog, systemClock as clock } from '../../src/core/index.ts';
import { examine, type Kit } from '../../src/doctor/outside/index.ts';
import {
  createAddressPolicy,
  createDialer,
  createFetcher,
  createQuicProber,
  createServerProber,
  createTlsProber,
  type Dialer,
  FETCH_LIMITS,
  type Lookup,
  parseAddress,
  type Resolver,
} from '../../src/net/index.ts';
import { createValidator } from '../../src/validation/index.ts';
import { CROWDED, hostOf, NAME, SHAPE } from './shape.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '10' } } });
const RATIO_GOAL = 1.5;
const CROWDED_GOAL_MS = 10_000;
const WARM_LOOKS = 4;

const site = spawn(process.execPath, [fileURLToPath(new URL('./site.ts', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const [line] = (await once(createInterface(site.stdout), 'line')) as [string];
  const kit = createKit({ closed: 1, ...(JSON.parse(line) as { http: number; https: number }) });
  await measure(kit);
  await kit.validator.close();
} finally {
  site.kill();
}

async function measure(kit: Kit): Promise<void> {
  for (let n = 0; n < WARM_LOOKS; n++) await look(kit, NAME); // what is made once (contexts, roots, code) is not counted
  const ratios: number[] = [];
  for (let run = 0; run < Number(values.runs); run++) {
    const chain = Math.max(await timed(() => redirectChain(kit)), await timed(() => pageChain(kit)));
    const whole = await timed(() => look(kit, NAME));
    ratios.push(whole / chain);
    console.log(`run ${run + 1}: look ${whole.toFixed(0)} ms, slowest chain ${chain.toFixed(0)} ms`);
  }
  const ratio = ratios.toSorted((a, b) => a - b)[ratios.length >> 1] ?? Number.NaN;
  console.log(`look / slowest chain: ${ratio.toFixed(2)} (goal: at most ${RATIO_GOAL})`);
  const crowded = await timed(() => look(kit, CROWDED));
  console.log(
    `page with ${SHAPE.resources} resources on ${SHAPE.hosts} hosts: ${crowded.toFixed(0)} ms (goal: under ${CROWDED_GOAL_MS})`,
  );
  if (!(ratio <= RATIO_GOAL) || crowded >= CROWDED_GOAL_MS) process.exitCode = 1;
}

async function look(kit: Kit, name: string): Promise<void> {
  const report = await examine({ name, vantage: 'here' }, kit);
  const late = report.unmeasured.filter(({ why }) => why === 'time');
  const hosts = new Set(report.names.filter(({ role }) => role === 'resource').map(({ host }) => host));
  const wanted = name === CROWDED ? SHAPE.hosts : 0;
  if (late.length > 0 || report.packets.length !== 2 || hosts.size !== wanted) {
    throw new Error(
      `not a whole look: ${JSON.stringify({ late, packets: report.packets, hosts: hosts.size })}`,
    );
  }
}

/** What the validator needs: the first request, and the one that it is redirected to; each after its lookup. */
async function redirectChain(kit: Kit): Promise<void> {
  await get(kit, 'http', kit.ports.http);
  await get(kit, 'https', kit.ports.https);
}

/** What visitors need: the page, and then a large body beside it, on a connection of its own. */
async function pageChain(kit: Kit): Promise<void> {
  await get(kit, 'https', kit.ports.https);
  await get(kit, 'https', kit.ports.https, false);
}

async function get(kit: Kit, scheme: string, port: number, lookUp = true): Promise<void> {
  if (lookUp) await kit.resolver(NAME).lookup({ name: NAME, type: 'AAAA', hop: 0, deadlineMs: Infinity });
  const url = `${scheme}://${NAME}:${port}/`;
  const address = { text: '::1', family: 6 } as const;
  const limits = { ...FETCH_LIMITS, bodyBytes: 65_536 };
  const { evidence } = await kit.fetcher.fetch({
    url,
    hop: 0,
    address,
    limits,
    policy: kit.policy,
    reads: 'look',
  });
  if (evidence.outcome !== 'response') throw new Error(JSON.stringify(evidence));
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function createKit(ports: Kit['ports']): Kit {
  const dialer = slowDialer();
  const resolver = slowResolver();
  const fetcher = createFetcher({ clock, dialer });
  const tls = createTlsProber({ clock, dialer });
  const policy = createAddressPolicy({ allowed: () => [], allowLoopback: true });
  const validator = createValidator({
    resolverFor: () => resolver,
    fetcher,
    tlsProber: tls,
    policyFor: () => policy,
    rule: 'documented',
    clock,
    log: silentLog,
    http01Port: ports.http,
    tlsAlpn01Port: ports.https,
  });
  return {
    clock,
    resolver: () => resolver,
    servers: createServerProber({ clock }),
    dialer,
    fetcher,
    tls,
    quic: createQuicProber({ clock }),
    policy,
    validator,
    anchors: [],
    ports,
    timeScale: 1,
  };
}

function slowDialer(): Dialer {
  const dialer = createDialer(clock);
  return {
    async dial(request) {
      const began = clock.monotonic();
      const dialled = await dialer.dial(request);
      await wait(SHAPE.roundTripMs);
      return { ...dialled, ms: clock.monotonic() - began };
    },
  };
}

function slowResolver(): Resolver {
  const hosts = Array.from({ length: SHAPE.hosts }, (_, n) => [hostOf(n), `127.0.1.${n + 1}`] as const);
  const known = new Map([[NAME, '127.0.0.1'], [CROWDED, '127.0.0.1'], ...hosts]);
  return {
    async lookup({ name, type, hop }): Promise<Lookup> {
      await wait(SHAPE.lookupMs);
      const four = known.get(name);
      const texts = four === undefined ? [] : type === 'AAAA' ? ['::1'] : type === 'A' ? [four] : [];
      const addresses = texts.flatMap((text) => parseAddress(text) ?? []);
      const outcome = four === undefined ? 'nxdomain' : texts.length > 0 ? 'answer' : 'nodata';
      const evidence = {
        kind: 'lookup',
        at: 0,
        hop,
        name,
        type,
        outcome,
        tries: 1,
        ms: SHAPE.lookupMs,
      } as const;
      return { evidence: { ...evidence, addresses: texts }, addresses, texts: [], records: [] };
    },
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
