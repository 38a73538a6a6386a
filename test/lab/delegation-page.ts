// A page of docs/ is run as it stands, in network namespaces: every command on the machine that its fence names, every record in the zone
// that it names (at BIND), and what the page says that a command prints is compared with what it printed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildNetwork, type Network, type Node } from '../support/namespaces.ts';
import { describe as describeRun, installed } from '../support/process.ts';
import { assertShows, pageSteps } from './page-steps.ts';
import { type PageZones, startPageZones } from './page-zones.ts';
import { startSixfour, type Sixfour } from './sixfour.ts';
import { labSkip, worldRefused } from './world.ts';

const SCRIPT = fileURLToPath(new URL('../../bin/sixfour.js', import.meta.url));
const STEP_MS = 120_000;
const LEDGER_MS = 30_000;
/** Addresses of the page, and of the lab; names are those of the page, below a root of the lab's own. */
const ADDRESSES: readonly (readonly [string, string])[] = [
  ['2001:db8:', 'fd64:0:0:'],
  ['192.0.2.2', '10.64.1.2'],
  ['/var/lib/sixfour', '/run/sixfour'],
];
const MACHINES: Readonly<Record<string, string>> = { server: 'ca', www: 'web' };
/** A key as `client add` prints it, and whose. */
const KEY = /\(or (\w+)\)\nkey: ([\w-]{40})/g;

/** `more`: what is looked at besides, once all steps are done. */
export async function delegationPage(
  file: string,
  more: (server: () => Sixfour) => void = () => {},
): Promise<void> {
  const page = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
  const refused = (await worldRefused()) ?? (await missing('certbot', 'curl', 'dig'));
  describe(`docs/${file}, run as it stands`, { skip: labSkip(refused) }, () => runPage(page, more));
}

function runPage(page: string, more: (server: () => Sixfour) => void): void {
  let network: Network;
  let server: Sixfour;
  /** The lab's resolvers, for the server and for commands beside it. */
  let resolving: Readonly<Record<string, string>> = {};
  let zones: PageZones;
  const keys = new Map<string, string>();
  let printed = '';
  let lastStep: string | undefined;

  before(async () => {
    network = await buildNetwork({ nodes: ['ca', 'web', 'dns'] });
    const [ca, web, dns] = ['ca', 'web', 'dns'].map((name) => network.node(name)) as [Node, Node, Node];
    zones = await startPageZones(dns, {
      'example.org': '',
      'example.net': `ca AAAA ${ca.v6}\nca A ${ca.v4}\n`,
    });
    // BIND resolves for the web server; the CA walks from the lab's root by itself
    for (const node of [ca, web])
      await node.write('/etc/resolv.conf', `nameserver ${dns.v6}\nnameserver ${dns.v4}\n`);
    resolving = {
      SIXFOUR_VALIDATION_ROOT_HINTS: `[${dns.v6}]:53,${dns.v4}:53`,
      SIXFOUR_VALIDATION_DNS_SERVERS: `[${dns.v6}]:53,${dns.v4}:53`,
    };
    server = await startSixfour({
      ca,
      dns,
      host: 'ca.example.net',
      allow: [],
      environment: resolving,
    });
    await web.write('/etc/ssl/sixfour-root.pem', server.rootPem);
  });
  after(async () => {
    await server?.close();
    await network?.close();
  });

  const steps = pageSteps(page).filter(({ language }) => language !== 'console');
  /** Of the page, by whose they are. */
  const shown = new Map([...page.matchAll(KEY)].map(([, name = '', key = '']) => [name, key]));
  it('has steps on both machines and in both zones', () => {
    const places = [...new Set(steps.map(({ where }) => where))].filter((where) => where !== '');
    assert.deepEqual(places.toSorted(), ['example.net', 'example.org', 'server', 'www']);
  });

  for (const { language, where, fails, text } of steps) {
    const [line = ''] = text.split('\n');
    it(`${language} ${where}: ${line}`, async () => {
      if (language === 'text') await shows(text);
      else if (language === 'toml') await addSettings(inLab(text));
      else if (language === 'zone') await zones.add(where, inLab(text));
      else await runStep(network.node(MACHINES[where] ?? where), text, fails);
    });
  }

  more(() => server);

  /** Who fetched a value is written down some seconds later: the ledger is read again until then. */
  async function shows(text: string): Promise<void> {
    const limit = performance.now() + LEDGER_MS;
    while (lastStep?.includes(' client show ') === true && performance.now() < limit) {
      try {
        return assertShows(printed, text, comparable);
      } catch {
        await runStep(network.node('ca'), lastStep, false);
      }
    }
    assertShows(printed, text, comparable);
  }

  async function addSettings(toml: string): Promise<void> {
    await network.node('ca').script('cat >>/run/sixfour/sixfour.toml', { input: `\n${toml}\n` });
    await server.restart({});
  }

  async function runStep(node: Node, text: string, fails: boolean): Promise<void> {
    lastStep = text;
    const filled = [...shown].reduce(
      (all, [name, key]) => all.replaceAll(key, keys.get(name) ?? key),
      inLab(text),
    );
    const shell = `npx() { shift; '${process.execPath}' '${SCRIPT}' "$@"; }\n${filled}`;
    const done = await node.run(['sh', '-ec', shell], { timeoutMs: STEP_MS, env: resolving });
    assert.equal(done.code !== 0, fails, describeRun(done));
    printed = done.stdout + done.stderr;
    for (const [, name = '', key = ''] of printed.matchAll(KEY)) keys.set(name, key);
  }
}

async function missing(...programs: readonly string[]): Promise<string | undefined> {
  for (const program of programs) if (!(await installed(program))) return `${program} is not installed`;
  return undefined;
}

function inLab(text: string): string {
  return ADDRESSES.reduce((all, [page, lab]) => all.replaceAll(page, lab), text);
}

/** Without what differs from run to run, and without the lines and backslashes that programs break and quote a sentence with. */
function comparable(text: string): string {
  return ADDRESSES.reduce((all, [page, lab]) => all.replaceAll(lab, page), text)
    .replace(/user: \S+/g, 'user: USER')
    .replace(/key: [\w-]{40}/g, 'key: KEY')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'MOMENT')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ /gm, '')
    .trim();
}
