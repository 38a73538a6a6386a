// What mends HTTP/3 that is offered and closed (E13) depends on where it is closed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concludeCheck } from '../../../../src/cli/doctor/outcome.ts';
import { readSave } from '../../../../src/doctor/inside/filters/iptables-save.ts';
import type { InsideReport } from '../../../../src/doctor/inside/index.ts';
import type { OutsideReport } from '../../../../src/doctor/outside/index.ts';
import { FOUR, healthyInside, healthyReport, NAME, SIX } from '../../../support/doctor-reports.ts';

const AT = { host: NAME, port: 443, ms: 1 } as const;
const REPORT = healthyReport({
  quics: [
    { ...AT, address: SIX, family: 6, outcome: 'refused', errno: 'ECONNREFUSED' },
    { ...AT, address: FOUR, family: 4, outcome: 'answers' },
  ],
});
const WELL = healthyInside();
const SOCKET = { protocol: 'udp', family: 6, address: '::', port: 443, v6only: false } as const;
const LISTENERS = [...WELL.listeners, SOCKET];

test('seen from outside alone: each place where it may be closed', () => {
  const ids = new Set(remedies(REPORT).map(({ id }) => id));
  for (const id of ['F1', 'W', 'C1'] as const) assert.ok(ids.has(id), id);
});

test('nothing listens: the web server', () => {
  assert.deepEqual(
    remedies(REPORT, WELL).map(({ id }) => id),
    ['W'],
  );
});

test('a rule of its own drops it: a rule for UDP before that one', () => {
  const chains = readSave('*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p udp -j DROP\n', 6, 'nft');
  const found = remedies(REPORT, healthyInside({ listeners: LISTENERS, chains }));
  assert.deepEqual(
    found.map(({ id }) => id),
    ['F1'],
  );
  const lines = found[0]?.now.flatMap((step) => (step.do === 'run' ? [step.line] : [])) ?? [];
  assert.match(lines.join('\n'), /^ip6tables -I INPUT 1 .*-p udp .*--dport 443 .*ACCEPT/m);
});

test('the machine lets it in: what is in front of it', () => {
  assert.deepEqual(
    remedies(REPORT, healthyInside({ listeners: LISTENERS })).map(({ id, at }) => [id, at]),
    [['C1', 'cloud']],
  );
});

function remedies(report: OutsideReport, inside?: InsideReport) {
  const { findings } = concludeCheck({
    name: NAME,
    seen: { report, others: [], again: undefined },
    inside,
  });
  assert.deepEqual(
    findings.map(({ id }) => id),
    ['E13'],
  );
  return findings[0]?.remedies ?? [];
}
