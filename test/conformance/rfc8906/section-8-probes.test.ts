// RFC 8906 (BCP 231): a name server answers everything, and answers it right. test/interop/zone-server.test.ts asks BIND the same.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TYPE } from '../../../src/wire/dns/index.ts';
import { PROBES, see } from '../../support/rfc8906.ts';
import { EDNS, testZone } from '../../support/zone.ts';

const zone = testZone();

describe('RFC 8906', () => {
  for (const { section, title, bytes, expected } of PROBES) {
    it(`section ${section}: ${title}`, () => {
      for (const transport of ['udp', 'tcp'] as const) {
        const reply = zone.send(bytes, { transport });
        assert.ok(reply !== undefined, 'an answer');
        assert.deepEqual(see(reply), expected);
      }
    });
  }

  it('section 8.2.7: OPT is in a truncated answer too', () => {
    const reply = zone.ask({
      name: 'com-big.acme.test',
      type: TYPE.TXT,
      message: { edns: { ...EDNS, udpSize: 512 } },
    });
    assert.equal(reply.truncated, true);
    assert.ok(reply.edns !== undefined);
  });

  it('section 3.1.5: NOTIFY and UPDATE are not implemented, whatever is in them', () => {
    for (const opcode of [1, 2, 3, 4, 5, 6]) {
      const reply = zone.ask({ name: 'acme.test', type: TYPE.SOA, message: { opcode } });
      assert.equal(reply.rcode, 4);
      assert.equal(reply.opcode, opcode);
    }
  });
});
