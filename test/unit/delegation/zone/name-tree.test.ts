import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { createNameTree, NONE, ROOT } from '../../../../src/delegation/zone/name-tree.ts';

const LABELS = ['a', 'b', 'ab', 'x'.repeat(63), 'x'.repeat(62), 'com-example', '_acme-challenge'];
const label = (text: string) => Uint8Array.of(text.length, ...Buffer.from(text));

/** `a.b` is the name whose rightmost label is `b`. */
function walk(tree: ReturnType<typeof createNameTree>, name: string, grow: boolean): number {
  let node = ROOT;
  for (const part of name.split('.').toReversed()) {
    const bytes = label(part);
    node = grow ? tree.grow(node, bytes, 0) : tree.child(node, bytes, 0);
    if (node === NONE) return NONE;
  }
  return node;
}

describe('a name tree', () => {
  it('holds, after any changes, the marked names and the names above them, and nothing else', () => {
    const name = fc
      .array(fc.constantFrom(...LABELS), { minLength: 1, maxLength: 4 })
      .map((all) => all.join('.'));
    const change = fc.record({ name, add: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), fc.nat(), (changes, seed) => {
        const tree = createNameTree(seed);
        const model = new Set<string>();
        for (const { name: one, add } of changes) {
          if (add) {
            model.add(one);
            tree.setMark(walk(tree, one, true), 1);
          } else if (model.delete(one)) {
            const node = walk(tree, one, false);
            tree.setMark(node, 0);
            tree.prune(node);
          }
        }
        const exist = new Set<string>();
        for (const one of model) {
          const parts = one.split('.');
          for (let i = 0; i < parts.length; i++) exist.add(parts.slice(i).join('.'));
        }
        assert.equal(tree.size(), exist.size);
        for (const { name: one } of changes)
          assert.equal(walk(tree, one, false) !== NONE, exist.has(one), one);
        for (const one of exist) {
          const node = walk(tree, one, false);
          assert.equal(Buffer.from(tree.label(node)).toString(), one.split('.')[0]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('finds each of many names, and uses the place of those that are gone', () => {
    const tree = createNameTree(1);
    const names = Array.from({ length: 20_000 }, (_, i) => `n${i}.zone.test`);
    for (const one of names) tree.setMark(walk(tree, one, true), 1);
    assert.equal(tree.size(), names.length + 2);
    const nodes = new Set(names.map((one) => walk(tree, one, false)));
    assert.equal(nodes.size, names.length);
    for (const one of names.slice(0, 10_000)) {
      const node = walk(tree, one, false);
      tree.setMark(node, 0);
      tree.prune(node);
    }
    assert.deepEqual(
      names.map((one) => walk(tree, one, false) !== NONE),
      names.map((_, i) => i >= 10_000),
    );
    for (let i = 0; i < 10_000; i++) nodes.add(walk(tree, `m${i}.zone.test`, true));
    assert.equal(nodes.size, names.length, 'no new numbers were needed');
  });
});
