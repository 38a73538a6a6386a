import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TYPE } from '../../../src/wire/dns/index.ts';
import { testZone } from '../../support/zone.ts';

it('RFC 2308 sections 3 and 5: a denial has the zone’s SOA, and is kept for seconds, though MINIMUM is 300', () => {
  const zone = testZone();
  for (const name of ['com-idle.acme.test', 'missing.acme.test', 'acme.test']) {
    const { authorities, answers } = zone.ask({ name, type: TYPE.MX });
    const [soa] = authorities;
    assert.equal(answers.length, 0);
    assert.ok(soa?.data.kind === 'SOA' && authorities.length === 1);
    assert.equal(Math.min(soa.ttl, soa.data.minimum), 5);
    assert.equal(soa.data.minimum, 300);
  }
  const [own] = zone.ask({ name: 'acme.test', type: TYPE.SOA }).answers;
  assert.equal(own?.ttl, 5, 'the SOA record has one TTL, wherever it stands');
});
