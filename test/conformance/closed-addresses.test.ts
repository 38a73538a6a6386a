// Incidents 6, 9 and 10: a target leads the validator to places that only the server can reach. Real sockets; counted dials.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import { silentLog, systemClock as clock } from '../../src/core/index.ts';
import { describeFault } from '../../src/i18n/index.ts';
import {
  createAddressPolicy,
  createDialer,
  createFetcher,
  createTlsProber,
  parseAddress,
  type Lookup,
  type Resolver,
} from '../../src/net/index.ts';
import { createValidator } from '../../src/validation/index.ts';
import { plainTerms } from '../support/validation-request.ts';

const SECRET = 'what only the inside may read';
const LEADS: readonly (readonly [string, string])[] = [
  ['metadata', 'http://169.254.169.254/latest/meta-data/'],
  ['metadata, mapped', 'http://[::ffff:169.254.169.254]/'],
  ['metadata, mapped in hex', 'http://[::ffff:a9fe:a9fe]/'],
  ['metadata, NAT64', 'http://[64:ff9b::a9fe:a9fe]/'],
  ['metadata, 6to4', 'http://[2002:a9fe:a9fe::1]/'],
  ['metadata, Teredo', 'http://[2001:0:a9fe:a9fe::1]/'],
  ['metadata, one number', 'http://2852039166/'],
  ['metadata, octal', 'http://0251.0376.0251.0376/'],
  ['metadata, encoded', 'http://%31%36%39.254.169.254/'],
  ['private', 'http://10.0.0.1/'],
  ['private, hexadecimal', 'http://0xa000001/'],
  ['unspecified', 'http://0.0.0.0/'],
  ['unspecified, IPv6', 'http://[::]/'],
  ['loopback, mapped', 'http://[::ffff:127.0.0.1]/'],
  ['link-local', 'http://[fe80::1]/'],
  ['unique local', 'https://[fd00::1]/'],
  ['multicast', 'http://[ff02::1]/'],
  ['a name that is metadata', 'http://inside.test/'],
  ['a name that is mapped', 'http://mapped.test/'],
  ['a name that changes its mind', 'http://rebind.test/'],
  ['user name before it', 'http://good.test@169.254.169.254/'],
  ['backslashes', 'http:\\\\169.254.169.254/'],
];
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  'good.test': ['127.0.0.1'],
  'inside.test': ['169.254.169.254'],
  'mapped.test': ['::ffff:10.0.0.1'],
};

describe('incidents 6, 9, 10: redirects into closed networks', () => {
  for (const [what, location] of LEADS) {
    test(`${what}: ${location}`, async (t) => {
      const { evidence, dialled, own, fault } = await validate(t, location);
      assert.deepEqual(new Set(dialled), new Set([own]), 'nothing else was connected to');
      assert.notEqual(fault, undefined);
      assert.doesNotMatch(JSON.stringify({ evidence, fault }), new RegExp(SECRET));
    });
  }

  test('the name that changes its mind is connected to at the address that was judged', async (t) => {
    const { evidence } = await validate(t, 'http://rebind.test/');
    const refused = evidence.filter((one) => one.kind === 'attempt' && one.outcome === 'address-refused');
    assert.ok(refused.length > 0);
    assert.equal(asked.filter((name) => name === 'rebind.test').length, 2, 'AAAA and A, once each');
  });
});

test('incident 6: what an inner server puts into the query of a redirect is not told to the client', async (t) => {
  const { fault } = await validate(t, 'http://inside.test/login?state=S3CRET');
  assert.ok(fault);
  const detail = describeFault(fault);
  assert.match(detail, /http:\/\/inside\.test\/login\?\.\.\./);
  assert.doesNotMatch(detail, /S3CRET/);
});

let asked: string[] = [];

async function validate(t: TestContext, location: string) {
  const target = createServer((request, response) => {
    if (!request.url?.startsWith('/.well-known/')) response.end(SECRET);
    else response.writeHead(302, { location }).end(SECRET);
  });
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
  t.after(() => target.close());
  const { port } = target.address() as AddressInfo;
  const dialled: string[] = [];
  const dialer = createDialer(clock);
  const validator = createValidator({
    resolverFor: () => resolver(),
    tlsProber: createTlsProber({ clock }),
    fetcher: createFetcher({
      clock,
      dialer: {
        dial(request) {
          dialled.push(`${request.address.text} ${request.port}`);
          return dialer.dial(request);
        },
      },
    }),
    policyFor: () => createAddressPolicy({ allowed: () => [], allowLoopback: true }),
    rule: 'per-hop',
    clock,
    log: silentLog,
    http01Port: port,
  });
  t.after(() => validator.close());
  const { verdict, evidence } = await validator.validate({
    identifier: { type: 'dns', value: 'good.test' },
    wildcard: false,
    type: 'http-01',
    token: 'token',
    keyAuthorization: 'token.thumbprint',
    ...plainTerms,
  });
  return { evidence, dialled, own: `127.0.0.1 ${port}`, fault: verdict.valid ? undefined : verdict.fault };
}

/** Answers from the table; `rebind.test` is private when it is judged, and loopback ever after. */
function resolver(): Resolver {
  asked = [];
  return {
    lookup({ name, type, hop }): Promise<Lookup> {
      const rebound = asked.filter((one) => one === name).length > 1 ? ['127.0.0.1'] : ['10.0.0.1'];
      asked.push(name);
      const texts = ADDRESSES[name] ?? rebound;
      const found = texts
        .map(parseAddress)
        .filter((address) => address !== undefined)
        .filter(({ family }) => family === (type === 'AAAA' ? 6 : 4));
      const addresses = found.map(({ text }) => text);
      const outcome = found.length > 0 ? 'answer' : 'nodata';
      const evidence = {
        kind: 'lookup',
        at: 0,
        hop,
        name,
        type,
        outcome,
        addresses,
        tries: 1,
        ms: 0,
      } as const;
      return Promise.resolve({ evidence, addresses: found, texts: [], records: [] });
    },
  };
}
