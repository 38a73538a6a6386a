// The published schema is that of the code, and what a check prints fits it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkOutcome, concludeCheck } from '../../../../src/cli/doctor/outcome.ts';
import { jsonOutcome } from '../../../../src/cli/doctor/outcome-json.ts';
import { checkSchema } from '../../../../src/cli/doctor/schema.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import { healthyInside, healthyReport, NAME } from '../../../support/doctor-reports.ts';
import { listensOnFourOnly, refusesSix } from './patients.ts';

const en = catalogue('en');

test('docs/schemas/check.json is what scripts/doctor-schema.ts writes', () => {
  const file = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'schemas', 'check.json');
  assert.equal(readFileSync(file, 'utf8'), checkSchema());
});

for (const [what, report, inside] of [
  ['a name that is well', healthyReport(), undefined],
  ['a fault seen from outside', refusesSix(), undefined],
  ['a fault that is proven', refusesSix(), listensOnFourOnly()],
  ['a machine that is well', healthyReport(), healthyInside()],
] as const)
  test(`what is printed of ${what} fits the schema`, () => {
    const seen = { report, others: [], again: undefined };
    const printed = jsonOutcome(en, concludeCheck({ name: NAME, seen, inside }));
    const parsed = checkOutcome.safeParse(JSON.parse(JSON.stringify(printed)));
    assert.ok(parsed.success, parsed.error?.message);
  });
