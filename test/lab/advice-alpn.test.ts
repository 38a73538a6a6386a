// What `sixfour advise` prints for tls-alpn-01 and for whoever hosts, run by HAProxy and nginx: a challenge's handshake comes to the ACME
// client and every other one to the web server; the path of challenges leads to one host.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { LEAVES, type LeafId, type Site } from '../../src/doctor/advice/index.ts';
import { buildNetwork, type Network, networksRefused, type Node } from '../support/namespaces.ts';
import { installed } from '../support/process.ts';
import { labSkip } from './world.ts';

const NAME = 'www.example.org';
const SITE: Site = { name: NAME, inside: [], webroot: '/srv/acme' };
const STREAM = '/usr/lib/nginx/modules/ngx_stream_module.so';
const PROGRAMS = { nginx: 'nginx-light', haproxy: 'haproxy', openssl: 'openssl', curl: 'curl' };
const READY_MS = 15_000;

const refused = (await missing()) ?? (await networksRefused());

describe('ways other than the path alone', { skip: labSkip(refused) }, () => {
  let network: Network;
  before(async () => {
    network = await buildNetwork({ nodes: ['outside', 'haproxy', 'nginx', 'frontend'] });
  });
  after(() => network?.close());

  const proxies = {
    haproxy: (lines: string) => ({
      path: '/run/haproxy.cfg',
      text: `defaults\n    timeout connect 5s\n    timeout client 5s\n    timeout server 5s\n${lines}\n`,
      argv: ['haproxy', '-db', '-f', '/run/haproxy.cfg'],
    }),
    nginx: (lines: string) => ({
      path: '/run/nginx.conf',
      text: `load_module ${STREAM};\nuser root root; daemon off; master_process off; pid /run/n.pid; error_log stderr; events {}\n${lines}\n`,
      argv: ['nginx', '-e', 'stderr', '-c', '/run/nginx.conf'],
    }),
  };
  for (const [id, step] of [
    ['haproxy', 'alpnHaproxy'],
    ['nginx', 'alpnNginx'],
  ] as const)
    it(`${id} hands the handshakes of challenges to the ACME client, and no other`, async () => {
      const node = network.node(id);
      await tlsServers(node);
      const { path, text, argv } = proxies[id](linesOf('tls-alpn', step));
      await node.write(path, text);
      const service = node.start(argv);
      for (const address of [`[${node.v6}]`, node.v4]) {
        const subject = (...options: string[]) => subjectAt(network.node('outside'), address, options);
        await waitFor(
          async () => (await subject()) !== '',
          () => service.output(),
        );
        assert.match(await subject('-alpn', 'acme-tls/1'), /CN ?= ?client/, address);
        assert.match(await subject('-alpn', 'http/1.1'), /CN ?= ?web/, address);
        assert.match(await subject('-alpn', 'h2,http/1.1'), /CN ?= ?web/, address);
        assert.match(await subject(), /CN ?= ?web/, address);
      }
    });

  it('nginx sends the path of challenges to one host, or passes it on', async () => {
    const node = network.node('frontend');
    for (const [step, wanted] of [
      ['hostingRedirect', /302 http:\/\/acme\.hosting\.example\/\.well-known\/acme-challenge\/x/],
      ['hostingProxy', /200 /],
    ] as const) {
      await node.write('/etc/hosts', '127.0.0.9 acme.hosting.example\n');
      await node.write(
        '/run/front.conf',
        `user root root; daemon off; master_process off; pid /run/f.pid; error_log stderr; events {}
http { access_log off; client_body_temp_path /run/b; proxy_temp_path /run/p; fastcgi_temp_path /run/f; uwsgi_temp_path /run/u; scgi_temp_path /run/s;
  server { listen 127.0.0.9:80; return 200 $host; }
  server { listen ${node.v4}:80; listen [${node.v6}]:80;
${linesOf('hosting', step)}
    location / { return 403; } } }
`,
      );
      const service = node.start(['nginx', '-e', 'stderr', '-c', '/run/front.conf']);
      for (const address of [`[${node.v6}]`, node.v4]) {
        const ask = async (path: string) => {
          const argv = [
            'curl',
            '-s',
            '-m',
            '5',
            '-H',
            `Host: ${NAME}`,
            '-w',
            ' %{http_code} %{redirect_url}',
            `http://${address}${path}`,
          ];
          return (await network.node('outside').run(argv)).stdout;
        };
        await waitFor(
          async () => / [1-5]\d\d /.test(await ask('/')),
          () => service.output(),
        );
        assert.match(await ask('/.well-known/acme-challenge/x'), wanted);
        assert.match(await ask('/other'), / 403 /);
      }
      await service.stop('SIGKILL', 1_000);
    }
  });
});

function linesOf(leaf: LeafId, text: string): string {
  return (LEAVES[leaf].steps(SITE).find((step) => step.text === text)?.lines ?? []).join('\n');
}

/** The ACME client on 8443 and the web server on 4430, each with a certificate that says which one it is. */
async function tlsServers(node: Node): Promise<void> {
  for (const [name, port, protocol] of [
    ['client', '8443', 'acme-tls/1'],
    ['web', '4430', 'http/1.1'],
  ] as const) {
    await node.script(`openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${name} \
      -keyout /run/${name}.key -out /run/${name}.pem 2>/dev/null`);
    const files = ['-cert', `/run/${name}.pem`, '-key', `/run/${name}.key`];
    node.start(['openssl', 's_server', '-quiet', '-accept', port, '-alpn', protocol, ...files]);
  }
}

/** Whose certificate is shown; empty where none is. */
async function subjectAt(node: Node, address: string, options: readonly string[]): Promise<string> {
  const command = `openssl s_client -connect "$0:443" -servername ${NAME} "$@" </dev/null 2>/dev/null | openssl x509 -noout -subject 2>/dev/null`;
  return (await node.run(['sh', '-c', command, address, ...options], { timeoutMs: 10_000 })).stdout.trim();
}

async function waitFor(ready: () => Promise<boolean>, output: () => string): Promise<void> {
  const limit = performance.now() + READY_MS;
  while (!(await ready())) if (performance.now() > limit) throw new Error(`not ready:\n${output()}`);
}

async function missing(): Promise<string | undefined> {
  for (const [program, packageName] of Object.entries(PROGRAMS))
    if (!(await installed(program))) return `${program} is not installed: apt-get install ${packageName}`;
  return existsSync(STREAM) ? undefined : `${STREAM} is missing: apt-get install libnginx-mod-stream`;
}
