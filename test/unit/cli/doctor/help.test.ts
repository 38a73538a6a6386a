// Every cause's "more" link arrives.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { helpOf } from '../../../../src/cli/doctor/outcome.ts';
import { CAUSES } from '../../../../src/doctor/causes/index.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

test('every cause has its section in the documentation', () => {
  const missing = CAUSES.map(helpOf).filter((help) => {
    const [file = '', anchor] = help.split('#');
    const headings = readFileSync(join(root, file), 'utf8').matchAll(/^## (.+)$/gm);
    return ![...headings].some(([, text = '']) => text.toLowerCase().replaceAll(' ', '-') === anchor);
  });
  assert.deepEqual(missing, []);
});
