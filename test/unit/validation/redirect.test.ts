import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { redirectTarget } from '../../../src/validation/redirect.ts';

const FROM = 'http://www.example/.well-known/acme-challenge/token';

describe('row 13 of the parity matrix: where a redirect may lead', () => {
  const followed: readonly (readonly [string, string])[] = [
    ['/x', 'http://www.example/x'],
    ['x', 'http://www.example/.well-known/acme-challenge/x'],
    ['//other.example/x', 'http://other.example/x'],
    ['?q=1', 'http://www.example/.well-known/acme-challenge/token?q=1'],
    ['http://www.example:80/x', 'http://www.example:80/x'], // another text than without :80
    ['https://www.example:443/x', 'https://www.example:443/x'],
    ['http://www.example:443/x', 'http://www.example:443/x'],
    ['https://www.example:80/x', 'https://www.example:80/x'],
    ['HTTPS://WWW.Example/PaTh?Q=A', 'https://www.example/PaTh?Q=A'],
    ['http://user:secret@other.example/', 'http://other.example/'],
    ['http://other.example/x#fragment', 'http://other.example/x'],
    ['http://192.0.2.1/x', 'http://192.0.2.1/x'],
    ['http://[2001:DB8::1]/x', 'http://[2001:db8::1]/x'],
    ['http://[2001:db8::1]:80/x', 'http://[2001:db8::1]:80/x'],
    ['http://0x7f.1/', 'http://127.0.0.1/'], // the address policy sees what it really is
    ['http://intranet/x', 'http://intranet/x'],
    ['http://b\u00fccher.example/', 'http://xn--bcher-kva.example/'],
    [`/${'x'.repeat(1_999)}`, `http://www.example/${'x'.repeat(1_999)}`],
  ];
  for (const [location, url] of followed) {
    test(`${location.slice(0, 50)} is followed`, () => {
      assert.deepEqual(redirectTarget(FROM, location, []), { url });
    });
  }

  const refused: readonly (readonly [string, string])[] = [
    ['http://www.example:8080/', 'port'],
    ['https://www.example:8443/', 'port'],
    ['ftp://www.example/', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['data:text/plain,x', 'scheme'],
    ['http://', 'not-a-url'],
    ['http://[fe80::1%25eth0]/', 'not-a-url'],
    ['http://a b/', 'not-a-url'],
    ['http://www.example:99999/', 'not-a-url'],
    ['https://www.example.well-known/acme-challenge/token', 'well-known-host'],
    ['http:///x', 'host'],
    ['https:///www.example/x', 'host'],
    ['HTTP:////www.example/x', 'host'],
    ['http:/x', 'host'],
    ['http:x', 'host'],
    ['///other.example/x', 'host'],
    ['http:\\\\\\other.example/', 'host'],
    ['http://www.example./', 'host'],
    ['http://-a.example/', 'host'],
    [`http://${'a'.repeat(64)}.example/`, 'host'],
    [`http://${'a.'.repeat(130)}example/`, 'host'],
    [`/${'x'.repeat(2_000)}`, 'path-too-long'],
    [`/?${'x'.repeat(4_094)}`, 'path-too-long'], // the evidence had to cut it
  ];
  for (const [location, reason] of refused) {
    test(`${location.slice(0, 50)} is not: ${reason}`, () => {
      assert.deepEqual(redirectTarget(FROM, location, []), { reason });
    });
  }

  test('the test port may be named where it is set', () => {
    assert.deepEqual(redirectTarget(FROM, 'http://www.example:5002/x', [5002]), {
      url: 'http://www.example:5002/x',
    });
  });
});
