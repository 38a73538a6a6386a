// A name whose challenge a DNS provider holds: no CNAME is wanted, and none may be there; the zone's own servers have to serve it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock } from '../../../../src/core/index.ts';
import { createHealthCheck, type HeldEvidence, judgeHeld } from '../../../../src/delegation/health/index.ts';
import { catalogue, describeFault } from '../../../../src/i18n/index.ts';
import {
  createAddressPolicy,
  createIterativeResolver,
  createServerProber,
} from '../../../../src/net/index.ts';
import { startDnsServer } from '../../../support/dns-server.ts';
import { all, answering, CHALLENGE, CUSTOMER, evidenceOf, lookupOf } from './evidence.ts';

const bare = answering('record', { outcome: 'nodata' });
const free = (server: Parameters<typeof bare>[0]) => answering('texts', { outcome: 'nodata' })(bare(server));

function heldOf(more: Partial<HeldEvidence> = {}): HeldEvidence {
  const { at, customer } = evidenceOf({ customer: free });
  const held = { name: 'www.example.org', challenge: CHALLENGE, zone: CUSTOMER };
  return { at, held, customer, resolution: lookupOf({ outcome: 'nxdomain' }), ...more };
}
const spoilt = (spoil: NonNullable<NonNullable<Parameters<typeof evidenceOf>[0]>['customer']>) => ({
  customer: evidenceOf({ customer: (server) => spoil(free(server)) }).customer,
});

const ROWS: readonly [
  title: string,
  evidence: HeldEvidence,
  findings: readonly (readonly [string, RegExp])[],
][] = [
  ['nothing is there', heldOf(), []],
  ['a value is there', heldOf(spoilt(answering('texts', { outcome: 'answer' }))), []],
  [
    'a CNAME at one server',
    heldOf(
      spoilt(
        answering('record', { outcome: 'answer', target: 'x.example.net' }, { host: `ns2.${CUSTOMER}` }),
      ),
    ),
    [['heldRecordThere', /CNAME x\.example\.net\..* at ns2\.example\.org .*Delete it/]],
  ],
  [
    'NS records',
    heldOf(spoilt(answering('record', { outcome: 'referral', nameServers: ['ns.example.net'] }))),
    [['heldRecordThere', /NS ns\.example\.net\./]],
  ],
  [
    'a CNAME of a wildcard, which goes with the first value',
    heldOf(
      spoilt((server) =>
        answering('sibling', { outcome: 'answer', target: 'x.example.net' })(
          answering('record', { outcome: 'answer', target: 'x.example.net' })(server),
        ),
      ),
    ),
    [],
  ],
  [
    'a zone of its own between',
    heldOf({ held: { name: 'www.example.org', challenge: CHALLENGE, zone: 'org' } }),
    [['heldZoneElsewhere', /example\.org, and the provider is told to write to org\. .*--zone example\.org/]],
  ],
  [
    'a server that is silent',
    heldOf(spoilt(all({ outcome: 'timeout' }, { transport: 'tcp' }))),
    [['nameServerSilent', /TCP for example\.org/]],
  ],
  [
    'no zone at all',
    heldOf({ customer: { lookups: [], hosts: [], servers: [] } }),
    [['delegationZoneUnknown', /www\.example\.org/]],
  ],
  [
    'no answer on the way',
    heldOf({ resolution: lookupOf({ outcome: 'servfail' }) }),
    [['delegationUnresolved', /servfail/]],
  ],
];

describe('a name that a provider holds', () => {
  for (const [title, evidence, findings] of ROWS) {
    it(title, () => {
      const found = judgeHeld(evidence).findings;
      assert.deepEqual(
        found.map(({ code }) => code),
        findings.map(([code]) => code),
      );
      for (const [index, [, says]] of findings.entries()) {
        const finding = found[index];
        assert.match(finding === undefined ? '' : describeFault(finding, catalogue('en')), says);
      }
    });
  }

  it('is asked of the servers of its zone, and of nobody else', async (t) => {
    const here = { AAAA: ['::1'], A: ['127.0.0.1'] };
    const soa = { [CUSTOMER]: { NS: [`ns.${CUSTOMER}`] } };
    const names = { ...soa, [`ns.${CUSTOMER}`]: here, [`www.${CUSTOMER}`]: here, [CHALLENGE]: {} };
    const dns = await startDnsServer({ zones: ['.', CUSTOMER], names });
    t.after(() => dns.close());
    const check = createHealthCheck({
      resolver: createIterativeResolver({ clock: systemClock, hints: dns.servers, port: dns.port }).session(),
      prober: createServerProber({ clock: systemClock }),
      policy: createAddressPolicy({ allowed: () => [], allowLoopback: true }),
      clock: systemClock,
      port: dns.port,
    });
    const held = { name: `www.${CUSTOMER}`, challenge: CHALLENGE, zone: CUSTOMER };
    const evidence = await check.collectHeld(held);
    assert.deepEqual(evidence.held, held);
    assert.equal(evidence.resolution.name, CHALLENGE);
    assert.ok(!('ours' in evidence));
    assert.equal(evidence.customer.lookups[0]?.name, held.name);
    const own = await check.collectHeld({ ...held, zone: CHALLENGE });
    assert.equal(own.customer.lookups[0]?.name, CHALLENGE, 'the challenge may be a zone of its own');
  });
});
