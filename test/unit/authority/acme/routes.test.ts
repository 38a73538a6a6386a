import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENDPOINTS } from '../../../../src/authority/acme/endpoints.ts';
import { SEGMENT_CHARS_MAX } from '../../../../src/authority/acme/limits.ts';
import { directoryPaths } from '../../../../src/authority/acme/paths.ts';
import { createRoutes, readTarget } from '../../../../src/authority/acme/routes.ts';

const directories = ['default', 'short'].map((name) =>
  directoryPaths({ name, profile: 'default', profiles: [] }),
);
const routes = createRoutes(directories, ENDPOINTS);

/** What stands at a path, in one line: directory, endpoint of POST, parameters. */
function post(path: string): string | undefined {
  const place = routes(path);
  if (place === undefined) return undefined;
  return [
    place.directory.name,
    place.endpoints.get('POST')?.name,
    ...Object.entries(place.params).map(([name, value]) => `${name}=${value}`),
  ].join(' ');
}

describe('paths of the ACME server', () => {
  for (const { name, prefix } of directories)
    for (const endpoint of ENDPOINTS)
      test(`${name}: ${endpoint.name} is at its own path, for its methods`, () => {
        const place = routes(prefix + endpoint.path);
        assert.equal(place?.directory.name, name);
        for (const method of endpoint.methods) assert.equal(place?.endpoints.get(method), endpoint);
      });

  test('parameters are whole segments, with their percent-encoding undone', () => {
    assert.equal(post('/acme/order/1f'), 'default order id=1f');
    assert.equal(post('/acme/order/1f/finalize'), 'default finalize id=1f');
    assert.equal(post('/acme/challenge/1f/http-01'), 'default challenge id=1f type=http-01');
    assert.equal(post('/acme/short/order/1f'), 'short order id=1f');
    assert.equal(post('/acme/order/%31f'), 'default order id=1f');
    assert.equal(post('/acme/order/1%2Ff'), 'default order id=1/f', 'one segment, which no id can be');
    assert.equal(post('/acme/order/__proto__'), 'default order id=__proto__');
  });

  test('another spelling of the same path is the same; another path is not', () => {
    assert.equal(post('/acme/new-%6Frder'), 'default new-order');
    for (const path of [
      '',
      '/',
      '/acme',
      '/acme/',
      '/acme/new-order/',
      '/acme//new-order',
      '//acme/new-order',
      '/ACME/new-order',
      '/acme/NEW-ORDER',
      '/acme%2Fnew-order',
      '/acme/short/../new-order',
      '/acme/new-order;x',
      '/acme/order/1f/2',
      '/acme/order/1f/finalize/x',
      '/acme/other/new-order',
      '/acme/%zz',
      '/acme/order/%zz',
      '/acme/__proto__',
      'acme/new-order',
      '*',
    ])
      assert.equal(post(path), undefined, path);
  });

  test('a segment has an end', () => {
    const longest = 'a'.repeat(SEGMENT_CHARS_MAX);
    assert.equal(post(`/acme/order/${longest}`), `default order id=${longest}`);
    assert.equal(post(`/acme/order/${longest}a`), undefined);
  });
});

describe('the target of a request', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['/acme/new-order', '/acme/new-order', ''],
    ['/acme/orders/1?cursor=2f', '/acme/orders/1', 'cursor=2f'],
    ['/acme/orders/1?a?b', '/acme/orders/1', 'a?b'],
    ['/acme/orders/1?', '/acme/orders/1', ''],
    ['/acme/orders/1#x?cursor=1', '/acme/orders/1', ''],
    ['http://ca.example/acme/new-order?x', '/acme/new-order', 'x'],
    ['HTTPS://ca.example:6464/acme/new-order', '/acme/new-order', ''],
    ['http://ca.example', '', ''],
    ['//ca.example/acme/new-order', '//ca.example/acme/new-order', ''],
    ['*', '*', ''],
    ['', '', ''],
  ];
  for (const [target, path, query] of rows)
    test(`"${target}"`, () => assert.deepEqual(readTarget(target), { path, query }));
});
