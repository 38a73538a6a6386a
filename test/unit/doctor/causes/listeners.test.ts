// E1 to E13: each is found where it is, and nowhere on a host that is well.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Cause, diagnose, type Finding, type Seen } from '../../../../src/doctor/causes/index.ts';
import { LISTENER_CAUSES } from '../../../../src/doctor/causes/listeners/table.ts';
import { readSave } from '../../../../src/doctor/inside/filters/iptables-save.ts';
import type { InsideReport, ListenerFact, ListenFact } from '../../../../src/doctor/inside/index.ts';
import type {
  HandshakeFact,
  OutsideReport,
  QuicFact,
  ResponseFact,
} from '../../../../src/doctor/outside/index.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import {
  connectFact,
  FOUR,
  healthyInside,
  healthyReport,
  leafFact,
  NAME,
  NOW,
  SIX,
} from '../../../support/doctor-reports.ts';

const HEALTHY = healthyReport();
const MACHINE = healthyInside();
const WELL = see({});

describe('sockets', () => {
  test('E1: nothing listens for IPv6', () => {
    const seen = see({ connects: ends({ '6:80': 'refused', '6:443': 'refused' }) });
    assert.deepEqual(find(seen).map(told), ['E1 strong outside']);
    says(find(seen)[0]);
    const inside = machine({ listeners: MACHINE.listeners.filter(({ family }) => family === 4) });
    assert.deepEqual(find(seen, inside).map(told), ['E1 proven both']);
    const found = find(seen, inside)[0];
    assert.match(String(found?.values['directive']), /^listen (?:80|443)$/);
    says(found);
    assert.deepEqual(
      find(seen, machine({ listeners: [] })).map(told),
      ['E1 strong outside'],
      'sockets were not read',
    );
  });
  test('E1: one dual-stack socket serves both families', () => {
    const dual = [80, 443].map((port) => socket({ address: '::', family: 6, port, v6only: false }));
    assert.deepEqual(find(WELL, machine({ listeners: dual })), []);
    assert.deepEqual(find(undefined, machine({ listeners: dual })), []);
  });
  test('E2: nothing listens for IPv4', () => {
    const seen = see({ connects: ends({ '4:80': 'refused', '4:443': 'refused' }) });
    assert.deepEqual(find(seen).map(told), ['E2 strong outside']);
    says(find(seen)[0]);
    const six = MACHINE.listeners.filter(({ family }) => family === 6);
    assert.deepEqual(find(seen, machine({ listeners: six })).map(told), ['E2 proven both']);
    says(find(seen, machine({ listeners: six }))[0]);
    const unknown = six.map((it) => ({ ...it, v6only: undefined }));
    assert.deepEqual(find(seen, machine({ listeners: unknown })).map(told), ['E2 strong outside']);
  });
  test('E3: every address refuses', () => {
    const seen = see({
      connects: ends({ '6:80': 'refused', '4:80': 'refused', '6:443': 'refused', '4:443': 'refused' }),
      handshakes: [],
      responses: [],
    });
    assert.deepEqual(only(seen).map(told), ['E3 strong outside']);
    says(only(seen)[0]);
    const loopback = [80, 443].flatMap((port) => [
      socket({ family: 4, address: '127.0.0.1', port }),
      socket({ family: 6, address: '::1', port }),
    ]);
    assert.equal(one(seen, 'E3', machine({ listeners: loopback }))?.values['what'], 'loopback');
    says(one(seen, 'E3', machine({ listeners: loopback })));
    const ssh = MACHINE.listeners.filter(({ port }) => port === 22);
    assert.equal(one(seen, 'E3', machine({ listeners: ssh }))?.values['what'], 'nothing');
    says(one(seen, 'E3', machine({ listeners: ssh })));
    assert.deepEqual(find(undefined, machine({ listeners: ssh })), [], 'not every machine is a web server');
  });
  test('E3: a socket of an address that is not published', () => {
    const seen = see({ connects: ends({ '6:80': 'refused', '6:443': 'refused' }) });
    const old = MACHINE.listeners.map((it) => (it.family === 6 ? { ...it, address: '2001:db8::99' } : it));
    const found = one(seen, 'E3', machine({ listeners: old }));
    assert.equal(found?.certainty, 'proven');
    assert.equal(found.values['what'], 'address');
    says(found);
    assert.equal(one(seen, 'E1', machine({ listeners: old })), undefined);
  });
  test('E3: a site without TLS refuses 443, and means it', () => {
    const seen = see({ connects: ends({ '6:443': 'refused', '4:443': 'refused' }), handshakes: [] });
    assert.deepEqual(find(seen), []);
  });
  test('E4: 80 has IPv6 and 443 has not', () => {
    const seen = see({
      connects: ends({ '6:443': 'refused' }),
      handshakes: HEALTHY.handshakes.filter(({ family }) => family === 4),
    });
    assert.deepEqual(only(seen).map(told), ['E4 proven outside']);
    says(only(seen)[0]);
    const inside = machine({
      listeners: MACHINE.listeners.filter(({ family, port }) => family === 4 || port !== 443),
    });
    assert.deepEqual(only(seen, inside).map(told), ['E4 proven both']);
    says(only(seen, inside)[0]);
  });
});

describe('configurations', () => {
  test('E5: two listens claim port 80 of IPv4', () => {
    const listens = [
      listen({}),
      listen({ directive: 'listen [::]:80 ipv6only=off', address: '::', families: [6, 4] }),
    ];
    assert.deepEqual(find(WELL, machine({ listens })).map(told), ['E5 proven inside']);
    says(find(WELL, machine({ listens }))[0]);
    assert.deepEqual(find(WELL, machine({ listens: listens.slice(1) })), []);
    const down = see({
      connects: ends({ '6:80': 'refused', '4:80': 'refused', '6:443': 'refused', '4:443': 'refused' }),
      handshakes: [],
      responses: [],
    });
    assert.deepEqual(only(down, machine({ listens, listeners: [] })).map(told), ['E5 proven both']);
  });
  test('E6: over IPv6 the default block answers', () => {
    const seen = see({
      responses: respond(
        { status: 404, digest: 'ef'.repeat(32) },
        ({ path, port }) => path === 'home' && port === 80,
      ),
    });
    assert.deepEqual(only(seen).map(told), ['E6 strong outside']);
    says(only(seen)[0]);
    const listens = [
      listen({}),
      listen({
        address: '::',
        families: [6],
        names: [],
        isDefault: true,
        directive: 'listen [::]:80 default_server',
      }),
    ];
    assert.deepEqual(only(seen, machine({ listens })).map(told), ['E6 proven both']);
    says(only(seen, machine({ listens }))[0]);
    assert.ok(!ids(seen, machine({})).includes('E6'), 'the block of the name listens for both');
  });
  test('E7: over IPv6 the certificate has expired', () => {
    const expired = leafFact({ notAfter: NOW - 1_000, fingerprint: 'cd'.repeat(32) });
    const seen = see({ handshakes: shake({ leaf: expired }) });
    assert.deepEqual(only(seen).map(told), ['E7 proven outside']);
    says(only(seen)[0]);
    const listens = ([6, 4] as const).map((family) =>
      listen({
        families: [family],
        address: family === 6 ? '::' : '0.0.0.0',
        port: 443,
        tls: true,
        certificate: `/etc/ssl/${family}.pem`,
      }),
    );
    const certificates = [
      certificate('/etc/ssl/6.pem', NOW - 1_000),
      certificate('/etc/ssl/4.pem', NOW + 1_000_000),
    ];
    assert.equal(one(seen, 'E7', machine({ listens, certificates }))?.basis, 'both');
    says(one(seen, 'E7', machine({ listens, certificates })));
    assert.deepEqual(only(see({ handshakes: shake({ chain: 'incomplete' }) })).map(told), [
      'E7 proven outside',
    ]);
  });
  test('E7: both families show the same: no matter of one of them', () => {
    const handshakes = HEALTHY.handshakes.map((it) => ({ ...it, leaf: leafFact({ notAfter: NOW - 1_000 }) }));
    assert.equal(one(see({ handshakes }), 'E7'), undefined);
  });
  test('E8: over IPv6 TLS does not know the name', () => {
    const refusal = { outcome: 'tls-alert', alert: 'unrecognized_name', leaf: undefined, chain: undefined };
    const seen = see({ handshakes: shake(refusal, ({ serverName }) => serverName === 'sent') });
    assert.deepEqual(only(seen).map(told), ['E8 proven outside']);
    says(only(seen)[0]);
    const listens = [
      listen({ port: 443, tls: true }),
      listen({
        port: 443,
        tls: true,
        address: '::',
        families: [6],
        names: [],
        isDefault: true,
        directive: 'listen [::]:443 ssl default_server',
      }),
    ];
    assert.deepEqual(only(seen, machine({ listens })).map(told), ['E8 proven both']);
    says(only(seen, machine({ listens }))[0]);
  });
  test('E9: the port speaks another protocol', () => {
    const all = { outcome: 'tls-error', alert: 'wrong_version_number', leaf: undefined, chain: undefined };
    const seen = see({ handshakes: HEALTHY.handshakes.map((it) => ({ ...it, ...all })) });
    assert.equal(one(seen, 'E9')?.certainty, 'proven');
    says(one(seen, 'E9'));
    const listens = [listen({}), listen({ port: 443, directive: 'listen 443' })];
    assert.equal(one(seen, 'E9', machine({ listens }))?.basis, 'both');
    says(one(seen, 'E9', machine({ listens })));
    const responses = HEALTHY.responses.map((it) =>
      it.port === 80 ? { ...it, status: 400, signature: 'plain-http' } : it,
    );
    assert.equal(one(see({ responses }), 'E9')?.values['speaks'], 'TLS');
  });
  test('E10: the PROXY protocol is expected over IPv6', () => {
    const seen = see({
      responses: respond({ outcome: 'closed', status: undefined }, ({ port }) => port === 80),
    });
    assert.ok(ids(seen).includes('E10'));
    says(one(seen, 'E10'));
    const listens = [
      listen({}),
      listen({
        address: '::',
        families: [6],
        proxyProtocol: true,
        directive: 'listen [::]:80 proxy_protocol',
      }),
    ];
    assert.equal(one(seen, 'E10', machine({ listens }))?.certainty, 'proven');
    says(one(seen, 'E10', machine({ listens })));
    assert.ok(!ids(seen, machine({})).includes('E10'));
    const behind = listens.map((it) => ({ ...it, proxyProtocol: true }));
    assert.ok(!ids(seen, machine({ listens: behind })).includes('E10'), 'a balancer speaks it on both');
  });
  test('E11: the application does not listen where the proxy asks', () => {
    const responses = HEALTHY.responses.map((it) => ({ ...it, status: 502, location: undefined }));
    const seen = see({ responses });
    assert.ok(ids(seen).includes('E11'));
    says(one(seen, 'E11'));
    const listens = [listen({ upstream: 'localhost:3000' })];
    const app = (address: string) => socket({ port: 3000, family: 4, address, process: 'node' });
    const proven = machine({ listens, listeners: [...MACHINE.listeners, app('127.0.0.1')] });
    assert.equal(one(seen, 'E11', proven)?.certainty, 'proven');
    says(one(seen, 'E11', proven));
    says(one(seen, 'E11', machine({ listens })));
    const both = [...MACHINE.listeners, socket({ port: 3000, family: 6, address: '::', v6only: false })];
    assert.equal(one(seen, 'E11', machine({ listens, listeners: both })), undefined);
    const some = see({
      responses: HEALTHY.responses.map((it) => (it.family === 6 ? { ...it, status: 502 } : it)),
    });
    assert.equal(one(some, 'E11'), undefined, 'the application answers over IPv4');
  });
  test('E12: 403 for everybody who comes over IPv6', () => {
    const seen = see({ responses: respond({ status: 403, location: undefined }) });
    assert.equal(one(seen, 'E12')?.certainty, 'strong');
    says(one(seen, 'E12'));
    const access = { families: [4 as const], auth: false, text: 'allow 0.0.0.0/0; deny all;' };
    const listens = [listen({ access }), listen({ access, address: '::', families: [6] })];
    assert.equal(one(seen, 'E12', machine({ listens }))?.certainty, 'proven');
    says(one(seen, 'E12', machine({ listens })));
    assert.equal(
      one(see({ responses: HEALTHY.responses.map((it) => ({ ...it, status: 403 })) }), 'E12'),
      undefined,
    );
  });
  test('E13: HTTP/3 is offered, and nobody was asked', () => {
    const seen = see({ responses: HEALTHY.responses.map((it) => ({ ...it, http3: true })) });
    assert.deepEqual(find(seen), [], 'an offer is no fault');
    assert.deepEqual(find(seen, MACHINE).map(told), ['E13 proven both']);
    says(find(seen, MACHINE)[0]);
    assert.deepEqual(find(seen, machine({ listeners: QUIC })), []);
    const chains = readSave('*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p udp -j DROP\n', 6, 'nft');
    assert.equal(one(seen, 'E13', machine({ listeners: QUIC, chains }))?.values['what'], 'filter');
    says(one(seen, 'E13', machine({ listeners: QUIC, chains })));
  });
  test('E13: asked over QUIC, it is closed', () => {
    const refused = see({ quics: [quicFact(6, 'refused'), quicFact(4, 'answers')] });
    assert.deepEqual(find(refused).map(told), ['E13 proven outside']);
    assert.deepEqual(one(refused, 'E13')?.places, [{ host: NAME, address: SIX, family: 6, port: 443 }]);
    says(one(refused, 'E13'));
    assert.deepEqual(find(refused, MACHINE).map(told), ['E13 proven both']);
    // the machine lets it in: it is stopped on the way
    assert.deepEqual(find(refused, machine({ listeners: QUIC })).map(told), ['E13 proven outside']);
    assert.deepEqual(find(see({ quics: [quicFact(6, 'answers'), quicFact(4, 'answers')] }), MACHINE), []);
  });
  test('E13: silence is held against the name only where datagrams are known to leave this place', () => {
    const six = [quicFact(6, 'timeout'), quicFact(4, 'answers')];
    assert.deepEqual(find(see({ quics: six })), [], 'nothing shows that UDP over IPv6 gets out');
    const silent = see({ quics: six, answers: [overUdp(6)] });
    assert.deepEqual(find(silent).map(told), ['E13 proven outside']);
    says(one(silent, 'E13'));
    assert.deepEqual(find(see({ quics: six, answers: [overUdp(4)] })), []);
    const both = [quicFact(6, 'timeout'), quicFact(4, 'timeout')];
    // a server may keep silent about a version that it does not know, and this network may stop QUIC
    const all = see({ quics: both, answers: [overUdp(6), overUdp(4)] });
    assert.deepEqual(find(all).map(told), ['E13 likely outside']);
    assert.deepEqual(find(all, MACHINE).map(told), ['E13 proven both']);
    assert.equal(one(all, 'E13')?.places.length, 2);
  });
  test('E13: where TCP does not come through either, it is not HTTP/3 that is missing', () => {
    const dead = see({ quics: [quicFact(6, 'unreachable')], connects: ends({ '6:443': 'unreachable' }) });
    assert.ok(!ids(dead).includes('E13'));
    const blind = see({
      quics: [quicFact(6, 'refused')],
      reach: [{ family: 6, state: 'blind', anchors: [] }],
    });
    assert.ok(!ids(blind).includes('E13'));
  });
});

const QUIC = [...MACHINE.listeners, socket({ protocol: 'udp', port: 443, family: 6, address: '::' })];

function quicFact(family: 6 | 4, outcome: QuicFact['outcome']): QuicFact {
  return { host: NAME, address: family === 6 ? SIX : FOUR, family, port: 443, outcome, ms: 1 };
}

/** A name server that answered over UDP. */
function overUdp(family: 6 | 4): OutsideReport['answers'][number] {
  const server = { zone: 'example.org', server: 'ns.example.org', name: NAME, type: 'A' } as const;
  const address = family === 6 ? '2001:db8::53' : '192.0.2.53';
  return {
    ...server,
    address,
    family,
    transport: 'udp',
    purpose: 'plain',
    outcome: 'answer',
    values: [],
    ms: 1,
  };
}

test('a host that is well has none of them', () => {
  for (const inside of [undefined, MACHINE]) assert.deepEqual(find(WELL, inside), []);
  assert.deepEqual(find(undefined, MACHINE), []);
  for (const { id, inside } of LISTENER_CAUSES) assert.notEqual(inside(MACHINE, WELL).says, 'shown', id);
});

function ends(over: Readonly<Record<string, string>>): OutsideReport['connects'] {
  return ([6, 4] as const).flatMap((family) =>
    ([80, 443, 1] as const).map((port) => {
      const outcome = over[`${family}:${port}`] ?? (port === 1 ? 'refused' : 'response');
      const use = port === 80 ? 'http' : port === 443 ? 'https' : 'closed';
      return connectFact({ address: family === 6 ? SIX : FOUR, family, port, use, outcome });
    }),
  );
}

function see(over: Partial<OutsideReport>): Seen {
  return { report: healthyReport(over), others: [], again: undefined };
}

/** Answers over IPv6 that differ. */
function respond(
  over: Partial<ResponseFact>,
  which: (it: ResponseFact) => boolean = () => true,
): ResponseFact[] {
  return HEALTHY.responses.map((it) => (it.family === 6 && which(it) ? { ...it, ...over } : it));
}

function shake(
  over: Partial<HandshakeFact>,
  which: (it: HandshakeFact) => boolean = () => true,
): HandshakeFact[] {
  return HEALTHY.handshakes.map((it) => (it.family === 6 && which(it) ? { ...it, ...over } : it));
}

function machine(over: Partial<InsideReport>): InsideReport {
  return healthyInside(over);
}

function socket(over: Partial<ListenerFact>): ListenerFact {
  return { protocol: 'tcp', family: 4, address: '0.0.0.0', port: 80, process: 'nginx', ...over };
}

function listen(over: Partial<ListenFact>): ListenFact {
  const [first] = MACHINE.listens.filter(({ port }) => port === 80);
  assert.ok(first);
  return { ...first, directive: 'listen 80', address: '0.0.0.0', families: [4], line: 2, ...over };
}

function certificate(file: string, notAfter: number): InsideReport['certificates'][number] {
  return { file, fingerprint: 'ab'.repeat(32), notBefore: 0, notAfter, names: [NAME], chain: 2 };
}

function find(seen?: Seen, inside?: InsideReport): readonly Finding[] {
  return diagnose({ seen, inside }).findings;
}

/** Without what follows of it: a redirect to a dead port, answers that differ. */
function only(seen: Seen, inside?: InsideReport): readonly Finding[] {
  return find(seen, inside).filter(({ id }) => /^[ADE]\d/.test(id));
}

function ids(seen: Seen, inside?: InsideReport): readonly string[] {
  return find(seen, inside).map(({ id }) => id);
}

function one(seen: Seen | undefined, id: string, inside?: InsideReport): Finding | undefined {
  return find(seen, inside).find((it) => it.id === id);
}

function told({ id, certainty, basis }: Finding): string {
  return `${id} ${certainty} ${basis}`;
}

/** A finding's text says something, and leaves nothing open. */
function says(finding: Finding | undefined): void {
  assert.ok(finding);
  const texts: Readonly<Record<Cause['id'], { title: () => string; says: (p: never) => string }>> =
    catalogue('en').doctor.causes;
  const text = texts[finding.id];
  assert.ok(text, finding.id);
  const values: Record<string, unknown> = { name: NAME, places: 'P', ...finding.values };
  const params = new Proxy(values, {
    get: (all, key) => (typeof key === 'string' ? (all[key] ?? '') : undefined),
  });
  const said = text.says(params as never);
  assert.doesNotMatch(said, /undefined|""| {2}|\(\)/, finding.id);
  assert.ok(text.title().length > 5);
}
