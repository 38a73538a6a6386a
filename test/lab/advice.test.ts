// Every rule that `sixfour advise` prints for a web server is run by that web server: the challenge path is open, and nothing else.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { NFT_CLOSE, NFT_OPEN, nftOnceLines, snippetLines } from '../../src/doctor/advice/index.ts';
import { buildNetwork, LAB_PREFIXES, type Network, networksRefused } from '../support/namespaces.ts';
import { installed, type Service } from '../support/process.ts';
import { SERVERS, WEBROOT } from './advice-servers.ts';
import { startBind } from './bind.ts';
import { labSkip } from './world.ts';

const PROGRAMS = {
  nginx: 'nginx-light',
  apache2: 'apache2',
  caddy: 'caddy',
  haproxy: 'haproxy',
  curl: 'curl',
  named: 'bind9',
};
const TOKEN = 'aB3_-x';
const PATH = '/.well-known/acme-challenge/';
const READY_MS = 15_000;
const SCRIPT = fileURLToPath(new URL('../../bin/sixfour.js', import.meta.url));
const READY = 'until curl -s -o /dev/null http://127.0.0.1/; do sleep 0.05; done';

const IDS = [...SERVERS.map(({ id }) => id), 'boxed'];

const refused = (await missingProgram()) ?? (await networksRefused());

describe('rules for the path of challenges', { skip: labSkip(refused), concurrency: true }, () => {
  let network: Network;
  before(async () => {
    network = await buildNetwork({ nodes: ['outside', 'inside', 'dns', ...IDS] });
    const records = IDS.map((id) => {
      const { v6, v4 } = network.node(id);
      return { name: nameOf(id), v6: [v6], v4: [v4] };
    });
    await startBind(network.node('dns'), records);
  });
  after(() => network?.close());

  for (const server of SERVERS)
    it(`${server.id} opens the path, and nothing else`, async () => {
      const node = network.node(server.id);
      const [outside, inside] = [network.node('outside'), network.node('inside')];
      const name = nameOf(server.id);
      await node.script(
        `mkdir -p ${WEBROOT}${PATH}; printf %s proof >${WEBROOT}${PATH}${TOKEN}; printf %s secret >${WEBROOT}/index.html`,
      );
      const rule = snippetLines(server.id, {
        name,
        webroot: WEBROOT,
        inside: [`${inside.v4}/32`, `${inside.v6}/128`],
      });
      for (const [path, text] of Object.entries(server.files(rule.join('\n')))) await node.write(path, text);
      const services: Service[] = server.run.map((argv) => node.start(argv));
      await node.script(READY, { timeoutMs: READY_MS }).catch((cause: unknown) => {
        throw new Error(`${String(cause)}\n${services.map((one) => one.output()).join('\n')}`);
      });
      for (const address of [`[${node.v6}]`, node.v4]) {
        const ask = async (from: typeof outside, path: string, ...options: string[]) => {
          const url = `http://${address}${path}`;
          const argv = [
            'curl',
            '-s',
            '-m',
            '5',
            '-H',
            `Host: ${name}`,
            '-w',
            ' %{http_code}',
            ...options,
            url,
          ];
          return (await from.run(argv)).stdout;
        };
        assert.equal(await ask(outside, `${PATH}${TOKEN}`), 'proof 200', address);
        assert.match(await ask(outside, `${PATH}${TOKEN}`, '-I'), /200$/);
        assert.match(await ask(outside, `${PATH}missing`), /404$/);
        for (const [path, ...options] of [
          ['/'],
          ['/index.html'],
          [PATH],
          [`${PATH}a.b`],
          [`${PATH}../../index.html`, '--path-as-is'],
          [`${PATH}%2e%2e/%2e%2e/index.html`, '--path-as-is'],
          [`${PATH}${TOKEN}?x=1`],
          [`${PATH}${TOKEN}`, '-X', 'POST', '-d', 'x'],
          [`${PATH}${TOKEN}`, '-X', 'DELETE'],
        ] as const) {
          const said = await ask(outside, path, ...options);
          assert.match(said, /(?:400|403|404|405)$/, `${options.join(' ')} ${path} at ${address}`);
          assert.doesNotMatch(said, /secret/);
        }
        assert.match(await ask(inside, '/anything'), /301$/);
        assert.match(
          await ask(inside, '/anything', '-D', '-', '-o', '/dev/null'),
          new RegExp(`location: https://${name}/anything`, 'i'),
        );
      }
      // and by our own test of it, from outside
      const said = await outside.must(testArgv(server.id, 'path-only', '--token', TOKEN), settings(network));
      assert.match(said.stdout, /"passed": true/);
      for (const service of services) await service.stop('SIGKILL', 1000);
    });

  it('nftables opens port 80 for as long as it says, and by a rule that other drops do not outrun', async () => {
    const [web, outside] = [network.node('boxed'), network.node('outside')];
    await web.write(
      '/run/page.conf',
      'daemon off; pid /run/nft.pid; events {} http { access_log off; server { listen 80; listen [::]:80 ipv6only=on; return 200 open; } }',
    );
    await web.script(
      "nft add table inet filter; nft add chain inet filter input '{ type filter hook input priority 0; policy drop; }'; nft add rule inet filter input iif lo accept; nft add rule inet filter input meta l4proto { icmp, ipv6-icmp } accept",
    );
    const service = web.start(['nginx', '-e', 'stderr', '-c', '/run/page.conf']);
    await web.script(READY, { timeoutMs: READY_MS });
    const opens = async () => {
      const all = [`[${web.v6}]`, web.v4].map((address) =>
        outside.run(['curl', '-s', '-m', '1', `http://${address}/`]),
      );
      return (await Promise.all(all)).map(({ stdout }) => stdout);
    };
    await web.script(nftOnceLines().join('\n'));
    assert.deepEqual(await opens(), ['', '']);
    await web.script(NFT_OPEN);
    assert.deepEqual(await opens(), ['open', 'open']);
    await web.script(NFT_CLOSE);
    assert.deepEqual(await opens(), ['', '']);
    const watched = outside.start(testArgv('boxed', 'time-boxed', '--wait', '60'), settings(network));
    await watched.until(/Open it now/, READY_MS * 2);
    await web.script(NFT_OPEN.replace('5m', '12s')); // long enough to be seen on a busy machine
    await watched.until(/It is open/, READY_MS * 2);
    await watched.until(/"passed": true/, READY_MS * 3); // it closed by itself
    await service.stop('SIGKILL', 1000);
  });
});

function nameOf(id: string): string {
  return `${id}.test`;
}

/** `sixfour advise NAME --test LEAF`. */
function testArgv(id: string, leaf: string, ...more: readonly string[]): string[] {
  const networks = ['--network', ...LAB_PREFIXES];
  const command = ['advise', nameOf(id), '--test', leaf, ...more, '--json', ...networks];
  return [process.execPath, SCRIPT, ...command, '--data', '/run/none'];
}

function settings(network: Network) {
  const { v6, v4 } = network.node('dns');
  return { env: { SIXFOUR_VALIDATION_DNS_SERVERS: `[${v6}]:53,${v4}:53` } };
}

async function missingProgram(): Promise<string | undefined> {
  for (const [program, packageName] of Object.entries(PROGRAMS))
    if (!(await installed(program))) return `${program} is not installed: apt-get install ${packageName}`;
  return undefined;
}
