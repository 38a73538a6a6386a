// Incidents 6, 9, 10: every spelling of loopback and metadata addresses that a redirect can have, under the policy of production.
// `good.test` is public by its address; its one dial is led to a server on loopback, every other dial would be real.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type Fault, silentLog, systemClock as clock } from '../../src/core/index.ts';
import {
  createAddressPolicy,
  createDialer,
  createFetcher,
  createTlsProber,
  type Lookup,
  parseAddress,
  type Resolver,
} from '../../src/net/index.ts';
import { createValidator, type ValidationReport } from '../../src/validation/index.ts';
import { plainTerms } from '../support/validation-request.ts';

/** The target's own address, as DNS says it: public, and dialled nowhere but on loopback. */
const PUBLIC = '198.50.100.1';
/** Where each spelling ends: refused by the policy at this address, or not followed for this reason. */
type End = { readonly at: string } | { readonly reason: string };
const at = (address: string): End => ({ at: address });
const reason = (why: string): End => ({ reason: why });

const LOOPBACK = '127.0.0.1';
const METADATA = '169.254.169.254';

const SPELLINGS: readonly (readonly [string, string, End])[] = [
  ['dotted', 'http://127.0.0.1/', at(LOOPBACK)],
  ['another of the range', 'http://127.255.255.254/', at('127.255.255.254')],
  ['short', 'http://127.1/', at(LOOPBACK)],
  ['three parts', 'http://127.0.1/', at(LOOPBACK)],
  ['decimal', 'http://2130706433/', at(LOOPBACK)],
  ['octal', 'http://0177.0.0.1/', at(LOOPBACK)],
  ['octal in one', 'http://017700000001/', at(LOOPBACK)],
  ['octal with zeros', 'http://00000177.00.000.01/', at(LOOPBACK)],
  ['hexadecimal', 'http://0x7f.0x0.0x0.0x1/', at(LOOPBACK)],
  ['hexadecimal in one', 'http://0x7f000001/', at(LOOPBACK)],
  ['mixed', 'http://0x7f.1/', at(LOOPBACK)],
  ['above 32 bits', 'http://4294967297/', reason('not-a-url')],
  ['a part above 255', 'http://127.0.0.257/', reason('not-a-url')],
  ['with a dot at its end', 'http://127.0.0.1./', at(LOOPBACK)],
  ['with two', 'http://127.0.0.1../', reason('host')],
  ['percent-encoded', 'http://%31%32%37.0.0.1/', at(LOOPBACK)],
  ['encoded twice', 'http://%2531%2532%2537.0.0.1/', reason('not-a-url')],
  ['full-width digits', 'http://%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1/', at(LOOPBACK)],
  ['ideographic dots', 'http://127%E3%80%820%E3%80%820%E3%80%821/', at(LOOPBACK)],
  ['circled digits', 'http://%E2%91%A0%E2%91%A1%E2%91%A6.0.0.1/', at(LOOPBACK)],
  ['zero', 'http://0/', at('0.0.0.0')],
  ['unspecified', 'http://0.0.0.0/', at('0.0.0.0')],
  ['hexadecimal zero', 'http://0x0/', at('0.0.0.0')],
  ['broadcast', 'http://255.255.255.255/', at('255.255.255.255')],
  ['::1', 'http://[::1]/', at('::1')],
  ['::1 in full', 'http://[0:0:0:0:0:0:0:1]/', at('::1')],
  ['::1 with zeros', 'http://[0000::0001]/', at('::1')],
  ['::', 'http://[::]/', at('::')],
  ['mapped', 'http://[::ffff:127.0.0.1]/', at('::ffff:127.0.0.1')],
  ['mapped in hex', 'http://[::ffff:7f00:1]/', at('::ffff:127.0.0.1')],
  ['mapped in full', 'http://[0:0:0:0:0:FFFF:7F00:0001]/', at('::ffff:127.0.0.1')],
  ['translated', 'http://[::ffff:0:127.0.0.1]/', at('::ffff:0:7f00:1')],
  ['compatible', 'http://[::127.0.0.1]/', at('::7f00:1')],
  ['NAT64', 'http://[64:ff9b::127.0.0.1]/', at('64:ff9b::7f00:1')],
  ['local NAT64', 'http://[64:ff9b:1::127.0.0.1]/', at('64:ff9b:1::7f00:1')],
  ['6to4', 'http://[2002:7f00:1::]/', at('2002:7f00:1::')],
  ['Teredo server', 'http://[2001:0:7f00:1::]/', at('2001:0:7f00:1::')],
  ['Teredo client', 'http://[2001:0:808:808::80ff:fffe]/', at('2001:0:808:808::80ff:fffe')],
  ['zone id', 'http://[::1%25lo]/', reason('not-a-url')],
  ['zone id, bare', 'http://[fe80::1%eth0]/', reason('not-a-url')],
  ['link-local', 'http://[fe80::1]/', at('fe80::1')],
  ['site-local', 'http://[fec0::1]/', at('fec0::1')],
  ['all nodes', 'http://[ff02::1]/', at('ff02::1')],
  ['brackets around IPv4', 'http://[127.0.0.1]/', reason('not-a-url')],
  ['localhost', 'http://localhost/', at('::1')],
  ['LOCALHOST', 'http://LocalHost/', at('::1')],
  ['localhost with a dot', 'http://localhost./', reason('host')],
  ['below localhost', 'http://a.localhost/', at('::1')],
  ['localhost, soft hyphen', 'http://local%C2%ADhost/', at('::1')],
  ['localhost, encoded', 'http://%6c%6f%63%61%6c%68%6f%73%74/', at('::1')],
  ['a name that is loopback', 'http://to-127.test/', at(LOOPBACK)],
  ['a name that is both', 'http://both.test/', at('::1')],
  ['metadata', `http://${METADATA}/latest/meta-data/`, at(METADATA)],
  ['metadata, decimal', 'http://2852039166/', at(METADATA)],
  ['metadata, octal', 'http://0251.0376.0251.0376/', at(METADATA)],
  ['metadata, hexadecimal', 'http://0xa9fea9fe/', at(METADATA)],
  ['metadata, short', 'http://169.254.43518/', at(METADATA)],
  ['metadata, with a dot', `http://${METADATA}./`, at(METADATA)],
  ['metadata, mapped', 'http://[::ffff:a9fe:a9fe]/', at('::ffff:169.254.169.254')],
  ['metadata, NAT64', 'http://[64:ff9b::a9fe:a9fe]/', at('64:ff9b::a9fe:a9fe')],
  ['metadata, 6to4', 'http://[2002:a9fe:a9fe::]/', at('2002:a9fe:a9fe::')],
  ['metadata of EC2', 'http://[fd00:ec2::254]/', at('fd00:ec2::254')],
  ['metadata of Google', 'http://[fd20:ce::254]/', at('fd20:ce::254')],
  ['metadata of Oracle', 'http://[fd00:c1::a9fe:a9fe]/', at('fd00:c1::a9fe:a9fe')],
  ['metadata of Alibaba', 'http://100.100.100.200/', at('100.100.100.200')],
  ['metadata of Azure', 'http://168.63.129.16/', at('168.63.129.16')],
  ['metadata by name', 'http://metadata.google.internal/', at(METADATA)],
  ['over https', `https://${METADATA}/`, at(METADATA)],
  ['protocol-relative', '//127.0.0.1/', at(LOOPBACK)],
  // an empty host, whatever a browser would make of it
  ['no slashes', 'http:127.0.0.1', reason('host')],
  ['one slash', 'https:/127.0.0.1/', reason('host')],
  ['three slashes', 'http:///127.0.0.1/', reason('host')],
  ['three slashes, no scheme', '///127.0.0.1/', reason('host')],
  ['backslashes', 'http:\\\\127.0.0.1\\', reason('host')], // escaped before they are read
  ['user name', 'http://good.test@127.0.0.1/', at(LOOPBACK)],
  ['user name and port', 'http://good.test:80@127.0.0.1/', at(LOOPBACK)],
  ['user name with a slash', 'http://good.test%2F@127.0.0.1/', at(LOOPBACK)],
  // escaped, it stays a path of the own host, until the number of redirects ends it
  ['tabs', 'ht\ttp://127\t.0.0.1/', reason('too-many')],
  ['another port', 'http://127.0.0.1:8080/', reason('port')],
  ['another scheme', 'gopher://127.0.0.1/', reason('scheme')],
  ['a file', 'file:///etc/passwd', reason('scheme')],
  ['data', 'data:text/plain,x', reason('scheme')],
  ['private', 'http://10.0.0.1/', at('10.0.0.1')],
  ['shared', 'http://100.64.0.1/', at('100.64.0.1')],
  ['unique local', 'http://[fd00::1]/', at('fd00::1')],
  ['an overlay', 'http://[200::1]/', at('200::1')],
];

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'good.test': [PUBLIC],
  localhost: ['::1', LOOPBACK],
  'a.localhost': ['::1', LOOPBACK],
  'to-127.test': [LOOPBACK],
  'both.test': ['::1', LOOPBACK],
  'metadata.google.internal': [METADATA],
};

describe('every spelling of an address that is never reached', { timeout: 60_000 }, () => {
  let location = '';
  let port = 0;
  const target = createServer((_, response) => response.writeHead(302, { location }).end());
  before(async () => {
    target.listen(0, LOOPBACK);
    await once(target, 'listening');
    port = (target.address() as AddressInfo).port;
  });
  after(() => void target.close());

  for (const [what, spelling, end] of SPELLINGS) {
    test(`${what}: ${spelling}`, async () => {
      location = spelling;
      const { report, dialled } = await validate(port);
      assert.ok(!report.verdict.valid);
      assert.deepEqual(new Set(dialled), new Set([PUBLIC]), 'nothing else was connected to');
      const { fault } = report.verdict;
      const refused = report.evidence.filter(
        (one) => one.kind === 'attempt' && one.outcome === 'address-refused',
      );
      if ('at' in end) {
        assert.equal(fault.code, 'validationAddressRefused');
        assert.equal((fault as Fault<'validationAddressRefused'>).params.address, end.at);
        assert.ok(refused.length > 0);
      } else {
        assert.equal(fault.code, 'validationRedirect');
        assert.equal((fault as Fault<'validationRedirect'>).params.reason, end.reason);
        assert.equal(refused.length, 0);
      }
    });
  }
});

async function validate(port: number): Promise<{ report: ValidationReport; dialled: string[] }> {
  const dialled: string[] = [];
  const real = createDialer(clock);
  const dialer: typeof real = {
    dial(request) {
      dialled.push(request.address.text);
      return request.address.text === PUBLIC
        ? real.dial({ ...request, address: { text: LOOPBACK, family: 4 }, port })
        : real.dial(request);
    },
  };
  const policy = createAddressPolicy({ allowed: () => [], allowLoopback: false });
  const validator = createValidator({
    resolverFor: () => resolver,
    fetcher: createFetcher({ clock, dialer }),
    tlsProber: createTlsProber({ clock, dialer }),
    policyFor: () => policy,
    rule: 'per-hop',
    clock,
    log: silentLog,
  });
  const report = await validator.validate({
    identifier: { type: 'dns', value: 'good.test' },
    wildcard: false,
    type: 'http-01',
    token: 'token',
    keyAuthorization: 'token.thumbprint',
    ...plainTerms,
  });
  await validator.close();
  return { report, dialled };
}

/** As a resolver of a careless host: `localhost` and what is below it are loopback. */
const resolver: Resolver = {
  lookup({ name, type, hop }): Promise<Lookup> {
    const found = (NAMES[name] ?? [])
      .map(parseAddress)
      .filter((address) => address !== undefined)
      .filter(({ family }) => family === (type === 'AAAA' ? 6 : 4));
    const addresses = found.map(({ text }) => text);
    const outcome = found.length > 0 ? ('answer' as const) : ('nodata' as const);
    const evidence = { kind: 'lookup', at: 0, hop, name, type, outcome, addresses, tries: 1, ms: 0 } as const;
    return Promise.resolve({ evidence, addresses: found, texts: [], records: [] });
  },
};
