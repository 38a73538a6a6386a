// docs/persist-records.md is run as it stands, in network namespaces: every command at the server, the record in the zone at BIND, and
// what the page says that a command prints is compared with what it printed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildNetwork, type Network } from '../support/namespaces.ts';
import { describe as describeRun } from '../support/process.ts';
import { assertShows, pageSteps } from './page-steps.ts';
import { type PageZones, startPageZones } from './page-zones.ts';
import { startSixfour, type Sixfour } from './sixfour.ts';
import { labSkip, worldRefused } from './world.ts';

const PAGE = readFileSync(new URL('../../docs/persist-records.md', import.meta.url), 'utf8');
const SCRIPT = fileURLToPath(new URL('../../bin/sixfour.js', import.meta.url));
const STEP_MS = 120_000;

describe('docs/persist-records.md, run as it stands', { skip: labSkip(await worldRefused()) }, () => {
  let network: Network;
  let zones: PageZones;
  let server: Sixfour;
  let resolving: Readonly<Record<string, string>> = {};
  let printed = '';

  before(async () => {
    network = await buildNetwork({ nodes: ['ca', 'dns'] });
    const [ca, dns] = [network.node('ca'), network.node('dns')];
    zones = await startPageZones(dns, {
      'example.org': `www AAAA ${ca.v6}\n`,
      'example.net': `ca AAAA ${ca.v6}\nca A ${ca.v4}\n`,
    });
    const servers = `[${dns.v6}]:53,${dns.v4}:53`;
    resolving = { SIXFOUR_VALIDATION_ROOT_HINTS: servers, SIXFOUR_VALIDATION_DNS_SERVERS: servers };
    server = await startSixfour({ ca, dns, host: 'ca.example.net', allow: [], environment: resolving });
  });
  after(async () => {
    await server?.close();
    await network?.close();
  });

  for (const { language, where, fails, text } of pageSteps(PAGE)) {
    const [line = ''] = text.split('\n');
    it(`${language} ${where}: ${line}`, async () => {
      if (language === 'zone') return zones.add(where, text);
      if (language === 'text') return assertShows(printed, text, comparable);
      const shell = `npx() { shift; '${process.execPath}' '${SCRIPT}' "$@" --data /run/sixfour; }\n${text}`;
      const done = await network.node('ca').run(['sh', '-ec', shell], { timeoutMs: STEP_MS, env: resolving });
      assert.equal(done.code !== 0, fails, describeRun(done));
      printed = done.stdout + done.stderr;
    });
  }

  it('every address of the name server was asked, over UDP and TCP', async () => {
    const record = ['--issuer', 'ca.example.net', '--account-uri', 'https://ca.example.net/acme/account/8'];
    await server.ask('persist', 'add', 'www.example.org', ...record);
    const done = await server.run('persist', 'check', '--json');
    assert.equal(done.code, 1, describeRun(done));
    const [check] = JSON.parse(done.stdout).checks;
    assert.deepEqual(
      check.findings.map(({ code }: { code: string }) => code),
      ['persistMissing', 'persistUnknownAccount'],
    );
    assert.deepEqual(
      check.answers.map(({ family, transport, outcome }: Record<string, unknown>) => [
        family,
        transport,
        outcome,
      ]),
      [
        [6, 'udp', 'answer'],
        [6, 'tcp', 'answer'],
        [4, 'udp', 'answer'],
        [4, 'tcp', 'answer'],
      ],
    );
  });
});

/** Without what differs from run to run, and without the lines that a terminal breaks. */
function comparable(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'MOMENT')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ /gm, '')
    .replace(/\n(?=[a-z0-9])/g, ' ')
    .trim();
}
