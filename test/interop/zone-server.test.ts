// The zone server beside BIND: the probes of RFC 8906 to both, over both families and transports, and dig as the client.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../../src/core/index.ts';
import { startZoneServer, type ZoneServer } from '../../src/delegation/zone/index.ts';
import { startNamed, type Named } from '../support/named.ts';
import { installed, mustRun } from '../support/process.ts';
import { recordingLog } from '../support/recording-log.ts';
import { PROBES, see, type Probe, type Seen } from '../support/rfc8906.ts';
import { manyValues, NAMES, SERVERS, VALUE, VALUE_2, ZONE } from '../support/zone.ts';
import { type At, framed, openTcp } from '../support/zone-client.ts';

const THERE = (await installed('named')) && (await installed('dig'));
const skip = THERE ? false : 'named or dig is not installed (apt-get install bind9 bind9-dnsutils)';
const HAS_IPV6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);
const ADDRESSES = HAS_IPV6 ? ['::1', '127.0.0.1'] : ['127.0.0.1'];
const WAIT_MS = 20_000;

/** BIND takes 100 records of one name and type. */
const BIG = manyValues(100);
/** The same zone as text. */
const TEXT = `$TTL 3600
@ 5 IN SOA ns1 dns\\.admin.example.test. 13 14400 3600 1209600 300
@ NS ns1
@ NS ns2.elsewhere.test.
@ CAA 0 issue "ca.test"
@ TXT "static"
ns1 A 192.0.2.53
ns1 AAAA 2001:db8::53
a.ent A 192.0.2.1
alias CNAME com-example
com-example 5 TXT "${VALUE}"
com-example 5 TXT "${VALUE_2}"
${BIG.map((value) => `com-big 5 TXT "${value}"`).join('\n')}
`;

describe('beside BIND', { skip }, () => {
  let named: Named;
  let server: ZoneServer;
  before(async () => {
    named = await startNamed({ 'acme.test': TEXT });
    const started = await startZoneServer({
      zones: [ZONE],
      onDemand: SERVERS,
      addresses: ADDRESSES,
      port: 0,
      base: () => ({
        sequence: 13,
        names: NAMES.map((one) => (one.label === 'com-big' ? { ...one, values: BIG } : one)),
      }),
      clock: systemClock,
      log: recordingLog(),
    });
    assert.ok(started.ok);
    server = started.value;
  });
  after(async () => {
    await server?.close();
    await named?.close();
  });

  for (const address of ADDRESSES) {
    for (const ask of [overUdp, overTcp]) {
      for (const probe of PROBES) {
        const { section, title, bytes } = probe;
        it(`${address} ${ask === overUdp ? 'UDP' : 'TCP'}, section ${section}: ${title}`, async () => {
          const port = server.bound.find((one) => one.address === address)?.port ?? 0;
          const ours = see(await ask({ address, port }, bytes));
          const theirs = see(await ask({ address, port: named.port }, bytes));
          assert.deepEqual(ours, probe.expected);
          assert.deepEqual(comparable(ours, probe), comparable(theirs, probe));
        });
      }
    }
  }

  it('dig finds nothing to complain of, follows truncation, and has the same records from both', async () => {
    for (const address of ADDRESSES) {
      const ours = server.bound.find((one) => one.address === address)?.port ?? 0;
      for (const question of [
        ['com-example.acme.test', 'TXT'],
        ['com-big.acme.test', 'TXT'],
        ['alias.acme.test', 'TXT'],
        ['acme.test', 'SOA'],
        ['acme.test', 'NS'],
        ['acme.test', 'CAA'],
        ['ns1.acme.test', 'AAAA'],
        ['missing.acme.test', 'A'],
        ['ent.acme.test', 'A'],
      ]) {
        const [mine, theirs] = await Promise.all(
          [ours, named.port].map((port) => dig(address, port, question)),
        );
        assert.deepEqual(mine, theirs, `${address} ${question.join(' ')}`);
      }
    }
  });

  it('dig takes our cookie for a good one', async () => {
    const [at] = server.bound;
    const { stdout } = await mustRun([
      'dig',
      '-p',
      String(at?.port),
      `@${at?.address}`,
      'acme.test',
      'SOA',
      '+cookie',
      '+norec',
    ]);
    assert.match(stdout, /COOKIE: [0-9a-f]{48} \(good\)/);
  });
});

/** The records of all sections, sorted, their owners in one case: BIND answers with the case of its zone. */
async function dig(address: string, port: number, question: readonly string[]): Promise<string[]> {
  const argv = [
    'dig',
    '-p',
    String(port),
    `@${address}`,
    ...question,
    '+norec',
    '+noall',
    '+answer',
    '+authority',
    '+comments',
    '+tries=2',
  ];
  const { stdout } = await mustRun(argv);
  assert.doesNotMatch(stdout, /WARNING|malformed|extra bytes|Got bad packet/i);
  const status = /status: (\w+)/.exec(stdout)?.[1] ?? stdout;
  const records = stdout.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
  // named adds the zone's NS where nobody asked, as minimal-responses is off there
  const wanted = question[1] === 'NS' ? records : records.filter((line) => !/\sNS\s/.test(line));
  return [status, ...wanted.map((line) => line.replace(/\s+/g, ' ')).toSorted()];
}

const CD = 0x10;

/**
 * Where both read the question; of what they could not read each may say more or less. BIND gives CD back, which RFC 4035
 * section 3.1.6 would have an authoritative server clear.
 */
function comparable(seen: Seen, { expected }: Probe): Partial<Seen> {
  return expected.rcode === 'FORMERR'
    ? { rcode: seen.rcode }
    : { ...seen, strayFlags: seen.strayFlags & ~CD };
}

async function overUdp(at: At, bytes: Uint8Array): Promise<Uint8Array> {
  const socket = createSocket(at.address.includes(':') ? 'udp6' : 'udp4');
  try {
    const reply = once(socket, 'message', { signal: AbortSignal.timeout(WAIT_MS) });
    socket.send(bytes, at.port, at.address);
    return ((await reply) as [Buffer])[0];
  } finally {
    socket.close();
  }
}

async function overTcp(at: At, bytes: Uint8Array): Promise<Uint8Array> {
  const socket = await openTcp(at);
  socket.setTimeout(WAIT_MS, () => socket.destroy());
  socket.write(framed(bytes));
  let reply = Buffer.alloc(0);
  for await (const chunk of socket) {
    reply = Buffer.concat([reply, chunk as Buffer]);
    if (reply.length >= 2 && reply.length >= 2 + reply.readUInt16BE(0)) break;
  }
  return reply.subarray(2, 2 + reply.readUInt16BE(0));
}
