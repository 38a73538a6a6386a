// A host with a site, a name server, and somebody who has come over SSH: what `sixfour check --here --apply` is tried on.
import { fileURLToPath } from 'node:url';
import { stringify } from 'smol-toml';
import { buildNetwork, type Network, type Node } from '../support/namespaces.ts';
import type { Finished, Service } from '../support/process.ts';
import { onTerminal, type Typist } from '../support/terminal.ts';
import { createLabCa } from './doctor/certificates.ts';
import { writeSite } from './doctor/site.ts';

export type Host = {
  readonly network: Network;
  readonly web: Node;
  /** `sixfour check NAME --here ...` on it. */
  check(...options: readonly string[]): Promise<Finished>;
  /** The same with these environment variables. */
  checkIn(environment: Readonly<Record<string, string>>, ...options: readonly string[]): Promise<Finished>;
  /** The same, while it runs. */
  start(...options: readonly string[]): Service;
  /** The same, on a terminal. */
  onTerminal(on: { readonly columns: number }, ...options: readonly string[]): Typist;
  /** From now on the name server has these records of the name's zone, besides the NS. */
  publish(records: string): Promise<void>;
  close(): Promise<void>;
};

export const NAME = 'apply.lab';
export const CONFIGURATION = '/etc/nginx/nginx.conf';
/** Addresses that look public: private ones would be a fault of their own. */
const PUBLIC = { v6: '2a0f:6464:0', v4: '185.64' };
const PROGRAM = fileURLToPath(new URL('../../bin/sixfour.js', import.meta.url));
const READY_MS = 30_000;
const CHECK_MS = 240_000;
const SETTINGS = '/run/sixfour.toml';

/** A host that serves `servers`, nginx's blocks; its name has both of its addresses. */
export async function buildHost(servers: string, records?: (web: Node) => string): Promise<Host> {
  const network = await buildNetwork({ nodes: ['dns', 'web', 'far'], prefixes: PUBLIC });
  try {
    const [dns, web] = [network.node('dns'), network.node('web')];
    let serving = await startDns(dns, records?.(web) ?? `${both('@', web)}\n${both('www', web)}`);
    const ca = createLabCa();
    const at = { ...web, id: 'apply', name: NAME, zone: NAME, other: web, free: web, dns };
    await writeSite(web, at, { site: ca.leaf([NAME, `www.${NAME}`]) });
    await web.write('/run/root.pem', ca.root);
    const nameServers = [dns.v6, dns.v4];
    // as the root's servers, which are asked whether this place has both families
    const settings = {
      validation: { stubs: { lab: nameServers }, dns_servers: nameServers, root_hints: nameServers },
    };
    await web.write(SETTINGS, stringify(settings));
    await startNginx(web, servers);
    const argv = (options: readonly string[]) => [
      process.execPath,
      PROGRAM,
      'check',
      NAME,
      '--here',
      '--config',
      SETTINGS,
      '--data',
      '/run/sixfour',
      ...options,
    ];
    const env = { NODE_EXTRA_CA_CERTS: '/run/root.pem' };
    return {
      network,
      web,
      check: (...options) => web.run(argv(options), { env, timeoutMs: CHECK_MS }),
      checkIn: (environment, ...options) =>
        web.run(argv(options), { env: { ...env, ...environment }, timeoutMs: CHECK_MS }),
      start: (...options) => web.start(argv(options), { env }),
      onTerminal: ({ columns }, ...options) =>
        onTerminal((line, given) => web.start(line, given), argv(options), { columns, env }),
      async publish(next) {
        await serving.stop();
        serving = await startDns(dns, next);
      },
      close: () => network.close(),
    };
  } catch (cause) {
    await network.close();
    throw cause;
  }
}

async function startDns(dns: Node, records: string): Promise<Service> {
  const zones = [
    { name: 'lab', records: `@ NS ns.lab.\n${both('ns', dns)}` },
    { name: NAME, records: `@ NS ns.lab.\n${records}` },
  ];
  await dns.write('/run/dns.toml', stringify({ zones }));
  const options = ['--script', '/run/dns.toml', '--listen', dns.v6, dns.v4, '--port', '53', '--json'];
  const service = dns.start([process.execPath, PROGRAM, 'lab', 'dns', ...options]);
  await service.until(/^\{"ready":true.*\}$/m, READY_MS);
  return service;
}

/** With a master process, as everywhere but in a lab: nginx without one does not take up new listeners when it is told to reload. */
async function startNginx(web: Node, servers: string): Promise<void> {
  const home = '/run/nginx';
  await web.script(`mkdir -p ${home}`);
  await web.write(
    CONFIGURATION,
    `user root root;
daemon off;
pid ${home}/pid;
error_log stderr notice;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${home}/b; proxy_temp_path ${home}/p; fastcgi_temp_path ${home}/f; uwsgi_temp_path ${home}/u; scgi_temp_path ${home}/s;
${servers}
}
`,
  );
  await web.start(['nginx', '-e', 'stderr']).until(/start worker process/, READY_MS);
}

/** Both addresses of a node under a name. */
function both(name: string, { v6, v4 }: Node): string {
  return `${name} AAAA ${v6}\n${name} A ${v4}`;
}
