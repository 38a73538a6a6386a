// Every lint refuses a certificate in which one thing was changed, and passes the unchanged one. A lint without such a
// certificate fails the last test.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  LINTS,
  lintCaCertificate,
  lintCrl,
  lintLeaf,
  lintPerspective,
  UNDECODABLE,
} from '../../../../src/authority/ca/lint/index.ts';
import { crlCases } from './mutations/crl.ts';
import { issuingCases, rootCases } from './mutations/ca-certificates.ts';
import { leafCases } from './mutations/leaf.ts';
import { perspectiveCases, perspectiveRootCases } from './mutations/perspective.ts';
import type { Case } from './mutations/types.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const leaf = leafCases(NOW);
const issuing = issuingCases(NOW);
const root = rootCases(NOW);
const crl = crlCases(NOW);
const perspectiveRoot = perspectiveRootCases(NOW);
const perspective = perspectiveCases(NOW);

test('the unchanged certificates and CRL have no finding', () => {
  assert.deepEqual(lintLeaf(leaf.good, leaf.issuer, leaf.plan, NOW), []);
  assert.deepEqual(lintCaCertificate('issuing', issuing.good, issuing.issuer, NOW), []);
  assert.deepEqual(lintCaCertificate('root', root.good, root.issuer, NOW), []);
  assert.deepEqual(lintCrl(crl.good, crl.issuer, crl.plan, NOW), []);
  const ofRoot = lintCaCertificate('perspective root', perspectiveRoot.good, perspectiveRoot.issuer, NOW);
  assert.deepEqual(ofRoot, []);
  assert.deepEqual(lintPerspective(perspective.good, perspective.issuer, perspective.plan, NOW), []);
});

run('leaf', leaf.cases, (one) => lintLeaf(one.tbs, leaf.issuer, one.plan ?? leaf.plan, one.now ?? NOW));
run('issuing', issuing.cases, (one) => lintCaCertificate('issuing', one.tbs, issuing.issuer, one.now ?? NOW));
run('root', root.cases, (one) => lintCaCertificate('root', one.tbs, root.issuer, one.now ?? NOW));
run('crl', crl.cases, (one) => lintCrl(one.tbs, crl.issuer, one.plan ?? crl.plan, one.now ?? NOW));
run('perspective root', perspectiveRoot.cases, (one) =>
  lintCaCertificate('perspective root', one.tbs, perspectiveRoot.issuer, one.now ?? NOW),
);
run('perspective', perspective.cases, (one) =>
  lintPerspective(one.tbs, perspective.issuer, one.plan ?? perspective.plan, one.now ?? NOW),
);

test('lint ids are unique within each column and name a source', () => {
  for (const lints of Object.values(LINTS)) {
    const ids = lints.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(lints.every(({ source }) => source.length > 5));
  }
});

test('every lint has a certificate or CRL that it refuses', () => {
  const tried = new Set(
    [leaf, issuing, root, crl, perspectiveRoot, perspective]
      .flatMap((kind): { lint: string }[] => kind.cases)
      .map(({ lint }) => lint),
  );
  const columns: Record<string, readonly { id: string }[]> = LINTS;
  const untried = Object.values(columns).flatMap((lints) => lints.filter(({ id }) => !tried.has(id)));
  assert.deepEqual(
    untried.map(({ id }) => id),
    [],
  );
});

/** One test for each changed certificate: the lint it is for is among the findings; a hint where it is the only one. */
function run<Plan>(
  kind: string,
  cases: readonly Case<Plan>[],
  lint: (one: Case<Plan>) => readonly { lint: string }[],
): void {
  for (const one of cases) {
    test(`lint ${one.lint} refuses a ${kind}: ${one.change}`, () => {
      const found = lint(one).map((finding) => finding.lint);
      const expected = [one.lint, ...(one.also ?? [])].toSorted();
      assert.deepEqual(found.toSorted(), expected);
      if (one.lint === UNDECODABLE) assert.deepEqual(found, [UNDECODABLE]);
    });
  }
}

test('docs/certificates.md lists every lint with its columns and its source', () => {
  const path = join(dirname(fileURLToPath(import.meta.url)), '../../../../docs/certificates.md');
  const rows = readFileSync(path, 'utf8').split('\n');
  const columns = Object.entries(LINTS) as [string, readonly { id: string; source: string }[]][];
  for (const { id, source } of columns.flatMap(([, lints]) => lints)) {
    const runsOn = columns
      .filter(([, lints]) => lints.some((lint) => lint.id === id))
      .map(([column]) => column);
    assert.ok(rows.includes(`| \`${id}\` | ${runsOn.join(', ')} | ${source} |`), id);
  }
});
