import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ENDPOINTS } from '../../../../src/authority/acme/index.ts';
import { acmeFaults } from '../../../../src/core/faults-acme.ts';
import { FAULTS } from '../../../../src/core/index.ts';
import { renderEndpoint, renderShared, SHARED } from '../../../support/endpoint-tables.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const read = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');

describe('docs/order-life-cycle.md', () => {
  const text = read('order-life-cycle.md');
  for (const endpoint of ENDPOINTS)
    test(`shows every step of ${endpoint.name} with its refusals`, () => {
      assert.ok(
        text.includes(renderEndpoint(endpoint)),
        `put this in its place:\n\n${renderEndpoint(endpoint)}`,
      );
    });
  for (const [name, steps] of Object.entries(SHARED))
    test(`shows the steps "${name}"`, () => {
      assert.ok(
        text.includes(renderShared(name, steps)),
        `put this in its place:\n\n${renderShared(name, steps)}`,
      );
    });
});

describe('docs/errors.md', () => {
  const sections = new Map(
    read('errors.md')
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split('\n', 1)[0], section]),
  );
  for (const [code, { anchor, problem, status }] of Object.entries(acmeFaults))
    test(`explains ${code}`, () => {
      const section = sections.get(anchor) ?? '';
      const item = section.split(/^- /m).find((each) => each.includes(`\`${code}\``)) ?? '';
      assert.ok(
        item.startsWith(`\`${problem}\`, ${status}:`),
        `## ${anchor} lacks "- \`${problem}\`, ${status}: \`${code}\`"`,
      );
    });
});

test('every refusal that a step names is an ACME fault, and every ACME fault of a client can be met', () => {
  const named = new Set(ENDPOINTS.flatMap(({ steps }) => steps.flatMap(({ refusals }) => refusals)));
  for (const code of named) assert.notEqual(FAULTS[code].problem, null, code);
  // refused before any step runs, by the edge
  const edge = ['resourceUnknown', 'methodNotAllowed', 'bodyTooLarge', 'bodyUnreadable'];
  const unmet = Object.entries(acmeFaults)
    .filter(([code, { blame }]) => blame === 'client' && !edge.includes(code))
    .map(([code]) => code)
    .filter((code) => !named.has(code as never));
  assert.deepEqual(unmet, []);
});
