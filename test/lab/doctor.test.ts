// Every fault of the lab, seen from outside and inside and joined: the cause, how sure it is, what else fits, what an order comes to.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CAUSES } from '../../src/doctor/causes/index.ts';
import { confusionMatrix, faultTable, judgeScenario, type Line } from './doctor/matrix.ts';
import { mendSummary } from './doctor/mended.ts';
import { SCENARIOS } from './doctor/scenarios.ts';
import { play } from './doctor/world.ts';
import { installed } from '../support/process.ts';
import { labSkip, worldRefused } from './world.ts';

/** Fewer would mean that scenarios are no longer mended at all. */
const APPLIED_LEAST = 55;
const TAKEN_BACK_LEAST = 32;

/** What the hosts run besides nginx, and their remedies. */
const PROGRAMS: readonly (readonly [program: string, packageName: string])[] = [
  ['unbound', 'unbound'],
  ['radvd', 'radvd'],
  ['python3', 'python3'],
  ['journalctl', 'systemd'],
  ['apache2', 'apache2'],
  ['caddy', 'caddy'],
  ['haproxy', 'haproxy'],
  ['ip6tables', 'iptables'],
  ['patch', 'patch'],
  ['ufw', 'ufw'],
];

async function missing(): Promise<string | undefined> {
  for (const [program, packageName] of PROGRAMS)
    if (!(await installed(program))) return `${program} is not installed: apt-get install ${packageName}`;
  return undefined;
}

describe('faults in network namespaces', {
  skip: labSkip((await worldRefused()) ?? (await missing())),
}, () => {
  const lines = new Map<string, Line>();
  let mended = mendSummary([]);
  before(async () => {
    const all = await play(SCENARIOS);
    for (const played of all) lines.set(played.scenario.id, judgeScenario(played));
    mended = mendSummary(all);
  });
  after(() => {
    const all = [...lines.values()];
    const causes = new Set(
      all.flatMap(({ wrong, expected }) => (wrong.length === 0 ? (expected.cause ?? []) : [])),
    );
    console.log(faultTable(all));
    console.log(
      `\nP proven, S strong, l likely, . ambiguous; joined with the inside report\n${confusionMatrix(all)}`,
    );
    const well = all.filter(({ expected }) => expected.cause === undefined).length;
    console.log(
      `\nfaults: ${causes.size} of ${CAUSES.length} causes in ${all.length - well} scenarios, ${well} hosts that are well\n${mended.text}`,
    );
  });

  for (const { id, what } of SCENARIOS) {
    it(`${id} ${what}`, () => {
      const line = lines.get(id);
      assert.ok(line, 'nothing came back');
      assert.deepEqual(line.wrong, []);
    });
  }

  it('remedies on the host are applied by their lines, make it green, and are taken back', () => {
    assert.ok(mended.green >= APPLIED_LEAST, mended.text);
    assert.ok(mended.undone >= TAKEN_BACK_LEAST, mended.text);
  });
});
