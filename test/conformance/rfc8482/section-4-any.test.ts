import assert from 'node:assert/strict';
import { it } from 'node:test';
import { RCODE, TYPE } from '../../../src/wire/dns/index.ts';
import { lines, testZone } from '../../support/zone.ts';

const zone = testZone();

it('RFC 8482 section 4.2: ANY of a name with records is one HINFO record, by UDP and by TCP', () => {
  for (const name of [
    'acme.test',
    'com-example.acme.test',
    'com-big.acme.test',
    '_acme-challenge.www.example.test',
  ]) {
    for (const transport of ['udp', 'tcp'] as const) {
      const reply = zone.ask({ name, type: TYPE.ANY, transport });
      assert.deepEqual(lines(reply.answers), [`${name} 5 TYPE13 \u0007RFC8482\u0000`]);
      assert.equal(reply.truncated, false);
    }
  }
});

it('RFC 8482 section 4.2: a CNAME stands for itself, and a name without records has none', () => {
  assert.deepEqual(lines(zone.ask({ name: 'alias.acme.test', type: TYPE.ANY }).answers), [
    'alias.acme.test 3600 CNAME com-example.acme.test',
  ]);
  const idle = zone.ask({ name: 'com-idle.acme.test', type: TYPE.ANY });
  assert.deepEqual([idle.rcode, idle.answers.length, idle.authorities.length], [RCODE.NOERROR, 0, 1]);
  assert.equal(zone.ask({ name: 'missing.acme.test', type: TYPE.ANY }).rcode, RCODE.NXDOMAIN);
});
