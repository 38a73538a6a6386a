// The tree of `sixfour advise`: every way through it ends at a leaf, and every leaf can be reached.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  type Answer,
  decide,
  type LeafId,
  LEAVES,
  QUESTIONS,
  type QuestionId,
  walk,
} from '../../../../src/doctor/advice/index.ts';

type Answers = Partial<Record<QuestionId, Answer>>;

suite('the tree', () => {
  const rows: readonly [Answers, LeafId][] = [
    [{ devices: 'yes' }, 'private-ca'],
    [{ devices: 'no', dns: 'yes', persist: 'yes', key: 'yes' }, 'persist'],
    [{ devices: 'no', dns: 'yes', persist: 'yes', key: 'no', few: 'yes' }, 'central'],
    [{ devices: 'no', dns: 'yes', persist: 'no', few: 'no' }, 'delegation'],
    [{ devices: 'no', dns: 'no', front: 'yes' }, 'path-only'],
    [{ devices: 'no', dns: 'no', front: 'no', tls: 'yes' }, 'tls-alpn'],
    [{ devices: 'no', dns: 'no', front: 'no', tls: 'no', minutes: 'yes' }, 'time-boxed'],
    [{ devices: 'no', dns: 'no', front: 'no', tls: 'no', minutes: 'no' }, 'hosting'],
  ];
  for (const [answers, leaf] of rows)
    test(`${JSON.stringify(answers)} leads to ${leaf}`, () => {
      assert.deepEqual(walk(answers), { passed: Object.keys(answers), leaf });
    });

  test('every leaf and every question is reached, whatever is answered', () => {
    const leaves = new Set<string>();
    const questions = new Set<string>();
    for (let bits = 0; bits < 2 ** QUESTIONS.length; bits++) {
      const answers = Object.fromEntries(
        QUESTIONS.map(({ id }, at) => [id, (bits >> at) & 1 ? 'yes' : 'no']),
      );
      const found = walk(answers);
      assert.ok('leaf' in found);
      leaves.add(found.leaf);
      for (const id of found.passed) questions.add(id);
    }
    assert.deepEqual([...leaves].toSorted(), Object.keys(LEAVES).toSorted());
    assert.equal(questions.size, QUESTIONS.length);
  });

  test('a question that nobody answers stays open, and answers to others are not used', () => {
    assert.deepEqual(walk({ devices: 'no', front: 'yes' }), { passed: ['devices'], open: 'dns' });
  });

  test('questions are asked in their order, each only where it comes up', async () => {
    const asked: QuestionId[] = [];
    const found = await decide(async (question) => {
      asked.push(question);
      return question === 'front' ? undefined : { answer: 'no', by: 'asked' };
    });
    assert.deepEqual(asked, ['devices', 'dns', 'front']);
    assert.deepEqual(found, {
      path: [
        { question: 'devices', answer: 'no', by: 'asked' },
        { question: 'dns', answer: 'no', by: 'asked' },
      ],
      open: 'front',
    });
  });
});
