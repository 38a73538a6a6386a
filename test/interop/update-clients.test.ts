// The clients that speak RFC 2136, run for real against our entrance, on its facade and on a zone's own listener: what they look up,
// what they send, and that they are content. `UPDATE_VECTORS=write` keeps their messages in test/vectors/update, for the unit test that
// replays them where no client is installed.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Listener, Operation } from '../../src/delegation/entrances/update/index.ts';
import { mustRun, run } from '../support/process.ts';
import { startUpdateListener } from '../support/update-listener.ts';
import { VECTOR_KEY, VECTOR_SECRET, VECTORS, type UpdateVector } from '../support/update-vectors.ts';
import { CHALLENGE, DELEGATED, LABEL, VALUE, VALUE_2, ZONE } from '../support/update-world.ts';

type Server = { readonly address: string; readonly port: number };
type Step = { readonly argv: readonly string[]; readonly input?: string };
type Client = {
  readonly name: string;
  /** A file that is there when it is installed, and the package that brings it. */
  readonly file: string;
  readonly install: string;
  readonly version: readonly string[];
  readonly listener: Listener;
  /** How it is run, for the reader of a vector. */
  readonly how: string;
  readonly steps: (server: Server) => readonly Step[];
  readonly operations: readonly Operation[];
};

const BIND = { file: '/usr/bin/nsupdate', install: 'bind9-dnsutils', version: ['nsupdate', '-V'] };
const KNOT = { file: '/usr/bin/knsupdate', install: 'knot-dnsutils', version: ['knsupdate', '--version'] };
const CERTBOT = {
  file: '/usr/lib/python3/dist-packages/certbot_dns_rfc2136/__init__.py',
  install: 'python3-certbot-dns-rfc2136',
  version: ['certbot', '--version'],
};

const CLIENTS: readonly Client[] = [
  {
    ...BIND,
    name: 'nsupdate',
    listener: 'facade',
    how: 'without a zone: it asks for the SOA of the name',
    steps: (server) => [
      nsupdate(server, [`update add ${CHALLENGE}. 60 TXT ${VALUE}`]),
      nsupdate(server, [`update delete ${CHALLENGE}. TXT ${VALUE}`]),
    ],
    operations: [present(CHALLENGE), cleanup(CHALLENGE)],
  },
  {
    ...BIND,
    name: 'nsupdate-zone',
    listener: 'zone',
    how: 'with a zone of ours, prerequisites, and a batch',
    steps: (server) => [
      nsupdate(server, [
        `zone ${ZONE}.`,
        `prereq nxrrset ${LABEL}. TXT`,
        `update add ${LABEL}. 60 TXT ${VALUE}`,
        `update add ${LABEL}. 60 TXT ${VALUE_2}`,
      ]),
      nsupdate(server, [
        `zone ${ZONE}.`,
        `prereq yxrrset ${LABEL}. IN TXT ${VALUE}`,
        `prereq yxrrset ${LABEL}. IN TXT ${VALUE_2}`,
        `update delete ${LABEL}. TXT`,
      ]),
    ],
    operations: [present(CHALLENGE), present(CHALLENGE, VALUE_2), clear(CHALLENGE)],
  },
  {
    ...BIND,
    name: 'nsupdate-delegated',
    listener: 'zone',
    how: 'the challenge name is a zone of ours, by NS records; over TCP; the whole name is deleted',
    steps: (server) => [
      nsupdate(server, [`zone ${DELEGATED}.`, `update add ${DELEGATED}. 60 TXT ${VALUE}`], '-v'),
      nsupdate(server, [`zone ${DELEGATED}.`, `update delete ${DELEGATED}.`], '-v'),
    ],
    operations: [present(DELEGATED), clear(DELEGATED)],
  },
  {
    ...BIND,
    name: 'acme.sh-nsupdate',
    listener: 'facade',
    how: 'the lines that acme.sh dns_nsupdate writes, with NSUPDATE_ZONE: its removal deletes the whole RRset',
    steps: (server) => [
      nsupdate(server, ['zone example.com.', `update add ${CHALLENGE}. 60 in txt "${VALUE}"`]),
      nsupdate(server, ['zone example.com.', `update delete ${CHALLENGE}. txt`]),
    ],
    operations: [present(CHALLENGE), clear(CHALLENGE)],
  },
  {
    ...KNOT,
    name: 'knsupdate',
    listener: 'facade',
    how: 'with the zone that acme.sh dns_knot gives it: the last two labels',
    steps: (server) => [
      knsupdate(server, ['zone example.com.', `update add ${CHALLENGE}. 60 TXT "${VALUE}"`]),
      knsupdate(server, ['zone example.com.', `update del ${CHALLENGE}. TXT`]),
    ],
    operations: [present(CHALLENGE), clear(CHALLENGE)],
  },
  {
    ...CERTBOT,
    name: 'certbot-dns-rfc2136',
    listener: 'facade',
    how: "the plugin's own client: it asks for the SOA of the name, signed, over TCP",
    steps: (server) => [certbot(server, CHALLENGE)],
    operations: [present(CHALLENGE), cleanup(CHALLENGE)],
  },
];

describe('clients of RFC 2136', () => {
  for (const client of CLIENTS) {
    it(`${client.name}: ${client.how}`, async (t) => {
      if (!(await exists(client.file))) return t.skip(`not installed (apt-get install ${client.install})`);
      const at = await startUpdateListener(client.listener);
      t.after(() => at.close());
      for (const { argv, input } of client.steps(at.server)) {
        await mustRun(argv, input === undefined ? {} : { input });
      }
      assert.deepEqual(
        at.world.applied.flatMap(({ operations }) => operations),
        client.operations,
      );
      if (process.env['UPDATE_VECTORS'] === 'write') await keep(client, at.messages());
    });
  }

  it('nsupdate is told that it may not, and that HMAC-MD5 is nothing any more', async (t) => {
    if (!(await exists(BIND.file)))
      return t.skip(`nsupdate is not installed (apt-get install ${BIND.install})`);
    const at = await startUpdateListener('facade');
    t.after(() => at.close());
    const step = nsupdate(at.server, ['update add _acme-challenge.theirs.example. 60 TXT x']);
    const refused = await run(step.argv, { input: step.input ?? '' });
    assert.match(refused.stderr, /update failed: REFUSED/);
    const input = (step.input ?? '').replace('hmac-sha256', 'hmac-md5');
    const old = await run(step.argv, { input });
    assert.match(old.stderr + old.stdout, /BADKEY/);
    assert.deepEqual(at.world.applied, []);
  });
});

function present(challenge: string, value = VALUE): Operation {
  return { kind: 'present', challenge, value };
}

function cleanup(challenge: string): Operation {
  return { kind: 'cleanup', challenge, value: VALUE };
}

function clear(challenge: string): Operation {
  return { kind: 'clear', challenge };
}

function nsupdate(server: Server, lines: readonly string[], ...flags: string[]): Step {
  return { argv: ['nsupdate', ...flags], input: script(server, lines) };
}

function knsupdate(server: Server, lines: readonly string[]): Step {
  return { argv: ['knsupdate'], input: script(server, lines) };
}

function script({ address, port }: Server, lines: readonly string[]): string {
  const head = [`server ${address} ${port}`, `key hmac-sha256:${VECTOR_KEY} ${VECTOR_SECRET}`];
  return [...head, ...lines, 'send', 'quit', ''].join('\n');
}

const CERTBOT_CLIENT = `
import sys, dns.tsig
from certbot_dns_rfc2136._internal.dns_rfc2136 import _RFC2136Client
host, port, key, secret, name, value = sys.argv[1:]
client = _RFC2136Client(host, int(port), key, secret, dns.tsig.HMAC_SHA256)
client.add_txt_record(name, value, 120)
client.del_txt_record(name, value)`;

function certbot({ address, port }: Server, name: string): Step {
  const argv = ['/usr/bin/python3', '-c', CERTBOT_CLIENT, address, `${port}`, VECTOR_KEY, VECTOR_SECRET];
  return { argv: [...argv, name, VALUE] };
}

async function exists(file: string): Promise<boolean> {
  return (await run(['test', '-e', file])).code === 0;
}

async function keep(client: Client, messages: UpdateVector['messages']): Promise<void> {
  const { stdout, stderr } = await mustRun(client.version);
  const { name, how, listener, operations } = client;
  const version = (stdout + stderr).trim().split('\n')[0] ?? '';
  const vector: UpdateVector = { client: name, version, how, listener, messages, operations };
  await writeFile(join(VECTORS, `${name}.json`), `${JSON.stringify(vector, null, 2)}\n`);
}
