import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  AttemptEvidence,
  Evidence,
  PerspectiveEvidence,
  QuorumEvidence,
} from '../../../src/core/index.ts';
import { boundedEvidence } from '../../../src/store/bounded-evidence.ts';

const MOST = 20_000;

const QUORUM: QuorumEvidence = {
  kind: 'quorum',
  at: 1,
  check: 'dcv',
  policy: 'all',
  asked: 3,
  passed: 2,
  needed: 3,
  regions: ['RIPE'],
  regionsNeeded: 1,
  reached: false,
};

test('what fits is kept as it is', () => {
  const evidence = [attempt(0, 10), perspective('p1', [attempt(0, 10)]), QUORUM];
  assert.deepEqual(boundedEvidence(evidence, MOST), { json: JSON.stringify(evidence), cut: 0 });
});

test('however long a chain of redirects, how each perspective ended and the quorum stay', () => {
  const own = Array.from({ length: 11 }, (_, hop) => attempt(hop, 4_000));
  const seen = Array.from({ length: 5 }, (_, hop) => attempt(hop, 1_000));
  const places = ['p1', 'p2', 'p3'].map((name) => perspective(name, seen));
  const { json, cut } = boundedEvidence([...own, ...places, QUORUM], MOST);
  assert.ok(json.length <= MOST, `${json.length}`);
  const kept = JSON.parse(json) as Evidence[];
  assert.deepEqual(kept.at(-1), QUORUM);
  assert.deepEqual(
    kept.flatMap((one) => (one.kind === 'perspective' ? [one.perspective] : [])),
    ['p1', 'p2', 'p3'],
  );
  const first = kept.filter(({ kind }) => kind === 'attempt');
  assert.ok(first.length > 2);
  assert.deepEqual(first, own.slice(0, first.length), 'the beginning, without a gap');
  const nested = kept.flatMap((one) => (one.kind === 'perspective' ? one.evidence : []));
  assert.equal(kept.length + nested.length + cut, 11 + 3 + 1 + 15, 'what is missing is counted');
});

test('what perspectives saw takes the room that is left, each whole or not at all', () => {
  const big = Array.from({ length: 30 }, (_, hop) => attempt(hop, 1_000));
  const evidence = [attempt(0, 10), perspective('p1', big), perspective('p2', [attempt(0, 10)]), QUORUM];
  const { json, cut } = boundedEvidence(evidence, MOST);
  assert.deepEqual(JSON.parse(json), [evidence[0], perspective('p1', []), evidence[2], QUORUM]);
  assert.equal(cut, 30);
});

function attempt(hop: number, pathChars: number): AttemptEvidence {
  return {
    kind: 'attempt',
    at: 0,
    hop,
    url: `http://a.example/${'p'.repeat(pathChars)}`,
    address: '192.0.2.1',
    family: 4,
    port: 80,
    phase: 'done',
    outcome: 'response',
    times: { totalMs: 1 },
  };
}

function perspective(name: string, evidence: readonly Evidence[]): PerspectiveEvidence {
  return {
    kind: 'perspective',
    at: 0,
    perspective: name,
    region: 'RIPE',
    check: 'dcv',
    outcome: 'passed',
    evidence,
    ms: 1,
  };
}
