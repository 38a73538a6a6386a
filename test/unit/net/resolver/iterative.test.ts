import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fail, fault, ok } from '../../../../src/core/index.ts';
import { ROOT_HINTS, createIterativeResolver, parseAddress } from '../../../../src/net/index.ts';
import type { IterativeSettings, QuestionType } from '../../../../src/net/index.ts';
import { TYPE, nameFromText } from '../../../../src/wire/dns/index.ts';
import { record } from '../../../support/dns-answer.ts';
import { startDnsServer } from '../../../support/dns-server.ts';
import type { DnsServer, DnsServerSettings } from '../../../support/dns-server.ts';
import { ask, openSockets, packetClock } from './asking.ts';
import type { VirtualClock } from '../../../support/virtual-clock.ts';

const ROOT = '127.0.0.1';
const TLD = '127.0.0.2';
const SITE = '127.0.0.3';
const OTHER = '127.0.0.4';
const DEAD = '127.0.0.9'; // nobody listens: a closed port
const TEST_GLUE = { 'ns.test': [TLD] };
const open: DnsServer[] = [];
let clock: VirtualClock;
let port = 0;

/** A server on one more loopback address, with the port of the first one. */
async function serve(address: string, settings: DnsServerSettings): Promise<DnsServer> {
  const dns = await startDnsServer({ listen: [address], port, ...settings });
  port = dns.port;
  open.push(dns);
  return dns;
}

/** Root and `test` with the delegations given; `more` for the root. */
async function tree(
  delegations: NonNullable<DnsServerSettings['delegations']>,
  names: DnsServerSettings['names'] = {},
  rootMore: DnsServerSettings['delegations'] = {},
): Promise<{ root: DnsServer; tld: DnsServer }> {
  const root = await serve(ROOT, { zones: ['.'], delegations: { test: TEST_GLUE, ...rootMore } });
  return { root, tld: await serve(TLD, { zones: ['test'], delegations, names }) };
}

function walker(more: Partial<IterativeSettings> = {}) {
  return createIterativeResolver({ clock, port, hints: [{ address: ROOT, port }], ...more });
}

function lookup(
  name: string,
  type: QuestionType = 'A',
  inMs = 30_000,
  more: Partial<IterativeSettings> = {},
) {
  return ask(clock, walker(more), name, type, inMs);
}

const WWW = { 'www.site.test': { A: ['192.0.2.1'], AAAA: ['2001:db8::1'] } };
const SITE_GLUE = { 'site.test': { 'ns.site.test': [SITE] } };

// Linux and Windows answer on all of 127/8; macOS has 127.0.0.1 only
const skip = process.platform === 'darwin' ? 'needs the loopback addresses 127.0.0.2 and up' : false;

describe('iterative resolver', { skip }, () => {
  beforeEach(() => {
    clock = packetClock();
    port = 0;
  });
  afterEach(async () => {
    for (const dns of open.splice(0)) await dns.close();
  });

  it('walks from the root and asks without recursion', async () => {
    const { root, tld } = await tree(SITE_GLUE);
    const site = await serve(SITE, { zones: ['site.test'], names: WWW });
    const { evidence, steps } = await lookup('www.site.test', 'AAAA');
    assert.equal(evidence.outcome, 'answer');
    assert.deepEqual(evidence.addresses, ['2001:db8::1']);
    assert.equal(evidence.server, `${SITE}:${port}`);
    assert.equal(evidence.tries, 3);
    assert.deepEqual(
      steps.map((step) => [step.zone, step.outcome]),
      [
        ['.', 'referral'],
        ['test', 'referral'],
        ['site.test', 'answer'],
      ],
    );
    for (const dns of [root, tld, site]) {
      assert.equal(dns.queries.length, 1);
      assert.equal(dns.queries[0]?.message.recursionDesired, false);
    }
  });

  it('knows thirteen root servers in both families', () => {
    assert.equal(ROOT_HINTS.length, 26);
    assert.equal(new Set(ROOT_HINTS.map((hint) => hint.address)).size, 26);
    const families = ROOT_HINTS.map((hint) => parseAddress(hint.address)?.family);
    assert.equal(families.filter((family) => family === 6).length, 13);
    assert.equal(families.filter((family) => family === 4).length, 13);
  });

  it('shares referrals within a session and nothing beyond it', async () => {
    const { root } = await tree(SITE_GLUE);
    const site = await serve(SITE, { zones: ['site.test'], names: WWW });
    const resolver = walker();
    const session = resolver.session();
    await ask(clock, session, 'www.site.test', 'A');
    const second = await ask(clock, session, 'www.site.test', 'A');
    assert.equal(second.evidence.tries, 1, 'straight to the zone');
    assert.equal(site.queries.length, 2, 'but answers are never remembered');
    await ask(clock, resolver.session(), 'www.site.test', 'A');
    await ask(clock, resolver, 'www.site.test', 'A');
    assert.equal(root.queries.length, 3);
  });

  it('tells NODATA from NXDOMAIN, at the end of a CNAME too', async () => {
    await tree(SITE_GLUE);
    const names = {
      ...WWW,
      'a.site.test': { CNAME: 'www.site.test' },
      'b.site.test': { CNAME: 'no.site.test' },
    };
    await serve(SITE, { zones: ['site.test'], names });
    const cases: [string, QuestionType, string, string[] | undefined][] = [
      ['www.site.test', 'TXT', 'nodata', undefined],
      ['a.site.test', 'TXT', 'nodata', ['www.site.test']],
      ['a.site.test', 'A', 'answer', ['www.site.test']],
      ['no.site.test', 'A', 'nxdomain', undefined],
      ['b.site.test', 'A', 'nxdomain', ['no.site.test']],
      ['no-such-zone.test', 'A', 'nxdomain', undefined],
      ['nowhere', 'A', 'nxdomain', undefined],
    ];
    for (const [name, type, outcome, chain] of cases) {
      const { evidence } = await lookup(name, type);
      assert.equal(evidence.outcome, outcome, `${name} ${type}`);
      assert.deepEqual(evidence.chain, chain);
    }
  });

  it('follows CNAMEs into other zones from the top', async () => {
    await tree({ ...SITE_GLUE, 'acme.test': { 'ns.acme.test': [OTHER] } });
    // what the first zone's server says of the other zone must not count
    const lie = record(nameFromText('token.acme.test'), TYPE.TXT, {
      kind: 'TXT',
      strings: [Uint8Array.of(0x6c)],
    });
    const alias = { CNAME: 'token.acme.test', extraAnswers: [lie] };
    await serve(SITE, { zones: ['site.test'], names: { '_acme-challenge.site.test': alias } });
    await serve(OTHER, { zones: ['acme.test'], names: { 'token.acme.test': { TXT: ['truth'] } } });
    const { evidence, texts } = await lookup('_acme-challenge.site.test', 'TXT');
    assert.equal(evidence.outcome, 'answer');
    assert.deepEqual(evidence.chain, ['token.acme.test']);
    assert.deepEqual(texts.map(String), [String(Uint8Array.from(Buffer.from('truth')))]);
    assert.equal(evidence.server, `${OTHER}:${port}`);
  });

  it('names CNAME loops across zones', async () => {
    await tree({ ...SITE_GLUE, 'other.test': { 'ns.other.test': [OTHER] } });
    await serve(SITE, { zones: ['site.test'], names: { 'a.site.test': { CNAME: 'b.other.test' } } });
    await serve(OTHER, { zones: ['other.test'], names: { 'b.other.test': { CNAME: 'A.site.test' } } });
    const { evidence } = await lookup('a.site.test');
    assert.equal(evidence.outcome, 'loop');
    assert.deepEqual(evidence.chain, ['b.other.test', 'a.site.test']);
  });

  it('finds name servers without glue by their names, through other zones', async () => {
    await tree({ 'site.test': { 'ns.hoster.test': [] }, 'hoster.test': { 'ns.hoster.test': [OTHER] } });
    await serve(SITE, { zones: ['site.test'], names: WWW });
    await serve(OTHER, { zones: ['hoster.test'], names: { 'ns.hoster.test': { A: [SITE] } } });
    const { evidence } = await lookup('www.site.test');
    assert.equal(evidence.outcome, 'answer');
    assert.equal(evidence.server, `${SITE}:${port}`);
    assert.ok(evidence.tries > 4);
  });

  it('tries every name server: dead, silent, lame and refusing ones are passed and named', async () => {
    const broken = {
      'ns1.site.test': [DEAD],
      'ns2.site.test': ['127.0.0.5', '127.0.0.6'],
      'ns3.site.test': ['127.0.0.7'],
    };
    await tree({ 'site.test': { ...broken, 'ns4.site.test': [SITE] } });
    await serve('127.0.0.5', { names: { 'www.site.test': { drop: true } } });
    await serve('127.0.0.6', { names: WWW }); // recursive, not authoritative: lame
    await serve('127.0.0.7', { zones: ['elsewhere.test'] }); // refuses: lame
    await serve(SITE, { zones: ['site.test'], names: WWW });
    const { evidence, steps } = await lookup('www.site.test');
    assert.equal(evidence.outcome, 'answer');
    assert.deepEqual(
      steps.slice(2).map((step) => [step.server.split(':')[0], step.outcome]),
      [
        [DEAD, 'unreachable'],
        ['127.0.0.5', 'timeout'],
        ['127.0.0.6', 'lame'],
        ['127.0.0.7', 'refused'],
        [SITE, 'answer'],
      ],
    );
  });

  it('reports the most telling failure when no server is of use', async () => {
    const cases: [DnsServerSettings, string, string | undefined][] = [
      [{ names: { 'www.site.test': { drop: true } } }, 'timeout', undefined],
      [{ zones: ['elsewhere.test'] }, 'lame', 'REFUSED'],
      [{ names: WWW }, 'lame', 'NOERROR'],
      [{ zones: ['site.test'], names: { 'www.site.test': { rcode: 'SERVFAIL' } } }, 'servfail', 'SERVFAIL'],
      // referring upwards again is lame, not a way
      [{ zones: ['.'], delegations: { test: TEST_GLUE } }, 'lame', 'NOERROR'],
    ];
    await tree(SITE_GLUE);
    for (const [settings, outcome, rcode] of cases) {
      const dns = await serve(SITE, settings);
      const { evidence } = await lookup('www.site.test');
      assert.equal(evidence.outcome, outcome);
      assert.equal(evidence.rcode, rcode);
      await open.pop()?.close();
      assert.ok(dns.queries.length > 0);
    }
    const nobody = await lookup('www.site.test');
    assert.equal(nobody.evidence.outcome, 'unreachable');
    assert.equal(nobody.steps.at(-1)?.errno, 'ECONNREFUSED');
  });

  it('calls a delegation without any address lame', async () => {
    await tree({
      'site.test': { 'ns.site.test': [] }, // in its own zone, without glue
      'a.test': { 'ns.b.test': [] },
      'b.test': { 'ns.a.test': [] }, // each is needed to find the other
    });
    assert.equal((await lookup('www.site.test')).evidence.outcome, 'lame');
    const circle = await lookup('www.a.test');
    assert.equal(circle.evidence.outcome, 'lame');
    assert.ok(circle.evidence.tries < 20, String(circle.evidence.tries));
  });

  it('does not believe glue from outside the zone that gives it', async () => {
    // `test` hands out an address for a name server under `com`: the root says who serves that
    await tree({ 'site.test': { 'ns.hoster.com': [DEAD] } }, {}, { com: { 'ns.com': [OTHER] } });
    await serve(OTHER, { zones: ['com'], names: { 'ns.hoster.com': { A: [SITE] } } });
    await serve(SITE, { zones: ['site.test'], names: WWW });
    const { evidence, steps } = await lookup('www.site.test');
    assert.equal(evidence.outcome, 'answer');
    assert.equal(
      steps.some((step) => step.server.startsWith(DEAD)),
      false,
    );
  });

  it('goes to TCP for large answers', async () => {
    await tree(SITE_GLUE);
    const names = { 't.site.test': { TXT: Array.from({ length: 30 }, () => 'x'.repeat(200)) } };
    await serve(SITE, { zones: ['site.test'], names });
    const { evidence } = await lookup('t.site.test', 'TXT');
    assert.equal(evidence.records, 30);
    assert.equal(evidence.transport, 'tcp');
  });

  it('serves a zone over either family', async (t) => {
    const root = await startDnsServer({
      listen: ['::1', ROOT],
      zones: ['.'],
      delegations: { test: { 'ns.test': ['::1', ROOT] } },
    });
    await root.close();
    if (root.servers.length < 2) return t.skip('this machine has no ::1');
    // the name server has both addresses; only one of them answers
    for (const alive of ['::1', TLD]) {
      port = 0;
      await serve(ROOT, { zones: ['.'], delegations: { test: { 'ns.test': ['::1', TLD] } } });
      await serve(alive, { zones: ['test'], names: { 'x.test': { A: ['192.0.2.7'] } } });
      const { evidence, steps } = await lookup('x.test');
      assert.equal(evidence.outcome, 'answer', alive);
      assert.equal(steps.length, alive === '::1' ? 2 : 3, 'IPv6 is asked first');
      for (const dns of open.splice(0)) await dns.close();
    }
  });

  it('uses configured servers for a stub zone, below and instead of its parents', async () => {
    const { root } = await tree({ 'site.test': { 'ns.site.test': [DEAD] } });
    await serve(SITE, { zones: ['site.test'], names: WWW });
    const stubs = [{ zone: 'site.test', servers: [{ address: SITE, port }] }];
    const { evidence } = await lookup('www.site.test', 'A', 30_000, { stubs });
    assert.equal(evidence.outcome, 'answer');
    assert.equal(root.queries.length, 0);
    const alone = await lookup('www.other.test', 'A', 30_000, { stubs, hints: [] });
    assert.equal(alone.evidence.outcome, 'lame');
  });

  it('asks no address that the policy forbids', async () => {
    await tree({ 'site.test': { 'ns1.site.test': [OTHER], 'ns2.site.test': [SITE] } });
    const forbidden = await serve(OTHER, { zones: ['site.test'], names: WWW });
    await serve(SITE, { zones: ['site.test'], names: WWW });
    const refusal = fail(fault('serverInternal', {}));
    const policy: NonNullable<IterativeSettings['policy']> = {
      check: (address) => (address.text === OTHER ? refusal : ok(undefined)),
    };
    const { evidence } = await lookup('www.site.test', 'A', 30_000, { policy });
    assert.equal(evidence.outcome, 'answer');
    assert.equal(forbidden.queries.length, 0);
  });

  it('is bounded against delegations made to multiply questions', async () => {
    // every name server name leads to more name servers without addresses
    const zones: Record<string, Record<string, readonly string[]>> = { 'site.test': servers(1) };
    for (let level = 1; level < 5; level++) {
      for (let i = 0; i < 12; i++) zones[`z${i}.l${level}.test`] = servers(level + 1);
    }
    const { tld } = await tree(zones);
    const { evidence } = await lookup('www.site.test');
    assert.ok(evidence.outcome === 'error' || evidence.outcome === 'lame', evidence.outcome);
    assert.ok(evidence.tries <= 100 && tld.queries.length <= 100, String(evidence.tries));
  });

  it('ends by the deadline, whatever is silent, and leaves no socket', async () => {
    await tree({ 'site.test': { 'ns.site.test': ['127.0.0.5', '127.0.0.6'] } });
    for (const address of ['127.0.0.5', '127.0.0.6']) await serve(address, { handler: () => null });
    const listening = openSockets();
    const short = await lookup('www.site.test', 'A', 1_500);
    assert.equal(short.evidence.outcome, 'timeout');
    assert.equal(short.evidence.ms, 1_500);
    const whole = await lookup('www.site.test');
    assert.equal(whole.evidence.outcome, 'timeout');
    assert.equal(whole.evidence.ms, 6_000, 'two servers, one second and then two');
    assert.equal(clock.pending(), 0);
    assert.ok(openSockets() <= listening);
  });
});

function servers(level: number): Record<string, readonly string[]> {
  return Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`ns${i}.z${i}.l${level}.test`, []]));
}
