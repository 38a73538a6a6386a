// One look at sites of real servers: what the report says of each, and that nothing is asked without bound.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { examine } from '../../../../src/doctor/outside/index.ts';
import { NAME, page, startSite, type Site } from './world.ts';

const LARGE = `<!doctype html><title>x</title>${'<p>text</p>'.repeat(1_000)}`;

describe('a look at a healthy site', { timeout: 60_000 }, () => {
  test('sees both families alike: connections, handshakes, answers, packets, latency, verdicts', async () => {
    await using site = await startSite({
      http: (_, { https }) => ({
        handle(request, response) {
          if (request.url?.startsWith('/.well-known/')) response.writeHead(404).end('none');
          else response.writeHead(301, { Location: `https://${NAME}:${https}/` }).end();
        },
      }),
      https: () => page(LARGE),
    });
    const report = await site.look();
    assert.deepEqual(
      report.unmeasured.filter(({ why }) => why === 'time'),
      [],
    );
    for (const family of [6, 4] as const) {
      const uses = report.connects.filter((one) => one.family === family);
      assert.deepEqual(uses.map(({ use, outcome }) => `${use} ${outcome}`).toSorted(), [
        'closed refused',
        'http response',
        'https response',
      ]);
      const shaken = report.handshakes.filter((one) => one.family === family);
      assert.equal(shaken.length, 3);
      for (const one of shaken) {
        assert.equal(one.outcome, 'response');
        assert.equal(one.version, 'TLSv1.3');
        assert.equal(one.chain, 'untrusted');
        assert.equal(one.leaf?.covers, true);
        assert.equal(one.leaf?.selfSigned, true);
        assert.deepEqual(one.leaf?.names, [NAME]);
      }
      const answers = report.responses.filter((one) => one.family === family);
      const texts = answers.map(({ scheme, path, agent, status }) => `${scheme} ${path} ${agent} ${status}`);
      assert.deepEqual(texts.toSorted(), [
        'http challenge bare 404',
        'http challenge browser 404',
        'http challenge validator 404',
        'http home browser 301',
        'https home browser 200',
        'https large browser 200',
      ]);
      const [packets] = report.packets.filter((one) => one.family === family);
      assert.deepEqual([packets?.outcome, packets?.bytes], ['response', LARGE.length]);
      assert.equal(report.latencies.find((one) => one.family === family)?.rounds.length, 4);
      assert.equal(report.reach.find((one) => one.family === family)?.state, 'works');
    }
    const [six, four] = ([6, 4] as const).map((family) =>
      report.responses.find((one) => one.path === 'large' && one.family === family),
    );
    assert.ok(six?.digest);
    assert.equal(six.digest, four?.digest);
    const verdict = (challenge: string) => report.verdicts.find((one) => one.challenge === challenge);
    for (const challenge of ['http-01', 'tls-alpn-01']) {
      assert.deepEqual(verdict(challenge)?.rules, {
        documented: 'valid',
        boulder: 'valid',
        'per-hop': 'valid',
      });
      assert.deepEqual(verdict(challenge)?.families, { 6: 'valid', 4: 'valid' });
      assert.equal(verdict(challenge)?.fault, undefined);
    }
    assert.equal(verdict('dns-01'), undefined);
  });

  test('no more connections at once to one address than are allowed', async () => {
    await using site = await startSite({ http: () => slow(20), https: () => page(LARGE) });
    await site.look();
    // both addresses, and the validator's own attempts beside
    assert.ok(site.connections.most <= 2 * 12 + 4, `${site.connections.most} at once`);
  });
});

describe('a look at a site with a fault', { timeout: 60_000 }, () => {
  test('a family that nothing listens on is told by its connections alone', async () => {
    await using site = await startSite({
      http: (host) => (host === '127.0.0.1' ? page(LARGE) : undefined),
      https: () => undefined,
    });
    const report = await site.look();
    const ends = report.connects.map(({ family, use, outcome }) => `${family} ${use} ${outcome}`);
    assert.ok(ends.includes('6 http refused') && ends.includes('4 http response'));
    assert.deepEqual(report.handshakes, []);
    assert.ok(report.responses.every(({ family }) => family === 4));
    assert.ok(report.responses.some(({ path }) => path === 'large'));
    const http01 = report.verdicts.find(({ challenge }) => challenge === 'http-01');
    assert.deepEqual(http01?.rules, { documented: 'invalid', boulder: 'valid', 'per-hop': 'valid' });
    assert.equal(http01?.fault, 'validationRefused');
    assert.deepEqual(http01?.families, { 6: 'invalid', 4: 'valid' });
  });

  test('plain HTTP on the TLS port, and TLS on the plain one', async () => {
    await using site = await startSite({ https: () => page('plain') });
    await using plain = await startSite({ http: () => page('plain') });
    // each other's port
    const swapped = { http: site.ports.https, https: plain.ports.http, closed: site.ports.closed };
    const report = await site.look({ ports: swapped });
    const shaken = report.handshakes.filter(({ port }) => port === swapped.https);
    assert.ok(
      shaken.every(({ alert }) => alert === 'wrong_version_number' || alert === 'packet_length_too_long'),
    );
    assert.ok(report.responses.some((one) => one.scheme === 'http' && one.port === swapped.https));
    assert.ok(report.handshakes.some((one) => one.port === swapped.http && one.outcome === 'response'));
  });

  test('TLS 1.1 alone', async () => {
    const tls = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await using site = await startSite({ https: () => ({ ...page('old'), tls }) });
    const report = await site.look();
    const small = report.handshakes.filter((one) => one.hello === 'small' && one.serverName === 'sent');
    assert.ok(small.some((one) => one.outcome === 'tls-alert' && one.alert === 'protocol_version'));
    assert.ok(small.some((one) => one.outcome === 'response' && one.version === 'TLSv1.1'));
  });

  test('who asks changes the answer; what stands in front and what it looks like is told by codes', async () => {
    await using site = await startSite({
      http: () => ({
        handle(request, response) {
          response.setHeader('Server', 'cloudflare');
          response.setHeader('CF-RAY', '1-AMS');
          response.setHeader('Alt-Svc', 'h3=":443"; ma=86400');
          const agent = request.headers['user-agent'] ?? '';
          if (agent.includes('Firefox')) response.writeHead(404).end('none');
          else if (agent === '') response.writeHead(401, { 'WWW-Authenticate': 'Basic' }).end();
          else response.writeHead(403, { 'cf-mitigated': 'challenge' }).end('wait');
        },
      }),
    });
    const report = await site.look();
    const by = (agent: string) =>
      report.responses.find((one) => one.path === 'challenge' && one.agent === agent && one.family === 6);
    assert.deepEqual([by('validator')?.status, by('validator')?.signature], [403, 'bot-wall']);
    assert.deepEqual([by('browser')?.status, by('bare')?.status], [404, 401]);
    assert.equal(by('bare')?.authenticate, true);
    assert.equal(by('browser')?.front, 'cloudflare');
    assert.equal(by('browser')?.http3, undefined, 'HTTP/3 is offered over HTTPS or not at all');
  });

  test('a large body that does not come, over one family', async () => {
    await using site = await startSite({
      timeScale: 0.05,
      http: (host) => ({
        handle(_, response) {
          response.writeHead(200, { 'Content-Length': LARGE.length });
          if (host === '::1') response.write(LARGE.slice(0, 500));
          else response.end(LARGE);
        },
      }),
    });
    const report = await site.look();
    const packets = (family: number) => report.packets.find((one) => one.family === family);
    assert.deepEqual([packets(6)?.outcome, packets(6)?.bytes], ['body-timeout', 500]);
    assert.deepEqual([packets(4)?.outcome, packets(4)?.bytes], ['response', LARGE.length]);
  });

  test('whoever cannot be reached from here is not blamed', async () => {
    await using site = await startSite({});
    const unreachable: Site['kit']['dialer'] = {
      dial: async () => ({ ok: false, outcome: 'unreachable', errno: 'ENETUNREACH', ms: 0.1 }),
    };
    const report = await site.look({ dialer: unreachable });
    assert.deepEqual(
      report.reach.map(({ state }) => state),
      ['blind', 'blind'],
    );
    const untested = await site.look({
      dialer: { dial: async () => ({ ok: false, outcome: 'connect-timeout', ms: 5_000 }) },
    });
    assert.deepEqual(
      untested.reach.map(({ state }) => state),
      ['untested', 'untested'],
    );
    const anchors = [
      { address: '::1', port: site.ports.closed },
      { address: '127.0.0.1', port: site.ports.closed },
    ];
    const silent: Site['kit']['dialer'] = {
      dial: async ({ address, port }) =>
        port === site.ports.closed && address.family === 4
          ? { ok: false, outcome: 'refused', ms: 1 }
          : { ok: false, outcome: 'connect-timeout', ms: 5_000 },
    };
    // four answers where six does not
    const asked = await site.look({ dialer: silent, anchors });
    assert.deepEqual(
      asked.reach.map(({ family, state }) => `${family} ${state}`),
      ['6 blind', '4 works'],
    );
  });
});

test('a look at some things runs their collectors, and those that these need, alone', async () => {
  await using site = await startSite({ http: () => page('<title>x</title>') });
  const begun: string[] = [];
  const report = await examine(
    { name: NAME, vantage: 'here', collectors: ['connects', 'verdict'] },
    site.kit,
    (what, state) => void (state === 'begun' && begun.push(what)),
  );
  assert.deepEqual(begun.toSorted(), ['connects', 'names', 'verdict']);
  assert.equal(report.connects.length, 6);
  assert.ok(report.verdicts.length > 0);
  assert.deepEqual([report.handshakes, report.responses, report.reach, report.unmeasured], [[], [], [], []]);
});

function slow(ms: number): ReturnType<typeof page> {
  return { handle: (_, response) => void setTimeout(() => response.writeHead(404).end(), ms) };
}
