import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseServer, systemServers } from '../../../../src/net/index.ts';

test('resolv.conf: servers in order, the rest named', () => {
  const text = [
    '# made by hand',
    'search example.test',
    'options edns0 trust-ad',
    'nameserver 192.0.2.53',
    '  nameserver\t2001:db8::53  ',
    'nameserver fe80::1%eth0',
    'nameserver [2001:db8::54]:5353',
    'nameserver dns.example.test',
    'nameserver',
    'namserver 192.0.2.54',
    '; done',
    '',
  ].join('\n');
  assert.deepEqual(systemServers(text), {
    servers: [
      { address: '192.0.2.53', port: 53 },
      { address: '2001:db8::53', port: 53 },
      { address: 'fe80::1%eth0', port: 53 },
      { address: '2001:db8::54', port: 5353 },
    ],
    ignored: [
      { line: 8, text: 'nameserver dns.example.test' },
      { line: 9, text: 'nameserver' },
      { line: 10, text: 'namserver 192.0.2.54' },
    ],
  });
});

test('resolv.conf: empty or too many', () => {
  assert.deepEqual(systemServers(''), { servers: [], ignored: [] });
  const many = systemServers(Array.from({ length: 10 }, (_, i) => `nameserver 192.0.2.${i}`).join('\r\n'));
  assert.equal(many.servers.length, 8);
  assert.deepEqual(
    many.ignored.map((line) => line.line),
    [9, 10],
  );
});

test('a server written as text', () => {
  assert.deepEqual(parseServer('::1'), { address: '::1', port: 53 });
  assert.deepEqual(parseServer('[::1]'), { address: '::1', port: 53 });
  assert.deepEqual(parseServer('[fe80::1%lo]:1'), { address: 'fe80::1%lo', port: 1 });
  assert.deepEqual(parseServer('127.0.0.1:5353'), { address: '127.0.0.1', port: 5353 });
  for (const text of [
    '',
    'localhost',
    '1.2.3',
    '[::1',
    '::1]:53',
    '127.0.0.1:0',
    '127.0.0.1:65536',
    '127.0.0.1:',
    '[a]:1',
  ]) {
    assert.equal(parseServer(text), undefined, text);
  }
});
