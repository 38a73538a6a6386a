// Every cause is played in the fault lab, or docs/doctor.md says why not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { CAUSES } from '../../../src/doctor/causes/index.ts';
import { SCENARIOS } from '../../lab/doctor/scenarios.ts';

it('every cause is played in the fault lab or listed with the reason', () => {
  const text = readFileSync(new URL('../../../docs/doctor.md', import.meta.url), 'utf8');
  const listed = [...text.matchAll(/^\| ([A-G][0-9]+) \| (.+) \|$/gm)].map(([, id = '']) => id);
  const played = new Set(SCENARIOS.flatMap(({ expect }) => expect.cause ?? []));
  const all = CAUSES.map(({ id }) => id);
  assert.equal(all.length, 98);
  assert.equal(new Set(all).size, 98);
  assert.deepEqual(
    all.filter((id) => !played.has(id)),
    listed,
  );
  assert.ok(played.size >= 80, `${played.size} causes are played`);
});
