// G1 to G10: each is found where it is, and nowhere on a host that is well.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { diagnose, type Finding } from '../../../../src/doctor/causes/index.ts';
import { VISITOR_CAUSES } from '../../../../src/doctor/causes/visitors/table.ts';
import type { InsideReport } from '../../../../src/doctor/inside/index.ts';
import type { OutsideReport } from '../../../../src/doctor/outside/index.ts';
import {
  connectFact,
  FOUR,
  handshakeFact,
  healthyInside,
  healthyReport,
  leafFact,
  NAME,
  nameFact,
  NOW,
} from '../../../support/doctor-reports.ts';

const DAY_MS = 86_400_000;
const CDN = 'cdn.example.net';

test('a host that is well gives none of them, from outside, inside or both', () => {
  const seen = { report: healthyReport(), others: [healthyReport()], again: undefined };
  const ids = new Set(VISITOR_CAUSES.map(({ id }) => id));
  for (const given of [{ seen }, { inside: healthyInside() }, { seen, inside: healthyInside() }]) {
    assert.deepEqual(
      diagnose(given).findings.filter(({ id }) => ids.has(id)),
      [],
    );
  }
});

describe('G1 a large hello is lost', () => {
  const stalled = { hello: 'large', outcome: 'tls-timeout' } as const;
  const handshakes = healthyReport().handshakes.map((one) =>
    one.family === 6 && one.hello === 'large' ? handshakeFact(stalled) : one,
  );
  test('the small one is answered, and pages come whole', () => {
    const { findings } = diagnose({ seen: seen({ handshakes }) });
    assert.deepEqual(
      findings.map(({ id, certainty }) => [id, certainty]),
      [['G1', 'strong']],
    );
  });
  test('not where a page stalls as well, and not where both hellos are answered', () => {
    const packets = healthyReport().packets.map((one) =>
      one.family === 6 ? { ...one, outcome: 'body-timeout', bytes: 900 } : one,
    );
    assertNot('G1', { handshakes, packets });
    assertNot('G1', {});
  });
  test('where both stall over IPv6 alone, packets lost on the way back explain it too', () => {
    const both = healthyReport().handshakes.map((one) =>
      one.family === 6 ? handshakeFact({ hello: one.hello, outcome: 'tls-timeout' }) : one,
    );
    const packets = healthyReport().packets.map((one) =>
      one.family === 6 ? { ...one, outcome: 'tls-timeout', bytes: 0 } : one,
    );
    assert.deepEqual(found('G1', { handshakes: both, packets }).rivals, ['C8']);
  });
});

describe('resources of the page', () => {
  const resource = { host: CDN, kind: 'script', from: 'html', scheme: 'https', count: 1 } as const;
  const named = (six: readonly string[]) => [
    ...healthyReport().names,
    nameFact('AAAA', six, { host: CDN, role: 'resource' }),
    nameFact('A', ['192.0.2.80'], { host: CDN, role: 'resource' }),
  ];
  const connects = (outcome: string) => [
    ...healthyReport().connects,
    connectFact({ host: CDN, address: '2001:db8::80', outcome }),
    connectFact({ host: CDN, address: '192.0.2.80', family: 4 }),
  ];

  test('G2: a host without IPv6', () => {
    const finding = found('G2', { resources: [resource], names: named([]) });
    assert.deepEqual([finding.certainty, finding.values['resource']], ['proven', CDN]);
    assertNot('G2', { resources: [resource], names: named(['2001:db8::80']) });
    // a site for IPv4 alone has told so already
    const four = named([]).filter(({ host, type }) => host !== NAME || type !== 'AAAA');
    assertNot('G2', { resources: [resource], names: [...four, nameFact('AAAA', [])] });
  });

  test('G3: a host whose IPv6 is dead', () => {
    const six = { resources: [resource], names: named(['2001:db8::80']) };
    const finding = found('G3', { ...six, connects: connects('connect-timeout') });
    assert.deepEqual([finding.certainty, finding.values['resource']], ['proven', CDN]);
    assertNot('G3', { ...six, connects: connects('response') });
    assert.deepEqual(
      diagnose({ seen: seen({ ...six, connects: connects('refused') }) }).findings.map(({ id }) => id),
      ['G3'],
    );
    const blind: OutsideReport['reach'] = [{ family: 6, state: 'blind', anchors: [] }];
    assertNot('G3', { ...six, connects: connects('connect-timeout'), reach: blind });
  });

  test('G4: an IPv4 address in the place of a host', () => {
    const finding = found('G4', { resources: [{ ...resource, host: '192.0.2.80', literal: 4, count: 3 }] });
    assert.deepEqual([finding.values['literal'], finding.values['count']], ['192.0.2.80', 3]);
    assertNot('G4', { resources: [{ ...resource, host: '2001:db8::80', literal: 6 }] });
  });
});

test('G5: one resolver makes an address that nobody published', () => {
  const here = healthyReport({ names: [nameFact('AAAA', ['64:ff9b::c000:20a']), nameFact('A', [FOUR])] });
  const there = healthyReport({ names: [nameFact('AAAA', []), nameFact('A', [FOUR])] });
  const all = diagnose({ seen: { report: here, others: [there], again: undefined } });
  assert.ok(all.findings.some(({ id }) => id === 'G5'));
  const alone = diagnose({ seen: { report: here, others: [], again: undefined } });
  assert.ok(!alone.findings.some(({ id }) => id === 'G5'));
});

test('G6: slower over IPv6 in nearly every round, by 100 ms and more', () => {
  const finding = found('G6', six(150, 151, 149, 152));
  assert.deepEqual([finding.certainty, finding.values['ms']], ['proven', 130]);
  assertNot('G6', six(80, 81, 79, 80));
  assertNot('G6', six(20, 400, 20, 400));
});

describe('G7 the certificate ends', () => {
  const leaf = leafFact({ notBefore: NOW - 88 * DAY_MS, notAfter: NOW + 2 * DAY_MS });
  const ending = healthyReport().handshakes.map((one) => ({ ...one, leaf }));
  const newer: InsideReport['certificates'][number] = {
    file: '/etc/ssl/site.pem',
    fingerprint: 'ef'.repeat(32),
    notBefore: NOW - DAY_MS,
    notAfter: NOW + 89 * DAY_MS,
    names: [NAME],
    chain: 1,
  };
  test('at every address', () => {
    const finding = found('G7', { handshakes: ending });
    assert.deepEqual([finding.certainty, finding.values['days']], ['proven', 2]);
    const short = leafFact({ notBefore: NOW - 3 * DAY_MS, notAfter: NOW + 3 * DAY_MS });
    assertNot('G7', { handshakes: ending.map((one) => ({ ...one, leaf: short })) });
  });
  test('not over one family alone', () => {
    assertNot('G7', {
      handshakes: healthyReport().handshakes.map((one) => (one.family === 6 ? { ...one, leaf } : one)),
    });
  });
  test('an old one is still served: the machine shows the newer one', () => {
    const inside = healthyInside({ certificates: [newer] });
    const { findings } = diagnose({ seen: seen({}), inside });
    const finding = findings.find(({ id }) => id === 'G7');
    assert.deepEqual([finding?.certainty, finding?.values['file']], ['proven', '/etc/ssl/site.pem']);
    const same = { ...newer, fingerprint: leafFact().fingerprint };
    const served = diagnose({ seen: seen({}), inside: healthyInside({ certificates: [same] }) });
    assert.ok(!served.findings.some(({ id }) => id === 'G7'));
  });
});

test('G8: the CA is reached over IPv4 alone', () => {
  // as a survey has it: the address of one family is not that of the other
  const outbound = [
    { family: 6 as const, to: '2801:1b8:10::b', outcome: 'connect-timeout' },
    { family: 6 as const, to: '2001:7fd::1', outcome: 'connect-timeout' },
    { family: 4 as const, to: '193.0.14.129', outcome: 'response', source: FOUR },
  ];
  const finding = diagnose({ inside: healthyInside({ outbound }) }).findings.find(({ id }) => id === 'G8');
  assert.deepEqual([finding?.certainty, finding?.values['outcome']], ['proven', 'connect-timeout']);
  const both = outbound.map((one) => ({ ...one, outcome: 'connect-timeout' }));
  assert.ok(!diagnose({ inside: healthyInside({ outbound: both }) }).findings.some(({ id }) => id === 'G8'));
});

test('G9 and G10: what an error of the CA says first', () => {
  for (const id of ['G9', 'G10']) {
    const finding = found(id, { pasted: [{ row: 'some-row', causes: [id, 'A1'] }] });
    assert.equal(finding.certainty, 'proven');
    assertNot(id, { pasted: [{ row: 'some-row', causes: ['A1', id] }] });
  }
});

function six(...rounds: number[]): Partial<OutsideReport> {
  const { latencies } = healthyReport();
  return { latencies: latencies.map((one) => (one.family === 6 ? { ...one, rounds } : one)) };
}

function seen(over: Partial<OutsideReport>) {
  return { report: healthyReport(over), others: [], again: undefined };
}

function found(id: string, over: Partial<OutsideReport>): Finding {
  const { findings } = diagnose({ seen: seen(over) });
  const finding = findings.find((one) => one.id === id);
  assert.ok(finding, `${id} among ${findings.map((one) => one.id).join(', ')}`);
  return finding;
}

function assertNot(id: string, over: Partial<OutsideReport>): void {
  assert.ok(!diagnose({ seen: seen(over) }).findings.some((one) => one.id === id), `${id} was found`);
}
