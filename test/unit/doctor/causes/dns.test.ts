// Causes A1 to A22, each with what shows it and what does not, from reports of a host that is well.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DNS_CAUSES } from '../../../../src/doctor/causes/dns/table.ts';
import type { InsideReport } from '../../../../src/doctor/inside/index.ts';
import { handshakeFact, healthyInside, healthyReport, leafFact } from '../../../support/doctor-reports.ts';
import {
  answer,
  connects,
  dns,
  elsewhere,
  named,
  OTHER,
  otherLeaf,
  SERVERS,
  WILDCARD,
  type Named,
} from './dns-facts.ts';
import { NAME_ROWS } from './dns-rows-names.ts';
import { SERVER_ROWS } from './dns-rows-servers.ts';

/** How many rivals there are is told by the other rooms: of causes that share their symptoms only that they are named. */
function flat(one: Named): Named {
  return Object.fromEntries(Object.entries(one).map(([id, sure]) => [id, RIVALS.has(id) ? '' : sure]));
}

describe('causes of the DNS', () => {
  for (const [title, over, found, others] of [...NAME_ROWS, ...SERVER_ROWS])
    it(title, () => {
      const all = named(healthyReport(over), undefined, others);
      assert.deepEqual(flat(all), flat(found));
    });

  it('each of them has a row that shows it', () => {
    const shown = new Set([...NAME_ROWS, ...SERVER_ROWS].flatMap(([, , found]) => Object.keys(found)));
    assert.deepEqual(
      DNS_CAUSES.map(({ id }) => id).filter((id) => !shown.has(id)),
      [],
    );
  });
});

/** What shares its symptom with causes of other rooms. */
const RIVALS: ReadonlySet<string> = new Set(['A1', 'A2', 'A3', 'A4']);

describe('causes of the DNS, with what the machine says', () => {
  const dead = healthyReport(connects('connect-timeout'));

  it('A1: proven where the machine has another address, and ruled out where it has this one', () => {
    const report = healthyReport(otherLeaf());
    assert.equal(named(report, elsewhere(OTHER))['A1'], 'proven');
    assert.equal(named(report, healthyInside())['A1'], undefined);
  });

  it("A1: strong, without the machine, where another site's page and good certificate are shown", () => {
    const leaf = leafFact({ fingerprint: 'ee'.repeat(32), covers: false, names: ['other.example'] });
    const { handshakes, responses } = healthyReport();
    const page = responses.map((one) => (one.family === 6 ? { ...one, digest: 'ee'.repeat(32) } : one));
    const shown = handshakes.map((one) => (one.family === 6 ? handshakeFact({ ...one, leaf }) : one));
    assert.equal(named(healthyReport({ handshakes: shown, responses: page }))['A1'], 'strong');
  });

  it('A2: proven where the machine has another address, and ruled out where it has this one', () => {
    assert.deepEqual(named(dead, elsewhere('2001:db8:9::99')), { A2: 'proven' });
    assert.deepEqual(named(dead, healthyInside()), {});
  });

  it('A2: a machine without any IPv6 does not say which address would be right', () => {
    const { addresses } = healthyInside();
    const none = healthyInside({ addresses: addresses.filter(({ family }) => family === 4) });
    assert.notEqual(named(dead, none)['A2'], 'proven');
  });

  it('A3: a wildcard, and the machine has another address', () => {
    const report = healthyReport({ ...dns({ names: [WILDCARD] }), ...connects('connect-timeout') });
    assert.deepEqual(named(report, elsewhere('2001:db8:9::99')), { A3: 'proven' });
  });

  it('A4: the machine has the same address in another network', () => {
    assert.deepEqual(named(dead, elsewhere(OTHER)), { A4: 'proven' });
  });

  it('A20: the machine that was asked listens on any address, and has two', () => {
    const [, server] = SERVERS;
    const report = healthyReport(
      dns({ answers: [answer(server, 'A', { outcome: 'other-source', source: '192.0.2.99' })] }),
    );
    assert.equal(named(report, listening('0.0.0.0'))['A20'], 'proven');
    assert.equal(named(report, listening('192.0.2.53'))['A20'], undefined);
    assert.equal(named(report, healthyInside())['A20'], 'strong');
  });
});

/** The machine has a name server's address beside its own, and one listens there. */
function listening(address: string): InsideReport {
  const inside = healthyInside();
  return healthyInside({
    addresses: [
      ...inside.addresses,
      { ifname: 'eth0', address: '192.0.2.53', family: 4, prefix: 24, scope: 'global', flags: [] },
    ],
    listeners: [...inside.listeners, { protocol: 'udp', family: 4, address, port: 53, process: 'named' }],
  });
}
