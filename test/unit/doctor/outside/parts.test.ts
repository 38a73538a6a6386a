// Parts of a look that need no servers: the gate, marks of answers, the verdict of a delegated challenge.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressesOf } from '../../../../src/doctor/outside/connects-addresses.ts';
import { createGate } from '../../../../src/doctor/outside/connects-gate.ts';
import { frontOf, signatureOf } from '../../../../src/doctor/outside/signatures.ts';
import type { Resolver } from '../../../../src/net/index.ts';
import { FOUR, healthyReport, SIX } from '../../../support/doctor-reports.ts';
import { startSite } from './world.ts';

test('the gate: so many at once in all and to one address, in their order, whatever becomes of them', async () => {
  const gate = createGate(3, 2);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const enter = (address: string, name: string) =>
    gate.through(address, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      if (name === 'a2') throw new Error('broken');
    });
  const all = [enter('a', 'a1'), enter('a', 'a2'), enter('a', 'a3'), enter('b', 'b1'), enter('b', 'b2')];
  const settled = Promise.allSettled(all);
  assert.deepEqual(begun, ['a1', 'a2', 'b1']); // a is full, then all is
  const leave = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  await leave('a2');
  assert.deepEqual(begun, ['a1', 'a2', 'b1', 'a3']);
  await leave('b1');
  assert.deepEqual(begun.at(-1), 'b2');
  for (const name of ['a1', 'a3', 'b2']) await leave(name);
  assert.deepEqual(
    (await settled).map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
  );
});

test('what a recursive server remembers is not connected to', () => {
  const { names } = healthyReport();
  const [kept] = names.filter(({ type }) => type === 'AAAA');
  assert.ok(kept);
  const cached = { ...kept, role: 'cached' as const, addresses: ['2001:db8:9::9'] };
  const found = addressesOf({ ...healthyReport(), names: [...names, cached] }, kept.host);
  assert.deepEqual(found.map(({ text }) => text).toSorted(), [FOUR, SIX].toSorted());
});

test('marks of answers that no site means to give', () => {
  const marks = [
    [403, { 'cf-mitigated': 'challenge' }, '', 'bot-wall'],
    [503, {}, '<title>Just a moment</title><script>window._cf_chl_opt={}</script>', 'bot-wall'],
    [200, {}, '<script src="/aes.js"></script><script>document.cookie="__test="+x</script>', 'testcookie'],
    [503, {}, '<html><head><title>Application Blocked</title>', 'app-id'],
    [403, {}, '<div class="g-recaptcha">', 'captcha'],
    [200, {}, '<div class="g-recaptcha">', undefined], // a form of the site's own
    [403, {}, 'Access Denied ... Reference #18.ab', 'waf'],
    [403, { 'x-datadome': 'protected' }, '', 'waf'],
    [511, {}, '', 'portal'],
    [200, { server: 'micro_httpd' }, '', 'portal'],
    [400, {}, 'The plain HTTP request was sent to HTTPS port', 'plain-http'],
    [200, {}, '<form><input name=p type="password">', 'login'],
    [404, { server: 'nginx' }, '<h1>404 Not Found</h1>', undefined],
    [403, { server: 'nginx' }, '<h1>403 Forbidden</h1>', undefined],
  ] as const;
  for (const [status, headers, body, mark] of marks) {
    assert.equal(signatureOf(status, headers, body), mark, `${status} ${JSON.stringify(headers)} ${body}`);
  }
});

test('who stands in front, by headers', () => {
  assert.equal(frontOf({ 'cf-ray': '1-AMS' }), 'cloudflare');
  assert.equal(frontOf({ 'x-amz-cf-id': 'x' }), 'cloudfront');
  assert.equal(frontOf({ 'x-served-by': 'cache-ams1' }), 'fastly');
  assert.equal(frontOf({ server: 'nginx', 'x-served-by': 'web1' }), undefined);
});

describe('dns-01 where the challenge is delegated', { timeout: 60_000 }, () => {
  for (const [what, outcome, chain, rule] of [
    ['delegated, and nothing there yet', 'nxdomain', ['a.auth.example'], 'valid'],
    ['delegated, and nobody answers', 'timeout', ['a.auth.example'], 'invalid'],
    ['not delegated', 'nxdomain', [], undefined],
  ] as const) {
    test(what, async () => {
      await using site = await startSite({});
      const own = site.kit.resolver('');
      const resolver: Resolver = {
        async lookup(question) {
          const { evidence, ...rest } = await own.lookup(question);
          if (!question.name.startsWith('_acme-challenge.') || question.type !== 'TXT')
            return { ...rest, evidence };
          return { ...rest, evidence: { ...evidence, outcome, chain } };
        },
      };
      const report = await site.look({ resolver: () => resolver });
      const verdict = report.verdicts.find(({ challenge }) => challenge === 'dns-01');
      assert.equal(verdict?.rules.documented, rule);
      assert.equal(verdict?.fault, rule === 'invalid' ? 'validationTxtLookup' : undefined);
    });
  }
});
