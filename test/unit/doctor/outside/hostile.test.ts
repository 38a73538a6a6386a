// Targets that mean harm: a look at them ends in its time, keeps its bounds, and brings no control character with it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type OutsideReport, outsideReport } from '../../../../src/doctor/outside/index.ts';
import { HTTP, type Serve } from '../../../support/hostile/http.ts';
import { TLS } from '../../../support/hostile/tls.ts';
import { type Listen, NAME, startSite } from './world.ts';

/** Of the whole look, at the factor that these tests give every time limit. */
const SCALE = 0.05;
const OVERALL_MS = 28_000 * SCALE;
const LATE_MS = 10_000; // a busy machine, not the target
const REPORT_BYTES = 400_000;

/** Those that mean harm in different ways; the validator's own conformance suite endures them all, through the same fetcher and prober. */
const OVER_HTTP = [
  'endless body',
  'a body that says it is a terabyte',
  'endless chunk extensions',
  'endless trailers',
  'endless headers',
  'one header without end',
  'a drip of whole headers',
  'a redirect loop',
  'a redirect chain without end',
  'a redirect of 60 kB',
];
const OVER_TLS = [
  'the right leaf and 300 certificates',
  'a leaf below a chain 300 deep',
  'a leaf below RSA keys of 16,384 bits',
  'silence after the hello',
  'renegotiation without end',
  'an endless body over TLS',
];

describe('hostile servers', { timeout: 240_000 }, () => {
  for (const what of OVER_HTTP) {
    test(`over HTTP: ${what}`, async () => {
      const serve = known(HTTP, what);
      await endure((url) => ({ raw: (socket) => serve(socket, url) }), undefined);
    });
  }
  for (const what of OVER_TLS) {
    test(`over TLS: ${what}`, async () => {
      const serve = known(TLS, what);
      await endure(undefined, (url) => ({ raw: (socket) => serve(socket, url) }));
    });
  }

  test('control characters in headers, names and pages go nowhere', async () => {
    const evil = '\u001b]0;x\u0007\u009b31m';
    const report = await endure(
      () => ({
        raw: (socket) =>
          void socket.once('data', () =>
            socket.end(
              Buffer.from(
                `HTTP/1.1 302 ${evil}\r\nServer: a${evil}\r\nContent-Type: ${evil}\r\nLocation: http://${NAME}/${evil}\r\n\r\n<img src="//${evil}/">`,
                'latin1',
              ),
            ),
          ),
      }),
      undefined,
    );
    assert.ok(report.responses.some(({ status }) => status === 302));
  });

  test('a page that names a thousand hosts is probed on sixty', async () => {
    const images = Array.from({ length: 1_000 }, (_, n) => `<img src="//h${n}.example/">`).join('');
    const report = await endure(() => ({ handle: (_, response) => void response.end(images) }), undefined);
    const hosts = new Set(report.names.filter(({ role }) => role === 'resource').map(({ host }) => host));
    assert.equal(hosts.size, 60);
    assert.ok(report.resources.length <= 200);
    assert.ok(report.unmeasured.some(({ what, why }) => what === 'page' && why === 'cut'));
  });
});

async function endure(
  http: ((url: string) => Listen) | undefined,
  https: ((url: string) => Listen) | undefined,
): Promise<OutsideReport> {
  await using site = await startSite({
    timeScale: SCALE,
    ...(http && { http: (_, ports) => http(`http://${NAME}:${ports.http}`) }),
    ...(https && { https: (_, ports) => https(`http://${NAME}:${ports.http}`) }),
  });
  const began = performance.now();
  const report = await site.look();
  const ms = performance.now() - began;
  assert.ok(ms < OVERALL_MS + LATE_MS, `${ms} ms`);
  const text = JSON.stringify(report);
  assert.ok(text.length < REPORT_BYTES, `${text.length} bytes`);
  assert.doesNotMatch(text.replaceAll('\\\\', ''), /\p{Cc}|\\u00[019]/u);
  assert.ok(outsideReport.safeParse(report).success);
  return report;
}

function known(table: Readonly<Record<string, Serve>>, what: string): Serve {
  const serve = table[what];
  assert.ok(serve, what);
  serve.prepare?.();
  return serve;
}
