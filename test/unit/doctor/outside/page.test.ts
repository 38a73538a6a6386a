// What a page needs: read from HTML, CSS and headers, and found over both families.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCss } from '../../../../src/doctor/outside/page-css.ts';
import { resolveAll, resourceFacts } from '../../../../src/doctor/outside/page-found.ts';
import { readLinkHeaders } from '../../../../src/doctor/outside/page-headers.ts';
import { literals, readHtml } from '../../../../src/doctor/outside/page-html.ts';
import { NAME, page, startSite } from './world.ts';

const now = () => performance.now();

describe('HTML', () => {
  test('every kind of thing that a browser would fetch, and nothing that is text', async () => {
    const { found, base, cut } = await readHtml(
      `<!doctype html><base href="https://base.example/">
      <script src=//a.example/s.js></script><script>import "https://b.example/m.js"; "<img src=//no.example>"</script>
      <link rel="preload stylesheet" href="/x.css"><link rel=icon href=i.png><link rel=canonical href=//no.example>
      <link rel=preload as=font href=//f.example/f.woff2>
      <img src="&#47;&#47;c.example/1.png" srcset="//d.example/2.png 2x, //e.example/3.png"><video poster=p.jpg src=v.mp4>
      <style>@import "//g.example/g.css"; body { background: url(//h.example/h.png) } </style>
      <p style="background:url('//i.example/i.png')">//no.example</p><textarea><img src=//no.example></textarea>
      <!-- <img src=//no.example> --><iframe src=//j.example/><img src=//no.example></iframe><object data=o.svg></object>`,
      now,
    );
    assert.equal(base, 'https://base.example/');
    assert.equal(cut, false);
    const all = found.map(({ kind, from, url }) => `${kind} ${from} ${url}`);
    assert.deepEqual(all, [
      'script html //a.example/s.js',
      'script html https://b.example/m.js',
      'style html /x.css',
      'image html i.png',
      'font html //f.example/f.woff2',
      'image html //c.example/1.png',
      'image html //d.example/2.png',
      'image html //e.example/3.png',
      'media html v.mp4',
      'image html p.jpg',
      'style css //g.example/g.css',
      'image css //h.example/h.png',
      'image css //i.example/i.png',
      'frame html //j.example/',
      'frame html o.svg',
    ]);
  });

  test('a page that means harm costs half a second at most, and 200 finds', async () => {
    const hostile = {
      attributes: `<a ${Array.from({ length: 60_000 }, (_, n) => `a${n}`).join(' ')}>`,
      depth: '<div>'.repeat(100_000),
      'open tags': '<'.repeat(500_000),
      'a comment without end': `<!--${'-!'.repeat(250_000)}`,
      entities: '&lt'.repeat(170_000),
      styles: `<p style="${'url('.repeat(100_000)}">`.repeat(2),
      'comments in style': `<style>${'/*'.repeat(250_000)}`,
      imports: `<script>${'import'.repeat(80_000)}</script>`,
    };
    for (const [what, text] of Object.entries(hostile)) {
      const began = now();
      await readHtml(text, now);
      assert.ok(now() - began < 5_000, what); // half a second, on a machine that has other things to do
    }
    const many = await readHtml('<img src=//x.example/1.png>'.repeat(10_000), now);
    assert.deepEqual([many.found.length, many.cut], [200, true]);
  });

  test('IPv4 literals, in markup and in data', () => {
    const text = `<a href="http://192.0.2.1/a"> {"api":"https:\\/\\/192.0.2.2:8080\\/v1"} wss://192.0.2.3/
      http://192.0.2.4.example/ 192.0.2.5 http://[2001:db8::1]/`;
    assert.deepEqual(
      literals(text).map(({ url }) => url),
      ['http://192.0.2.1/', 'https://192.0.2.2/', 'wss://192.0.2.3/'],
    );
  });
});

test('CSS: addresses and imports outside comments, with escapes', () => {
  const found = readCss(`/* url(//no.example/1.png) */ @import url("//a.example/a.css") screen;
    @font-face { src: url(//b.example/f.woff2?x) format("woff2"), url( '//c.example/f.png' ) }
    a { background: URL(//d\\2e example/d.png) } b { background: url(data:image/png;base64,AA) } @import '//e.example/e.css';
    /* url(//no.example/2.png)`);
  assert.deepEqual(
    found.map(({ kind, url }) => `${kind} ${url}`),
    [
      'style //a.example/a.css',
      'style //e.example/e.css',
      'font //b.example/f.woff2?x',
      'image //c.example/f.png',
      'image //d.example/d.png',
      'image data:image/png;base64,AA',
    ],
  );
});

test('headers: what they load, and hosts that the policy names', () => {
  const found = readLinkHeaders({
    link: '</a.css>; rel=preload; as=style, <https://b.example/b.js>; rel="modulepreload", <x>; rel=next',
    'content-security-policy':
      "default-src 'self'; connect-src api.example https://ws.example:8443 *.no.example",
  });
  assert.deepEqual(
    found.map(({ url }) => url),
    ['/a.css', 'https://b.example/b.js', 'https://api.example', 'https://ws.example:8443'],
  );
});

test('one fact for each host, kind and scheme; data: and javascript: need nobody', () => {
  const base = new URL('https://www.example/');
  const named = [
    '//a.example/1',
    'https://a.example/2',
    'http://192.0.2.1/',
    'http://[2001:db8::1]/',
    'data:,x',
    'javascript:x',
    '//a;reboot.example/',
    '//$(id).example/',
    "//a'b`c.example/",
    `//${'a.'.repeat(130)}example/`,
  ];
  const facts = resourceFacts(
    resolveAll(
      named.map((url) => ({ url, kind: 'image', from: 'html' })),
      base,
    ),
  );
  assert.deepEqual(facts, [
    { host: 'a.example', kind: 'image', from: 'html', scheme: 'https', count: 2 },
    { host: '192.0.2.1', kind: 'image', from: 'html', scheme: 'http', count: 1, literal: 4 },
    { host: '2001:db8::1', kind: 'image', from: 'html', scheme: 'http', count: 1, literal: 6 },
  ]);
});

describe('the page of a site', { timeout: 60_000 }, () => {
  test('its hosts are looked up and connected to, those of its style sheets too', async () => {
    await using site = await startSite({
      names: { 'four.example': ['127.0.0.1'], 'both.example': ['::1', '127.0.0.1'], 'css.example': ['::1'] },
      https: () => ({
        handle(request, response) {
          if (request.url === '/s.css') response.end('a { background: url(//css.example/x.png) }');
          else if (request.url !== '/') response.writeHead(404).end();
          else
            response.end(
              `<link rel=stylesheet href=/s.css><img src=//four.example/a.png><script src=//both.example/b.js></script>
              <img src=//gone.example/> <img src=//192.0.2.1/>`,
            );
        },
      }),
    });
    const report = await site.look();
    const hosts = ['four.example', 'both.example', 'css.example'];
    const families = hosts.map((host) =>
      report.connects
        .filter((one) => one.host === host && one.outcome === 'response')
        .map(({ family }) => String(family))
        .toSorted()
        .join(),
    );
    assert.deepEqual(families, ['4', '4,6', '6']);
    assert.ok(report.names.some((one) => one.host === 'gone.example' && one.outcome === 'nxdomain'));
    assert.equal(report.names.find(({ host }) => host === 'four.example')?.role, 'resource');
    assert.equal(report.resources.find(({ host }) => host === 'css.example')?.from, 'css');
    assert.equal(report.resources.find(({ host }) => host === '192.0.2.1')?.literal, 4);
  });

  test('a redirect to another host is followed, and large packets are looked for there', async () => {
    const large = `<p>${'x'.repeat(6_000)}`;
    await using site = await startSite({
      names: { 'other.example': ['::1', '127.0.0.1'] },
      https: (_, { https }) => ({
        handle(request, response) {
          if (request.headers.host?.startsWith('other.')) response.end(large);
          else response.writeHead(301, { Location: `https://other.example:${https}/` }).end();
        },
      }),
    });
    const report = await site.look();
    assert.equal(report.names.find(({ host }) => host === 'other.example')?.role, 'redirect');
    const packets = report.packets.map(({ host, outcome, bytes }) => `${host} ${outcome} ${bytes}`);
    assert.ok(packets.includes(`other.example response ${large.length}`));
  });

  test('a large body may be a resource beside a small page', async () => {
    await using site = await startSite({
      http: () => ({
        handle(request, response) {
          if (request.url === '/')
            response.end('<script src=/small.js></script><script src=/large.js></script>');
          else response.end('x'.repeat(request.url === '/large.js' ? 9_000 : 10));
        },
      }),
    });
    const report = await site.look();
    assert.deepEqual(report.packets.map(({ family, bytes }) => `${family} ${bytes}`).toSorted(), [
      '4 9000',
      '6 9000',
    ]);
    await using tiny = await startSite({ http: () => page('small') });
    const none = await tiny.look();
    assert.deepEqual(none.packets, []);
    assert.ok(none.unmeasured.some(({ what, why }) => what === 'packets' && why === 'no-large-body'));
  });

  test('redirects without end, to other ports, and to what is closed lead nowhere', async () => {
    await using site = await startSite({
      https: () => ({
        handle: (_, response) => void response.writeHead(302, { Location: `/${Math.random()}` }).end(),
      }),
    });
    const endless = await site.look();
    assert.deepEqual(endless.resources, []);
    const asked = endless.responses.filter(({ path }) => path === 'home');
    assert.ok(asked.length <= 4, `${asked.length}`);
    for (const to of [
      'http://other.example:22/',
      'file:///etc/passwd',
      'http://169.254.169.254/',
      '//[::ffff:127.0.0.1]:22/',
    ]) {
      await using away = await startSite({
        names: { 'other.example': ['127.0.0.1'] },
        https: () => ({ handle: (_, response) => void response.writeHead(302, { Location: to }).end() }),
      });
      const report = await away.look();
      const targets = report.connects.filter((one) => one.host !== NAME);
      assert.deepEqual(targets, []);
    }
  });
});
