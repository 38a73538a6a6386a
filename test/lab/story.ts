// The product's main story, told by real programs: certbot on a web server behind a firewall asks our CA for certificates
// while the web server's IPv6 works, is dropped, and is refused. The demo shows it; issuance.test.ts asserts it.
import type { DryValidationView, OrderDetailView, OrderView } from '../../src/console/api/index.ts';
import { certbot } from '../interop/clients/certbot.ts';
import { siteOf } from '../interop/client-host.ts';
import type { Finished } from '../support/process.ts';
import { drop, heal, reset } from './faults.ts';
import { WEBROOT } from './nginx.ts';
import { startSixfour, type Sixfour } from './sixfour.ts';
import { buildWorld } from './world.ts';

/** One chapter: what is changed, what certbot then does, and what must come of it. */
export type Chapter = {
  readonly title: string;
  readonly change: string;
  readonly act: (story: Story) => Promise<void>;
  readonly ask: 'obtain' | 'renew';
  readonly issued: boolean;
  /** Attempts of the validation, as `family outcome`. */
  readonly attempts: readonly string[];
  /** What `sixfour validate` says then: under the rule of another CA, and over IPv6 alone. IPv4 is never broken. */
  readonly dry: { readonly documented: string; readonly boulder: string; readonly v6: string };
};

export const CHAPTERS: readonly Chapter[] = [
  {
    title: 'A healthy dual-stack name',
    change: 'nothing is broken: AAAA and A both lead to the web server',
    act: async () => {},
    ask: 'obtain',
    issued: true,
    attempts: ['6 response'],
    dry: { documented: 'valid', boulder: 'valid', v6: 'valid' },
  },
  {
    title: 'A firewall drops IPv6',
    change:
      'nft: packets to the web server over IPv6 vanish; the server waits 5 s for an answer, then tries IPv4',
    act: (story) => story.dropV6(),
    ask: 'renew',
    issued: true,
    attempts: ['6 connect-timeout', '4 response'],
    dry: { documented: 'valid', boulder: 'valid', v6: 'invalid' },
  },
  {
    title: 'The firewall refuses IPv6 instead',
    change:
      'nft: the drop becomes a reject (TCP reset); that is no time-out, so the default rule tries no IPv4',
    act: (story) => story.refuseV6(),
    ask: 'renew',
    issued: false,
    // the second is asked for by the other rules: the refusal can then say what they would have said
    attempts: ['6 refused', '4 response'],
    dry: { documented: 'invalid', boulder: 'valid', v6: 'invalid' },
  },
  {
    title: "The same under the rule of Let's Encrypt's code",
    change: 'the server is restarted with validation.rule = "boulder"',
    act: (story) => story.useRule('boulder'),
    ask: 'renew',
    issued: true,
    attempts: ['6 refused', '4 response'],
    dry: { documented: 'invalid', boulder: 'valid', v6: 'invalid' },
  },
];

export type Story = {
  readonly server: Sixfour;
  readonly command: (ask: Chapter['ask']) => string;
  dropV6(): Promise<void>;
  refuseV6(): Promise<void>;
  useRule(rule: string): Promise<void>;
  certbot(ask: Chapter['ask']): Promise<Finished>;
  /** A validation without an order: its exit code and what it saw. */
  dryValidation(): Promise<{ readonly code: number | null; readonly view: DryValidationView }>;
  /** The newest order: as JSON, and as `order show` prints it. */
  lastOrder(): Promise<{ readonly order: OrderDetailView; readonly text: string }>;
  /** Does openssl accept the certificate in use, against the CA's root? Its own words. */
  verify(): Promise<Finished>;
  close(): Promise<void>;
};

const NAME = 'www.lab.test';
const HOST = 'ca.lab.test';
const CLIENT_MS = 60_000;
const DRY = 'dry.LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ';

/** Builds the world and starts the server; nothing is left running when that fails. */
export async function beginStory(): Promise<Story> {
  const world = await buildWorld({
    names: [
      { name: NAME, v6: ['fd64:0:0:2::2'], v4: ['10.64.2.2'] },
      { name: HOST, v6: ['fd64:0:0:1::2'], v4: ['10.64.1.2'] },
    ],
    vhosts: [{ listen: ['80', '[::]:80 ipv6only=on'], serve: 'webroot' }],
  });
  const { network } = world;
  const web = network.node('web');
  const plan = { ca: network.node('ca'), dns: network.node('dns'), host: HOST, allow: ['lab.test'] };
  const server = await startSixfour(plan).catch(async (cause: unknown) => {
    await world.close();
    throw cause;
  });
  const site = siteOf(NAME, server.directory);
  await web.write(site.root, server.rootPem);
  const firewall = { to: web.v6, port: 80 };
  return {
    server,
    command: (ask) => certbot[ask](site).script,
    async dropV6() {
      await heal(network);
      await drop(network, firewall);
    },
    async refuseV6() {
      await heal(network);
      await reset(network, firewall);
    },
    useRule: (rule) => server.restart({ SIXFOUR_VALIDATION_RULE: rule }),
    certbot: (ask) => web.run(['sh', '-ec', certbot[ask](site).script], { timeoutMs: CLIENT_MS }),
    async dryValidation() {
      await web.write(`${WEBROOT}/.well-known/acme-challenge/dry`, DRY);
      const done = await server.run('validate', NAME, '--key-authorization', DRY, '--json');
      return { code: done.code, view: JSON.parse(done.stdout) as DryValidationView };
    },
    async lastOrder() {
      const { orders } = await server.ask<{ orders: OrderView[] }>('order', 'list');
      const newest = orders
        .filter((order) => order.names.includes(NAME))
        .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
      if (newest === undefined) throw new Error('the server knows no order');
      const order = await server.ask<OrderDetailView>('order', 'show', newest.id);
      return { order, text: (await server.run('order', 'show', newest.id)).stdout };
    },
    verify: () =>
      web.run([
        'sh',
        '-c',
        `openssl verify -CAfile ${site.root} -untrusted $0 $0`,
        certbot.certificate(site),
      ]),
    async close() {
      await server.close();
      await world.close();
    },
  };
}
