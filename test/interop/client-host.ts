// One machine with one ACME client on it: runs the client's acts and looks at the certificate that they leave.
import { X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { dirname } from 'node:path';
import { startNginx, WEBROOT } from '../lab/nginx.ts';
import type { Node } from '../support/namespaces.ts';
import { describe, type Service } from '../support/process.ts';
import type { Act, Client, Site } from './clients/index.ts';

export type ClientHost = {
  prepare(): Promise<void>;
  /** Runs an act that must bring a new certificate; milliseconds until it was there. */
  issue(act: Act): Promise<{ readonly ms: number; readonly chain: string; readonly leaf: X509Certificate }>;
  /** Runs an act that brings none. */
  perform(act: Act): Promise<void>;
  stop(): Promise<void>;
};

const ACT_MS = 20_000; // Apache's watchdog may need one round of 30 s
const POLL_MS = 25;
const ROOT = process.getuid?.() === 0;
// a user namespace with one user cannot change it: it begins as the user that it would change to
const AS_WWW_DATA = ['unshare', '--user', '--map-user=33', '--map-group=33'];

/** Prepares the node for the client: trust file, web server where it needs one, the client's files. */
export async function makeClientHost(
  node: Node,
  client: Client,
  site: Site,
  rootPem: string,
): Promise<ClientHost> {
  let serving: Service | undefined;
  let serial: string | undefined;
  const environment = { PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
  const argv = (act: Act): string[] => [
    ...(act.kind === 'daemon' && client.changesUser === true && !ROOT ? AS_WWW_DATA : []),
    'sh',
    '-ec',
    client.folder === undefined ? act.script : `cd ${client.folder}\n${act.script}`,
  ];

  const current = async (): Promise<string> => {
    const list = `f=$(ls -t ${client.certificate(site)} 2>/dev/null | head -1); [ -n "$f" ] && cat "$f"`;
    return (await node.run(['sh', '-c', list])).stdout;
  };
  const fresh = async (): Promise<{ chain: string; leaf: X509Certificate } | undefined> => {
    const chain = await current();
    if (!chain.includes('-----END CERTIFICATE-----')) return undefined;
    const leaf = new X509Certificate(chain);
    return leaf.serialNumber === serial ? undefined : { chain, leaf };
  };
  const perform = async (act: Act): Promise<void> => {
    const done = await node.run(argv(act), { timeoutMs: ACT_MS, env: environment });
    if (done.code !== 0) throw new Error(describe(done));
  };
  const serveUntilFresh = async (act: Act): Promise<void> => {
    await serving?.stop('SIGTERM', 1000);
    serving = node.start(argv(act), { env: environment });
    const limit = performance.now() + ACT_MS;
    while ((await fresh()) === undefined) {
      if (performance.now() > limit)
        throw new Error(`no new certificate in ${ACT_MS} ms:\n${serving.output()}`);
      await sleep(POLL_MS);
    }
  };

  return {
    async prepare() {
      await node.write(site.root, rootPem);
      for (const [path, text] of Object.entries(client.files(site))) await node.write(path, text);
      if (client.web === 'nginx')
        await startNginx(node, [{ listen: ['80', '[::]:80 ipv6only=on'], serve: 'webroot' }]);
      if (client.prepare !== undefined) await perform(client.prepare(site));
    },
    async issue(act) {
      const began = performance.now();
      await (act.kind === 'daemon' ? serveUntilFresh(act) : perform(act));
      const ms = performance.now() - began;
      const made = await fresh();
      if (made === undefined)
        throw new Error(`${client.name} left no new certificate at ${client.certificate(site)}`);
      serial = made.leaf.serialNumber;
      return { ms, ...made };
    },
    perform,
    async stop() {
      await serving?.stop('SIGTERM', 1000);
    },
  };
}

/** What a client on this name is told, with the server at `directory`. */
export function siteOf(name: string, directory: string): Site {
  return { name, directory, root: '/etc/ssl/sixfour-root.pem', email: `admin@${name}`, webroot: WEBROOT };
}
