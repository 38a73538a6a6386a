// What takes a remedy back: no more than it added, and at its old place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../../src/doctor/causes/index.ts';
import type { FilterChain, InsideReport } from '../../../../src/doctor/inside/index.ts';
import { type Patient, REMEDIES, type Step } from '../../../../src/doctor/remedies/index.ts';
import { healthyInside, healthyReport, NAME, SIX } from '../../../support/doctor-reports.ts';

const DROP = { verdict: 'drop', text: 'drop', handle: 7 } as const;

test('of a rule that ufw has for IPv4 already no more is taken back than was added', () => {
  const firewalls: InsideReport['firewalls'] = [
    { manager: 'ufw', active: true, ipv6: true, rules: ['allow tcp 80,443 0.0.0.0/0 any 0.0.0.0/0 in'] },
  ];
  const finding = findingOf('D8', SIX, [80, 443]);
  const [remedy] = rule('F3')(finding, patientOf({ firewalls }));
  assert.deepEqual(linesOf(remedy?.now), ['ufw allow 80,443/tcp']);
  assert.deepEqual(linesOf(remedy?.undo), [
    String.raw`ufw --force delete "$(ufw status numbered | sed -n 's#^\[ *\([0-9]*\)\] 80,443/tcp (v6) .*#\1#p' | head -n 1)"`,
  ]);
});

test('a reverse path filter comes back to its place', () => {
  const accept = { verdict: 'accept', text: 'icmpv6 type nd-neighbor-solicit accept', handle: 3 } as const;
  const filter = { verdict: 'drop', text: 'fib saddr . iif oif missing drop', handle: 4 } as const;
  assert.deepEqual(undoOfFilter([accept, filter]), [`nft add rule inet filter input '${filter.text}'`]);
  assert.deepEqual(undoOfFilter([accept, filter, { ...DROP, handle: 9 }]), [
    `nft insert rule inet filter input position 9 '${filter.text}'`,
  ]);
});

test('the way out begins at a good address, and at the old one again', () => {
  const finding = { ...findingOf('C12', SIX, []), values: { address: 'fd00::2', ifname: 'eth0' } };
  const [remedy] = rule('N2')(finding, patientOf({}));
  const route = 'ip -6 route replace default via fe80::ff dev eth0 onlink src';
  assert.deepEqual(linesOf(remedy?.now), [`${route} ${SIX}`]);
  assert.deepEqual(linesOf(remedy?.undo), [`${route} fd00::2`]);
});

/** What puts a reverse path filter back, of a chain with these rules; its handle is 4. */
function undoOfFilter(rules: FilterChain['rules']): string[] {
  const [remedy] = rule('F4')(findingOf('C7', SIX, [80]), patientOf({ chains: [chain({ rules })] }));
  assert.deepEqual(linesOf(remedy?.now), ['nft delete rule inet filter input handle 4']);
  return linesOf(remedy?.undo);
}

function findingOf(id: string, address: string, ports: readonly number[]): Finding {
  return {
    id,
    certainty: 'proven',
    basis: 'both',
    places: ports.map((port) => ({ host: NAME, address, family: 6 as const, port })),
    values: {},
    rivals: [],
    decide: 'none',
  };
}

/** An input chain of nft that drops what nobody let in. */
function chain(over: Partial<FilterChain>): FilterChain {
  return {
    program: 'nft',
    table: 'inet filter',
    name: 'input',
    hook: 'input',
    policy: 'drop',
    rules: [],
    ...over,
  };
}

function patientOf(inside: Partial<InsideReport>): Patient {
  return { name: NAME, report: healthyReport(), inside: healthyInside(inside) };
}

function rule(key: string) {
  const found = REMEDIES.get(key);
  assert.ok(found !== undefined, `no remedy ${key}`);
  return found;
}

function linesOf(steps: readonly Step[] = []): string[] {
  return steps.flatMap((step) => (step.do === 'run' ? [step.line] : []));
}
