// One network of the interop matrix: a CA, a name server, and one node for each client, all with the same families.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CertificateView, OrderDetailView, OrderView } from '../../src/console/api/index.ts';
import { startBind } from '../lab/bind.ts';
import { startSixfour } from '../lab/sixfour.ts';
import { buildNetwork, type Family, type Network, type Node } from '../support/namespaces.ts';
import { mustRun } from '../support/process.ts';
import type { Authority } from './authority.ts';
import { makeClientHost, siteOf, type ClientHost } from './client-host.ts';
import type { Client, Site } from './clients/index.ts';
import { startPebble } from './pebble.ts';

export type Mode = { readonly name: string; readonly families: readonly Family[] };

export const MODES: readonly Mode[] = [
  { name: 'IPv6 only', families: [6] },
  { name: 'IPv4 only', families: [4] },
  { name: 'both families', families: [6, 4] },
];

export type CellWorld = {
  readonly authority: Authority;
  hostOf(client: Client): Promise<{ readonly site: Site; readonly host: ClientHost }>;
  /** The chain (leaf first) ends at the CA's root and is for this name only, says openssl. */
  check(chain: string, name: string): Promise<void>;
  close(): Promise<void>;
};

const HOST = 'ca.lab.test';

/** Builds the network, the name server and the CA; nothing is left running when that fails. */
export async function buildCellWorld(mode: Mode, clients: readonly Client[]): Promise<CellWorld> {
  const names = clients.map(nodeName);
  const nodes = ['ca', 'dns', ...names];
  const network = await buildNetwork({
    nodes,
    families: Object.fromEntries(nodes.map((name) => [name, mode.families])),
  });
  const scratch = mkdtempSync(join(tmpdir(), 'sixfour-matrix-'));
  let stopAuthority: (() => Promise<void>) | undefined;
  const close = async (): Promise<void> => {
    await stopAuthority?.();
    await network.close();
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    const dns = network.node('dns');
    const resolver = mode.families.includes(6) ? dns.v6 : dns.v4;
    await startBind(dns, [
      record(HOST, network.node('ca'), mode),
      ...names.map((name) => record(`${name}.lab.test`, network.node(name), mode)),
    ]);
    for (const name of ['ca', ...names])
      await network.node(name).write('/etc/resolv.conf', `nameserver ${resolver}\n`);
    const { authority, stop } = await startAuthority(network, resolver);
    stopAuthority = stop;
    return {
      authority,
      async hostOf(client) {
        const site = siteOf(`${nodeName(client)}.lab.test`, authority.directory);
        return {
          site,
          host: await makeClientHost(network.node(nodeName(client)), client, site, authority.rootPem),
        };
      },
      async check(chain, name) {
        const [root, leaf] = [join(scratch, 'root.pem'), join(scratch, 'chain.pem')];
        writeFileSync(root, authority.issuingRootPem);
        writeFileSync(leaf, chain);
        await mustRun([
          'openssl',
          'verify',
          '-purpose',
          'sslserver',
          '-CAfile',
          root,
          '-untrusted',
          leaf,
          leaf,
        ]);
        assert.equal(new X509Certificate(chain).subjectAltName, `DNS:${name}`);
      },
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

async function startAuthority(
  network: Network,
  resolver: string,
): Promise<{ authority: Authority; stop: () => Promise<void> }> {
  const ca = network.node('ca');
  if (process.env['SIXFOUR_TEST_CA'] === 'pebble') {
    return { authority: await startPebble(ca, HOST, resolver), stop: async () => {} };
  }
  const server = await startSixfour({ ca, dns: network.node('dns'), host: HOST, allow: ['lab.test'] });
  const authority: Authority = {
    name: 'sixfour',
    directory: server.directory,
    rootPem: server.rootPem,
    issuingRootPem: server.rootPem,
    async revoked(serial) {
      const view = await server.ask<CertificateView>('cert', 'show', serial.toLowerCase());
      return view.status === 'revoked';
    },
    async proofs(name) {
      const { orders } = await server.ask<{ orders: OrderView[] }>('order', 'list');
      const mine = orders.filter(({ names }) => names.includes(name)).map(({ id }) => id);
      const shown: OrderDetailView[] = [];
      for (const id of mine.toSorted()) shown.push(await server.ask('order', 'show', id));
      const validations = shown.flatMap(({ authorizations }) =>
        authorizations.flatMap((one) => one.validations),
      );
      return validations.filter(({ valid }) => valid).map(({ type }) => type);
    },
    output: () => server.output(),
  };
  return { authority, stop: () => server.close() };
}

function record(
  name: string,
  node: Node,
  { families }: Mode,
): { name: string; v6?: string[]; v4?: string[] } {
  return {
    name,
    ...(families.includes(6) ? { v6: [node.v6] } : {}),
    ...(families.includes(4) ? { v4: [node.v4] } : {}),
  };
}

function nodeName(client: Client): string {
  return client.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
