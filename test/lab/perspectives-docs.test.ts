// docs/perspectives.md is run as it stands, in network namespaces: every command of its walk-through on the machine that the fence
// names (```sh berlin), and what the page says that it prints is compared with what it prints.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LAB_PREFIXES, type Node } from '../support/namespaces.ts';
import { describe as describeRun, installed, type Service } from '../support/process.ts';
import { assertShows, type PageStep, pageSteps } from './page-steps.ts';
import { startSixfour, type Sixfour } from './sixfour.ts';
import { buildWorld, labSkip, type World, worldRefused } from './world.ts';

const PAGE = readFileSync(new URL('../../docs/perspectives.md', import.meta.url), 'utf8');
const SCRIPT = fileURLToPath(new URL('../../bin/sixfour.js', import.meta.url));
const STEP_MS = 60_000;
/** What the page calls things, and the lab: of one length, so that tables and lines break alike. */
const NAMES: readonly (readonly [string, string])[] = [
  ['example.org', 'lab-it.test'],
  ['2001:db8:', 'fd64:0:0:'],
  ['203.0.113.0/24', '10.64.5.0/24'],
  ['192.0.2.2', '10.64.2.2'],
  ['/var/lib/sixfour-perspective', '/run/perspective'],
  ['/var/lib/sixfour', '/run/sixfour'],
];
const MACHINES: Readonly<Record<string, string>> = {
  server: 'ca',
  www: 'web',
  berlin: 'berlin',
  tokyo: 'tokyo',
};

const refused =
  (await worldRefused()) ?? ((await installed('certbot')) ? undefined : 'certbot is not installed');

describe('docs/perspectives.md, run as it stands', { skip: labSkip(refused) }, () => {
  let world: World;
  let server: Sixfour;
  const services = new Map<string, Service>();
  const said = { text: '', tokens: new Map<string, string>(), pin: '', id: '' };

  before(async () => {
    world = await buildWorld({
      nodes: ['berlin', 'tokyo'],
      names: [
        { name: 'www.lab-it.test', v6: ['fd64:0:0:2::2'], v4: ['10.64.2.2'] },
        { name: 'ca.lab-it.test', v6: ['fd64:0:0:1::2'], v4: ['10.64.1.2'] },
      ],
      vhosts: [{ listen: ['80', '[::]:80 ipv6only=on'], serve: 'webroot' }],
    });
    const { network } = world;
    const dns = network.node('dns');
    for (const place of ['berlin', 'tokyo']) {
      await network.node(place).write('/etc/resolv.conf', `nameserver ${dns.v6}\nnameserver ${dns.v4}\n`);
      // the lab's addresses are private ones
      await network
        .node(place)
        .write('/run/perspective/sixfour.toml', `[agent]\nnetworks = ${JSON.stringify(LAB_PREFIXES)}\n`);
    }
    const ca = network.node('ca');
    server = await startSixfour({ ca, dns, host: 'ca.lab-it.test', allow: ['lab-it.test'] });
    await network.node('web').write('/etc/ssl/sixfour-root.pem', server.rootPem);
  });
  after(async () => {
    await server?.close();
    await world?.close();
  });

  const steps = stepsOf(PAGE);
  it('has steps for every machine', () => {
    assert.deepEqual(
      [...new Set(steps.flatMap(({ where }) => (where === '' ? [] : where)))].toSorted((a, b) =>
        a.localeCompare(b),
      ),
      Object.keys(MACHINES).toSorted((a, b) => a.localeCompare(b)),
    );
  });

  for (const { language, where: machine, fails, text } of steps) {
    const [line = ''] = text.split('\n');
    it(`${language} ${machine}: ${line}`, async () => {
      if (language === 'text') assertShows(said.text, text, comparable);
      else if (language === 'toml') await addSettings(nodeOf(machine), inLab(text));
      else if (text.includes('perspective run')) await startRunning(machine, text);
      else await runStep(nodeOf(machine), text, fails);
    });
  }

  function nodeOf(machine: string): Node {
    return world.network.node(MACHINES[machine] ?? machine);
  }

  async function addSettings(node: Node, toml: string): Promise<void> {
    await node.script('cat >>/run/sixfour/sixfour.toml', { input: `\n${toml}\n` });
    await server.restart({});
  }

  async function startRunning(machine: string, text: string): Promise<void> {
    const service = nodeOf(machine).start(['sh', '-ec', shell(text)]);
    services.set(machine, service);
    await service.until(/Press Ctrl-C/, STEP_MS);
    // the next command shows it
    const limit = performance.now() + STEP_MS;
    while (!/connected over/.test((await server.run('perspective', 'show', machine)).stdout)) {
      assert.ok(performance.now() < limit, service.output());
    }
    said.text = service.output();
  }

  async function runStep(node: Node, text: string, fails: boolean): Promise<void> {
    const done = await node.run(['sh', '-ec', shell(text)], { timeoutMs: STEP_MS });
    assert.equal(done.code !== 0, fails, describeRun(done));
    said.text = done.stdout + done.stderr;
    for (const [, name = '', token = ''] of said.text.matchAll(/--token ((\w+)\.[\w-]{43})/g)) {
      said.tokens.set(token, name);
    }
    said.pin = /sha256:[\w-]{43}/.exec(said.text)?.[0] ?? said.pin;
    said.id = /\b[0-9a-f]{32}\b/.exec(said.text)?.[0] ?? said.id;
  }

  /** The page's line with what this run made: names, token, pin, order. */
  function shell(text: string): string {
    const filled = inLab(text)
      .replace(/\b(\w+)\.[\w-]{43}\b/g, (whole, name: string) => said.tokens.get(name) ?? whole)
      .replace(/sha256:[\w-]{43}/g, said.pin)
      .replace(/\b[0-9a-f]{32}\b/g, said.id);
    return `npx() { shift; '${process.execPath}' '${SCRIPT}' "$@"; }\n${filled}`;
  }
});

/** The fences of the walk-through, in order. */
function stepsOf(page: string): PageStep[] {
  const walk = page.split(/^## /m).find((part) => part.startsWith('Two perspectives, step by step\n'));
  assert.ok(walk, 'the page has its walk-through');
  return pageSteps(walk);
}

function inLab(text: string): string {
  return NAMES.reduce((all, [page, lab]) => all.replaceAll(page, lab), text);
}

/** Without what differs from run to run. */
function comparable(text: string): string {
  return NAMES.reduce((all, [page, lab]) => all.replaceAll(lab, page), text)
    .replace(/\b(\w+)\.[\w-]{43}\b/g, '$1.TOKEN')
    .replace(/sha256:[\w-]{43}/g, 'PIN')
    .replace(/acme-challenge\/[\w-]{43}/g, 'acme-challenge/TOKEN')
    .replace(/\b[0-9a-f]{32,}\b/g, 'ID')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'MOMENT')
    .replace(/\b\d+(\.\d+)? m?s\b/g, 'TIME')
    .replace(/\bsixfour \d+\.\d+\.\d+/g, 'sixfour VERSION')
    .replace(/[ \t]+/g, ' ')
    .trim();
}
