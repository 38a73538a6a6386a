// F1 to F15: each is found where it is, and nowhere on a host that is well.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HTTP_CAUSES } from '../../../../src/doctor/causes/http/table.ts';
import { diagnose, type Finding } from '../../../../src/doctor/causes/index.ts';
import type { OutsideReport, ResponseFact } from '../../../../src/doctor/outside/index.ts';
import {
  FOUR,
  handshakeFact,
  healthyInside,
  healthyReport,
  hopFact,
  NAME,
  responseFact,
  SIX,
} from '../../../support/doctor-reports.ts';

type Hops = OutsideReport['verdicts'][number]['hops'];
const ADDRESSES = [
  [SIX, 6],
  [FOUR, 4],
] as const;

describe('a host that is well', () => {
  test('gives none of them, from outside, inside or both', () => {
    const seen = { report: healthyReport(), others: [healthyReport()], again: undefined };
    const ids = new Set(HTTP_CAUSES.map(({ id }) => id));
    for (const given of [{ seen }, { inside: healthyInside() }, { seen, inside: healthyInside() }]) {
      const { findings, notes } = diagnose(given);
      assert.deepEqual(
        [...findings, ...notes].filter(({ id }) => ids.has(id)),
        [],
      );
    }
  });
});

describe('redirects', () => {
  const dead = { outcome: 'connect-timeout', phase: 'connect', status: undefined, body: undefined } as const;
  const https = { hop: 1, scheme: 'https', port: 443 } as const;

  test('F1: to https, which is dead over IPv6 alone', () => {
    assertFound('F1', 'proven', hops([led(6), hop({ ...https, ...dead })]));
    assertNot('F1', hops([led(6), hop({ ...https })]));
    assertNot('F1', hops([hop(dead), led(4), hop({ ...https, ...dead })]));
  });

  test('F2: the first request did not come about over IPv6 either', () => {
    assertFound('F2', 'proven', hops([hop(dead), led(4), hop({ ...https, ...dead })]));
    assertNot('F2', hops([led(6), hop({ ...https, ...dead })]));
    assertNot('F2', hops([hop(dead), led(4), hop({ ...https })]));
  });

  test('F3: to another host', () => {
    const there = { hop: 1, host: 'cdn.example.org', address: '2001:db8::99' };
    const found = assertFound('F3', 'proven', hops([led(6), hop({ ...there, ...dead })]));
    assert.equal(found.values['target'], 'cdn.example.org');
    assertNot('F3', hops([led(6), hop(there)]));
  });

  test('F4: one that is not followed, with the reason', () => {
    const reasons = [
      [`https://${NAME}.well-known/acme-challenge/x`, 301, 'well-known-host'],
      [`https://${NAME}:8443/x`, 301, 'port'],
      ['ftp://files.example.org/x', 302, 'scheme'],
      [`https://${NAME}/x`, 303, 'status'],
      [`http://${NAME}/x`, 301, 'loop'],
    ] as const;
    for (const [location, status, reason] of reasons) {
      const report = hops([hop({ status, location })], 'validationRedirect');
      assert.equal(assertFound('F4', 'proven', report).values['reason'], reason);
    }
    const many = hops([hop({ hop: 10, status: 301, location: '/again' })], 'validationRedirect');
    assert.equal(assertFound('F4', 'proven', many).values['reason'], 'too-many');
    assertNot('F4', hops([led(6), hop(https)]));
  });

  test('F5: to a hop that speaks TLS 1.1 at most', () => {
    const errno = 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION';
    const old = { ...https, outcome: 'tls-alert', phase: 'tls', errno } as const;
    assertFound('F5', 'proven', hops([led(6), hop(old)]));
    assertFound('F5', 'proven', healthyReport({ handshakes: [handshakeFact({ version: 'TLSv1.1' })] }));
    assertNot('F5', hops([led(6), hop({ ...old, errno: 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR' })]));
  });

  test('nothing is said of a hop over a family that this place is blind for', () => {
    const report = hops([led(4), hop({ ...https, ...dead })]);
    assertNot('F2', { ...report, reach: [{ family: 6, state: 'blind', anchors: [] }] });
    assertNot('F3', {
      ...hops([led(4), hop({ hop: 1, host: 'cdn.example.org', ...dead })]),
      reach: [{ family: 6, state: 'blind', anchors: [] }],
    });
  });
});

describe('F6: the challenge is served from elsewhere', () => {
  const other = healthyReport().responses.map((one) =>
    one.family === 6 && one.path === 'challenge' ? { ...one, digest: 'ee'.repeat(32) } : one,
  );
  test('over IPv6 its path is answered otherwise, where the page is the same', () => {
    assertFound('F6', 'strong', healthyReport({ responses: other }));
  });
  test('not where the page differs as well: that is another server', () => {
    const responses = other.map((one) =>
      one.family === 6 && one.path === 'home' ? { ...one, digest: 'dd'.repeat(32) } : one,
    );
    assertNot('F6', healthyReport({ responses }));
  });
  test('blocks with different folders prove it, one folder excludes it', () => {
    const { listens } = healthyInside();
    const apart = listens.map((one) => (one.families[0] === 6 ? { ...one, root: '/srv/other' } : one));
    const seen = { report: healthyReport({ responses: other }), others: [], again: undefined };
    const { findings } = diagnose({ seen, inside: healthyInside({ listens: apart }) });
    const found = findings.find(({ id }) => id === 'F6');
    assert.deepEqual([found?.certainty, found?.values['root']], ['proven', '/srv/other']);
    const { ruledOut } = diagnose({ seen, inside: healthyInside() });
    assert.ok(ruledOut.includes('F6'));
  });
});

describe('refusals', () => {
  test('F7: a wall with its mark stands alone; without a mark it is one of two', () => {
    for (const signature of ['bot-wall', 'testcookie', 'captcha', 'waf']) {
      assertFound('F7', 'strong', challenge({ status: signature === 'testcookie' ? 200 : 403, signature }));
    }
    const bare = challenge({ status: 403 });
    assert.deepEqual(assertFound('F7', 'ambiguous', bare).rivals, ['F11']);
    assert.deepEqual(assertFound('F11', 'ambiguous', bare).rivals, ['F7']);
    assertNot('F7', challenge({ status: 404 }));
    // of one family alone it is an access list
    const six = healthyReport().responses.map((one) =>
      one.family === 6 && one.path === 'challenge' ? { ...one, status: 403 } : one,
    );
    assertNot('F7', healthyReport({ responses: six }));
  });

  test('F8: a browser gets what the validator does not', () => {
    const responses = healthyReport().responses.map((one) =>
      one.path === 'challenge' && one.agent === 'validator' ? { ...one, status: 403 } : one,
    );
    const found = assertFound('F8', 'strong', healthyReport({ responses }));
    assert.equal(found.values['status'], 403);
    assertNot('F7', healthyReport({ responses }));
    assertNot('F8', challenge({ status: 403 }));
    const bare = healthyReport().responses.map((one) =>
      one.path === 'challenge' && one.agent === 'bare' ? { ...one, status: 403 } : one,
    );
    assertNot('F8', healthyReport({ responses: bare }));
  });

  test('F9: its page, or a connection that is cut off on this path alone', () => {
    assertFound('F9', 'likely', challenge({ status: 503, signature: 'app-id' }));
    const cut = challenge({ outcome: 'reset', phase: 'first-byte', status: undefined });
    assert.deepEqual(assertFound('F9', 'ambiguous', cut).rivals, ['F7']);
    const all = healthyReport().responses.map((one) => ({ ...one, outcome: 'reset', status: undefined }));
    assertNot('F9', healthyReport({ responses: all }));
  });

  test('F10: a mark, or a login that one family alone leads to', () => {
    assertFound('F10', 'strong', challenge({ status: 200, signature: 'portal' }));
    const away = { status: 302, location: 'http://portal.example/login' };
    const responses = healthyReport().responses.map((one) =>
      one.family === 6 && one.port === 80 ? { ...one, ...away } : one,
    );
    assertFound('F10', 'strong', healthyReport({ responses }));
    assertNot('A1', healthyReport({ responses }));
    assertNot('F10', challenge(away));
  });

  test('F11: other places get the same address', () => {
    const here = challenge({ status: 403 });
    const seen = { report: here, others: [healthyReport()], again: undefined };
    const { findings } = diagnose({ seen });
    assert.equal(findings.find(({ id }) => id === 'F11')?.certainty, 'proven');
    assert.ok(!findings.some(({ id }) => id === 'F7'));
    const everywhere = { report: here, others: [here], again: undefined };
    assert.ok(!diagnose({ seen: everywhere }).findings.some(({ id }) => id === 'F11'));
  });

  test('F12: 200 for what cannot exist, at the name or where it is redirected to', () => {
    assertFound('F12', 'proven', challenge({ status: 200 }));
    const led = hopFact({ status: 301, location: `https://${NAME}/x` });
    assertFound('F12', 'proven', hops([led, hop({ hop: 1, status: 200, body: 'html' })]));
    assertNot('F12', challenge({ status: 200, signature: 'portal' }));
  });

  test('F13: a password, or a sign-in over both families', () => {
    assertFound('F13', 'proven', challenge({ status: 401, authenticate: true }));
    assertFound('F13', 'proven', challenge({ status: 302, location: 'https://id.example/oauth2/authorize' }));
    assertNot('F13', challenge({ status: 302, location: `https://${NAME}/login` }));
  });

  test('F14: a CDN is told, and is no fault', () => {
    const responses = healthyReport().responses.map((one) => ({ ...one, front: 'cloudflare' }));
    const seen = { report: healthyReport({ responses }), others: [], again: undefined };
    const { findings, notes } = diagnose({ seen });
    assert.deepEqual(findings, []);
    assert.deepEqual(
      notes.map(({ id, certainty, values }) => [id, certainty, values['front']]),
      [['F14', 'strong', 'cloudflare']],
    );
  });

  test('F15: no answer in time', () => {
    const late = { outcome: 'first-byte-timeout', phase: 'first-byte', status: undefined, ms: 10_020 };
    assert.equal(assertFound('F15', 'proven', challenge(late)).values['seconds'], 10);
    assertNot('F15', challenge({ status: 404, ms: 3_000 }));
  });
});

/** Every answer to the challenge's path so, whoever asks, over both families. */
function challenge(over: Partial<ResponseFact>): OutsideReport {
  const rest = healthyReport().responses.filter(({ path }) => path !== 'challenge');
  const own = ADDRESSES.flatMap(([address, family]) =>
    (['validator', 'browser', 'bare'] as const).map((agent) =>
      responseFact({ address, family, path: 'challenge', status: 404, agent, ...over }),
    ),
  );
  return healthyReport({ responses: [...own, ...rest] });
}

function led(family: 6 | 4): Hops[number] {
  const address = family === 6 ? SIX : FOUR;
  return hopFact({ family, address, status: 301, location: `https://${NAME}/x` });
}

function hop(over: Partial<Hops[number]>): Hops[number] {
  return hopFact(over);
}

function hops(all: Hops, fault?: string): OutsideReport {
  const [verdict] = healthyReport().verdicts;
  assert.ok(verdict);
  return healthyReport({ verdicts: [{ ...verdict, hops: all, ...(fault !== undefined && { fault }) }] });
}

function assertFound(id: string, certainty: Finding['certainty'], report: OutsideReport): Finding {
  const { findings } = diagnose({ seen: { report, others: [], again: undefined } });
  const found = findings.find((one) => one.id === id);
  assert.ok(found, `${id} among ${findings.map((one) => one.id).join(', ')}`);
  assert.equal(found.certainty, certainty);
  return found;
}

function assertNot(id: string, report: OutsideReport): void {
  const { findings } = diagnose({ seen: { report, others: [], again: undefined } });
  assert.ok(!findings.some((one) => one.id === id), `${id} was found`);
}
