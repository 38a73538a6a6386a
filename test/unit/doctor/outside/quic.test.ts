// HTTP/3: what counts as an offer, and who is asked over QUIC where there is one.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { describe, test } from 'node:test';
import { assert as holds, property, uint8Array } from 'fast-check';
import { ALT_SVC_CHARS } from '../../../../src/doctor/outside/limits.ts';
import { offersHttp3, recordOffersHttp3 } from '../../../../src/doctor/outside/quic-offer.ts';
import { type OutsideReport, udpPasses } from '../../../../src/doctor/outside/index.ts';
import { healthyReport, NAME as WELL } from '../../../support/doctor-reports.ts';
import { NAME, page, startSite } from './world.ts';

describe('an offer of HTTP/3', () => {
  for (const header of [
    'h3=":443"',
    'h3=":443"; ma=86400',
    'h3=":443";ma="86400"; persist=1',
    'h2="alt.example.org:8000", h3=":443"; ma=2592000,h3-29=":443"; ma=2592000',
    ' , h3=":443" ,',
    'h3="\\:443"; other="a\\"b"',
  ]) {
    test(`is ${header}`, () => assert.equal(offersHttp3(header, 443), true));
  }

  for (const [what, header] of [
    ['nothing', ''],
    ['taken back', 'clear'],
    ['on another port', 'h3=":8443"'],
    ['on another host', 'h3="alt.example.org:443"'],
    ['a draft', 'h3-29=":443"; ma=86400'],
    ['over already', 'h3=":443"; ma=0'],
    ['of another protocol whose name begins so', 'h3x=":443"'],
    ['in a parameter of another', 'h2=":443"; x="h3=\\":443\\""'],
    ['not quoted', 'h3=:443'],
    ['quoted without an end', 'h3=":443'],
    ['followed by something else', 'h3=":443" h2=":443"'],
    ['followed by a parameter without a value', 'h3=":443"; ma'],
    ['in a header that is too long', `h3=":443"${', h2=":443"'.repeat(ALT_SVC_CHARS / 8)}`],
  ] as const) {
    test(`is none: ${what}`, () => assert.equal(offersHttp3(header, 443), false));
  }

  test('is looked for in any text without harm', () => {
    const bytes = uint8Array({ maxLength: 600 });
    holds(property(bytes, (one) => void offersHttp3(Buffer.from(one).toString('latin1'), 443)));
    const began = performance.now();
    for (const part of ['h3=', '"', 'a="', ';a=b', ' ', ',', '\\"']) {
      const long = part.repeat(ALT_SVC_CHARS / part.length);
      assert.equal(offersHttp3(long, 443), false);
      offersHttp3(`h3=":443"${long}`.slice(0, ALT_SVC_CHARS), 443);
    }
    assert.ok(performance.now() - began < 2_000);
  });

  test('is an HTTPS record of the name itself with h3 in its protocols', () => {
    for (const [value, offers] of [
      ['1 . alpn=h2,h3 ipv4hint=192.0.2.1', true],
      [`1 ${WELL} alpn=h3`, true],
      ['1 . port=443 alpn=h3', true],
      ['1 . alpn=h2', false],
      ['1 . alpn=h3-29', false],
      ['1 . port=8443 alpn=h3', false],
      ['0 . alpn=h3', false],
      ['1 other.example.org alpn=h3', false],
      ['malformed', false],
    ] as const) {
      const names: OutsideReport['names'] = [
        {
          host: WELL,
          role: 'subject',
          type: 'HTTPS',
          outcome: 'answer',
          chain: [],
          addresses: [],
          values: [value],
          ms: 1,
        },
      ];
      assert.equal(recordOffersHttp3(healthyReport({ names }), 443), offers, value);
    }
  });
});

describe('a look at a site that offers HTTP/3', { timeout: 60_000 }, () => {
  test('asks each address over QUIC, and says what each said', async () => {
    await using site = await startSite({
      http: () => page('plain'),
      https: (_, { https }) => page('page', { 'Alt-Svc': `h3=":${https}"; ma=86400` }),
      timeScale: 0.2,
    });
    const silent = createSocket('udp4');
    await new Promise<void>((resolve) => silent.bind(site.ports.https, '127.0.0.1', resolve));
    const report = await site.look();
    silent.close();
    const byAddress = report.quics.toSorted((a, b) => a.family - b.family);
    const told = byAddress.map(({ address, port, outcome, errno }) => [address, port, outcome, errno]);
    assert.deepEqual(told, [
      ['127.0.0.1', site.ports.https, 'timeout', undefined],
      ['::1', site.ports.https, 'refused', 'ECONNREFUSED'],
    ]);
    // no name server was asked over UDP there, so that nothing says whose silence it is
    const open = report.unmeasured.filter(({ what }) => what === 'quic');
    assert.deepEqual(open, [{ what: 'quic', why: 'no-udp-4' }]);
  });

  test('an offer on another port, or over plain HTTP, has nobody asked', async () => {
    await using site = await startSite({
      http: (_, { http }) => page('plain', { 'Alt-Svc': `h3=":${http}"` }),
      https: () => page('page', { 'Alt-Svc': 'h3=":1"' }),
    });
    const report = await site.look();
    assert.deepEqual(report.quics, []);
    assert.ok(report.responses.every(({ http3 }) => http3 === undefined));
    assert.ok(report.responses.some(({ scheme, host }) => scheme === 'https' && host === NAME));
  });

  test('what the policy forbids is not asked', async () => {
    await using site = await startSite({
      https: (_, { https }) => page('page', { 'Alt-Svc': `h3=":${https}"` }),
    });
    const asked: string[] = [];
    const { policy, quic } = site.kit;
    const report = await site.look({
      policy: {
        check: (address) =>
          address.family === 6
            ? policy.check(address)
            : { ok: false, fault: { code: 'addressRefused', params: {} } },
      },
      quic: {
        probe: (request) => {
          asked.push(request.address.text);
          return quic.probe(request);
        },
      },
    });
    assert.deepEqual(asked, ['::1']);
    assert.ok(report.quics.every(({ family }) => family === 6));
  });
});

test('that datagrams leave a place is shown by who answered one', () => {
  for (const [answers, passes] of [
    [[], false],
    [[answer('udp', 'answer')], true],
    [[answer('udp', 'nxdomain')], true],
    [[answer('udp', 'timeout')], false],
    [[answer('udp', 'unreachable')], false],
    [[answer('tcp', 'answer')], false],
  ] as const) {
    assert.equal(udpPasses({ answers: [...answers], quics: [] }, 6), passes);
    assert.equal(udpPasses({ answers: [...answers], quics: [] }, 4), false);
  }
});

function answer(transport: 'udp' | 'tcp', outcome: string): OutsideReport['answers'][number] {
  return {
    zone: 'example.org',
    server: 'ns.example.org',
    address: '2001:db8::53',
    family: 6,
    transport,
    purpose: 'plain',
    name: WELL,
    type: 'A',
    outcome,
    values: [],
    ms: 1,
  };
}
