// Every fault of the lab, seen from outside and inside and joined: the cause, how sure it is, what else fits, what an order comes to.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CAUSES } from '../../src/doctor/causes/index.ts';
import { confusionMatrix, faultTable, judgeScenario, type Line } from './doctor/matrix.ts';
import { SCENARIOS } from './doctor/scenarios.ts';
import { play } from './doctor/world.ts';
import { labSkip, worldRefused } from './world.ts';

describe('faults in network namespaces', { skip: labSkip(await worldRefused()) }, () => {
  const lines = new Map<string, Line>();
  before(async () => {
    for (const played of await play(SCENARIOS)) lines.set(played.scenario.id, judgeScenario(played));
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
      `\nfaults: ${causes.size} of ${CAUSES.length} causes in ${all.length - well} scenarios, ${well} hosts that are well`,
    );
  });

  for (const { id, what } of SCENARIOS) {
    it(`${id} ${what}`, () => {
      const line = lines.get(id);
      assert.ok(line, 'nothing came back');
      assert.deepEqual(line.wrong, []);
    });
  }
});
