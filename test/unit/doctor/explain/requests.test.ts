// The record of a validation, as Let's Encrypt's API gives it and certbot's log keeps it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { recordedRequests } from '../../../../src/doctor/explain/index.ts';

const FIRST = 'http://www.example.org/.well-known/acme-challenge/x';
const SECOND = 'https://www.example.org/.well-known/acme-challenge/x';

function record(url: string, port: string, addressUsed: string, more: object = {}) {
  const addressesResolved = ['192.0.2.1', '2001:db8::1'];
  return { url, hostname: 'www.example.org', port, addressesResolved, addressUsed, ...more };
}

function paste(...validationRecord: unknown[]): string {
  const challenge = { type: 'http-01', status: 'invalid', token: 'x', validationRecord };
  return `a log line\n${JSON.stringify({ challenges: [challenge] }, null, 2)}\nanother ] line`;
}

suite('validationRecord', () => {
  test('an IPv6 address that failed before IPv4 was tried, and a redirect', () => {
    const found = recordedRequests(
      paste(
        record(FIRST, '80', '2001:db8::1'),
        record(FIRST, '80', '192.0.2.1'),
        record(SECOND, '443', '2001:db8::1'),
      ),
    );
    assert.deepEqual(
      found.map(({ family, port, retried }) => [family, port, retried]),
      [
        [6, 80, false],
        [4, 80, true],
        [6, 443, false],
      ],
    );
    assert.deepEqual(found[1], {
      host: 'www.example.org',
      port: 80,
      address: '192.0.2.1',
      family: 4,
      retried: true,
    });
  });

  test('from the beginning, after IPv6 failed behind a redirect: what is called a loop', () => {
    const found = recordedRequests(
      paste(
        record(FIRST, '80', '2001:db8::1'),
        record(SECOND, '443', '2001:db8::1'),
        record(FIRST, '80', '192.0.2.1'),
      ),
    );
    assert.deepEqual(
      found.map(({ retried }) => retried),
      [false, false, true],
    );
  });

  test('of tls-alpn-01 one record tells both', () => {
    const one = record('', '443', '192.0.2.1', { addressesTried: ['2001:db8::1'] });
    assert.deepEqual(
      recordedRequests(paste(one)).map(({ address, retried }) => [address, retried]),
      [
        ['2001:db8::1', false],
        ['192.0.2.1', true],
      ],
    );
  });

  const strange: readonly [says: string, pasted: string][] = [
    ['nothing', 'hello'],
    ['a record that is cut off', '"validationRecord": [{"hostname": "a.example"'],
    ['something else of that name', '"validationRecord": ["x", 3]'],
    ['no address', paste(record(FIRST, '80', 'no address'))],
    ['no host name', paste({ ...record(FIRST, '80', '192.0.2.1'), hostname: '\u001b[31m' })],
    ['no port', paste(record(FIRST, 'x', '192.0.2.1'))],
    ['too many', paste(...Array.from({ length: 65 }, () => record(FIRST, '80', '192.0.2.1')))],
    ['brackets for ever', `"validationRecord": ${'['.repeat(100_000)}`],
  ];
  for (const [says, pasted] of strange)
    test(`${says} is no record`, () => {
      assert.deepEqual(recordedRequests(pasted), []);
    });
});
