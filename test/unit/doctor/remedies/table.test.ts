// Every cause has what mends it, and every remedy can be told.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { remedyTitle, stepText } from '../../../../src/cli/doctor/remedy-text.ts';
import { CAUSES, type Finding } from '../../../../src/doctor/causes/index.ts';
import type { InsideReport } from '../../../../src/doctor/inside/index.ts';
import { REMEDIES, remediesFor } from '../../../../src/doctor/remedies/index.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import { healthyInside, healthyReport, NAME, SIX } from '../../../support/doctor-reports.ts';

const en = catalogue('en');

test('every key that a cause names is in the cookbook', () => {
  const unknown = CAUSES.flatMap(({ id, remedies }) =>
    remedies.filter((key) => !REMEDIES.has(key)).map((key) => `${id}: ${key}`),
  );
  assert.deepEqual(unknown, []);
});

test('every cause names a remedy', () => {
  assert.deepEqual(
    CAUSES.filter(({ remedies }) => remedies.length === 0).map(({ id }) => id),
    [],
  );
});

describe('what is said of each cause', () => {
  for (const { id } of CAUSES)
    for (const inside of [undefined, healthyInside()])
      test(`${id} ${inside === undefined ? 'from outside' : 'on the machine'}`, () => {
        const remedies = tell(findingOf(id), inside);
        // on a machine that is well a remedy may find nothing to change; from outside there is always something to say
        if (inside === undefined) assert.ok(remedies.length > 0);
      });
});

/** Every text and line of it, put into words. */
function tell(finding: Finding, inside: InsideReport | undefined) {
  const remedies = remediesFor(finding, { name: NAME, report: healthyReport(), inside });
  for (const remedy of remedies) {
    assert.match(remedyTitle(en, remedy), /^\S.*\[.+\]$/);
    for (const step of [
      ...remedy.now,
      ...remedy.permanent,
      ...remedy.verify,
      ...remedy.undo,
      ...remedy.undoPermanent,
    ]) {
      const { lines } = stepText(en, step);
      assert.ok(lines.length > 0);
      for (const line of lines) assert.doesNotMatch(line, /undefined|\[object|NaN/);
    }
    assert.ok(remedy.now.length + remedy.permanent.length > 0, `${remedy.id} does nothing`);
  }
  return remedies;
}

function findingOf(id: string): Finding {
  return {
    id,
    certainty: 'proven',
    basis: 'both',
    places: [{ host: NAME, address: SIX, family: 6, port: 80 }],
    values: {},
    rivals: [],
    decide: 'none',
  };
}
