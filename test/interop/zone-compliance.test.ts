// Debian's zonemaster and dnsviz look at zones of a real `serve` from the root down, in a network of its own: BIND has the root and
// the parent, the zones have two name servers, each with an IPv6 and an IPv4 address that looks public. Neither may find an error.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { NewClientView } from '../../src/console/api/index.ts';
import { newValue } from '../support/delegation.ts';
import { buildNetwork, networksRefused, type Network, type Node } from '../support/namespaces.ts';
import { describe as shown, type Finished, installed, type Service } from '../support/process.ts';
import type { Ready } from '../support/sixfour.ts';

type Host = { readonly host: string; readonly v6: string; readonly v4: string };
/** Of nobody here: the network has no way out. Different prefixes, as zone checks want of the servers of one zone. */
const SERVERS: readonly Host[] = [
  { host: 'ns1.acme.test', v6: '2a01:4f8:64::53', v4: '88.198.64.53' },
  { host: 'ns2.acme.test', v6: '2a02:c207:64::53', v4: '161.97.64.53' },
];
const PARENTS: readonly Host[] = [
  { host: 'a.root.test', v6: '2001:503:ba3e::2:30', v4: '198.41.0.4' },
  { host: 'b.root.test', v6: '2001:500:2f::f', v4: '192.5.5.241' },
];
const ZONE = 'acme.test';
const NAME = 'www.customer.test';
/** A challenge that is a zone of its own, delegated by NS records alone. */
const CHALLENGE = `_acme-challenge.${NAME}`;
const TARGET = `test-customer-www.${ZONE}`;
const IDLE = `test-customer-idle.${ZONE}`;
const TYPES = ['TXT', 'A', 'CAA'];
const READY_MS = 60_000;
const ASK_MS = 120_000;
const SCRIPT = fileURLToPath(new URL('../../bin/sixfour.js', import.meta.url));

const MISSING = await missing();
const skip = MISSING !== undefined && process.env['CI'] !== 'true' ? MISSING : false;

describe('zone checks from the root down', { skip, timeout: 600_000 }, () => {
  let network: Network;
  let node: Node;
  let server: Service;
  const value = newValue();

  before(async () => {
    network = await buildNetwork({ nodes: ['dns'] });
    node = network.node('dns');
    const hosts = [...PARENTS, ...SERVERS];
    const lines = hosts.map(
      ({ v6, v4 }) => `ip addr add ${v6}/128 dev lo nodad; ip addr add ${v4}/32 dev lo`,
    );
    await node.script(['ip link set lo up', ...lines].join('\n'));
    // dnsviz will not begin without one
    await node.write('/etc/resolv.conf', `nameserver ${PARENTS[0]?.v4}\n`);
    await startParents(node);
    server = await startServer(node);
    await present(node, server, value);
  });
  after(async () => {
    await server?.stop();
    await network?.close();
  });

  for (const zone of [ZONE, CHALLENGE]) {
    it(`zonemaster finds no error in ${zone}`, async () => {
      const argv = ['zonemaster-cli', '--no-progress', '--no-time', '--level', 'INFO', '--show-testcase'];
      const done = await node.run([...argv, '--hints', '/run/hints', zone], { timeoutMs: ASK_MS });
      assert.equal(done.code, 0, shown(done));
      // every server was asked, over both families, and answered with authority
      for (const { host, v6, v4 } of SERVERS) {
        for (const address of [v6, v4]) {
          assert.ok(done.stdout.includes(`Nameserver ${host}/${address} is not a recursor.`), shown(done));
        }
      }
      const errors = done.stdout.split('\n').filter((line) => /^(ERROR|CRITICAL)\b/.test(line));
      // its names are host names, and RFC 8555 section 8.4 begins ours with an underscore
      const expected = zone === ZONE ? [] : [/^ERROR +SYNTAX01 +Found illegal characters/];
      assert.equal(errors.length, expected.length, errors.join('\n'));
      for (const [index, pattern] of expected.entries()) assert.match(errors[index] ?? '', pattern);
    });
  }

  it('dnsviz finds no error, neither at a name with a value nor at an idle one nor at a zone for one challenge', async () => {
    const names = [ZONE, TARGET, IDLE, CHALLENGE];
    const root = PARENTS.map(({ host, v6, v4 }) => `${host}=${v4},${host}=[${v6}]`).join(',');
    const argv = ['dnsviz', 'probe', '-A', '-a', '.', '-R', TYPES.join(','), '-x', `.:${root}`, ...names];
    const probe = await node.must(argv, { timeoutMs: ASK_MS });
    const grok = await node.run(['dnsviz', 'grok', '-l', 'info'], { input: probe.stdout });
    const found = JSON.parse(grok.stdout) as Json;
    assert.deepEqual(complaints(found, 'errors'), [], shown(grok));
    for (const name of names) {
      const seen = Object.keys((found[`${name}.`] as { queries?: Json }).queries ?? {});
      for (const type of TYPES) assert.ok(seen.includes(`${name}./IN/${type}`), `${name} ${type}`);
    }
    for (const { v6, v4 } of SERVERS) assert.ok(grok.stdout.includes(v6) && grok.stdout.includes(v4));
  });

  it('kdig reads the zone from each server alike, and named-compilezone takes it', async () => {
    const questions = [
      [ZONE, 'SOA'],
      [ZONE, 'NS'],
      [TARGET, 'TXT'],
      ...SERVERS.flatMap(({ host }) => [
        [host, 'A'],
        [host, 'AAAA'],
      ]),
    ];
    const texts = new Set<string>();
    for (const address of SERVERS.flatMap(({ v6, v4 }) => [v6, v4])) {
      for (const transport of ['+notcp', '+tcp']) {
        const argv = questions.flatMap((one) => [...one, '+norec', '+noall', '+answer', transport]);
        const lines = (await node.must(['kdig', `@${address}`, ...argv])).stdout.split('\n');
        const records = lines.filter((line) => line !== '' && !line.startsWith(';'));
        texts.add(
          records
            .map((line) => line.replace(/\s+/g, ' '))
            .toSorted()
            .join('\n'),
        );
      }
    }
    const [text = '', ...others] = texts;
    assert.deepEqual(others, []);
    assert.ok(text.includes(`"${value}"`), text);
    await node.write('/run/zone', `${text}\n`);
    const compiled = await node.run([
      'named-compilezone',
      '-i',
      'full',
      '-o',
      '/run/compiled',
      ZONE,
      '/run/zone',
    ]);
    assert.equal(compiled.code, 0, shown(compiled));
    assert.doesNotMatch(compiled.stdout, /warning|error/i);
  });
});

type Json = { readonly [key: string]: unknown };

/** Everything below any key of this name. */
function complaints(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === key ? [inner] : complaints(inner, key)));
}

async function missing(): Promise<string | undefined> {
  for (const [program, packageName] of [
    ['zonemaster-cli', 'zonemaster-cli'],
    ['dnsviz', 'dnsviz'],
    ['named', 'bind9'],
    ['kdig', 'knot-dnsutils'],
    ['named-compilezone', 'bind9-utils'],
    ['curl', 'curl'],
  ] as const) {
    if (!(await installed(program))) return `${program} is not installed: apt-get install ${packageName}`;
  }
  return networksRefused();
}

/** BIND with the root and `test.`, which has two delegations: the zone with its addresses, and a challenge of a customer. */
async function startParents(node: Node): Promise<void> {
  const listen = (family: 'v6' | 'v4') => PARENTS.map((one) => `${one[family]};`).join(' ');
  const soa = `$TTL 86400\n@ SOA ${PARENTS[0]?.host}. hostmaster.root.test. 1 14400 3600 1209600 3600`;
  const root = [soa, ...ns('.', PARENTS), ...ns('test.', PARENTS), ...glue(PARENTS)];
  const parent = [soa, ...ns('test.', PARENTS), ...glue(PARENTS), ...ns(`${ZONE}.`, SERVERS)];
  parent.push(...glue(SERVERS), ...ns(`${CHALLENGE}.`, SERVERS), '@ TXT "a parent"');
  await node.write('/run/named/root', `${root.join('\n')}\n`);
  await node.write('/run/named/test', `${parent.join('\n')}\n`);
  await node.write(
    '/run/hints',
    `${[...ns('.', PARENTS), ...glue(PARENTS)].map((line) => line.replace(/ /, ' 3600 ')).join('\n')}\n`,
  );
  await node.write(
    '/run/named/named.conf',
    `options { directory "/run/named"; pid-file none; session-keyfile "/run/named/session.key"; recursion no;
  listen-on { ${listen('v4')} }; listen-on-v6 { ${listen('v6')} }; dnssec-validation no; notify no; };
controls {};
zone "." { type primary; file "root"; };
zone "test" { type primary; file "test"; };
`,
  );
  await node.start(['named', '-g', '-n', '1', '-c', '/run/named/named.conf']).until(/\brunning$/m, READY_MS);
}

function ns(owner: string, hosts: readonly Host[]): string[] {
  return hosts.map(({ host }) => `${owner} NS ${host}.`);
}

function glue(hosts: readonly Host[]): string[] {
  return hosts.flatMap(({ host, v6, v4 }) => [`${host}. AAAA ${v6}`, `${host}. A ${v4}`]);
}

async function startServer(node: Node): Promise<Service> {
  const hosts = SERVERS.map(({ host, v6, v4 }) => `"${host}" = ["${v6}", "${v4}"]`).join(', ');
  const env = {
    SIXFOUR_DELEGATION_PORT: '53',
    SIXFOUR_DELEGATION_ADDRESSES: SERVERS.map(({ v6, v4 }) => `${v6},${v4}`).join(','),
    SIXFOUR_DELEGATION_CHALLENGE_ZONES: 'true',
    SIXFOUR_DELEGATION_ZONES: `{ "${ZONE}" = { name_servers = { ${hosts} } } }`,
  };
  const server = node.start([process.execPath, SCRIPT, 'serve', '--json', '--data', '/run/sixfour'], { env });
  await server.until(/^\{"ready":true.*\}$/m, READY_MS);
  return server;
}

async function sixfour(node: Node, ...args: readonly string[]): Promise<Finished> {
  return node.must([process.execPath, SCRIPT, ...args, '--json', '--data', '/run/sixfour'], {
    timeoutMs: READY_MS,
  });
}

/** Two names, one with a live value. */
async function present(node: Node, server: Service, value: string): Promise<void> {
  const client = JSON.parse((await sixfour(node, 'client', 'add', 'web')).stdout) as NewClientView;
  await sixfour(node, 'rule', 'add', 'web', NAME, 'idle.customer.test');
  const [line] = await server.until(/^\{"ready":true.*\}$/m, READY_MS);
  const { directoryUrl, rootFile } = JSON.parse(line) as Ready;
  const url = new URL('/delegation/httpreq/present', directoryUrl).href;
  const body = JSON.stringify({ fqdn: `${TARGET}.`, value });
  await node.must(['curl', '-sSf', '--cacert', rootFile, '-u', `web:${client.key}`, '-d', body, url]);
}
