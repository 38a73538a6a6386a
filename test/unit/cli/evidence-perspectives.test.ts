// What the administrator reads of perspectives: each one by name, what it saw, its reason, and the count.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { perspectiveLines } from '../../../src/cli/evidence-perspectives.ts';
import { seenLines } from '../../../src/cli/evidence-seen.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { type Evidence, fault, type Fault } from '../../../src/core/index.ts';
import { catalogue } from '../../../src/i18n/index.ts';
import { EVIDENCE } from '../../contract/perspective.ts';

const terminal: Terminal = {
  out() {},
  err() {},
  width: 200,
  interactive: false,
  paint: (_style, text) => text,
};
const reader = { terminal, messages: catalogue('en') };
const [lookup, attempt, , caa] = EVIDENCE;
assert.ok(lookup && attempt && caa);

const evidence: readonly Evidence[] = [
  lookup,
  {
    kind: 'perspective',
    at: 0,
    perspective: 'frankfurt',
    region: 'RIPE',
    check: 'dcv',
    outcome: 'failed',
    fault: fault('validationTxtMissing', { name: '_acme-challenge.www.example' }),
    evidence: [lookup, attempt, caa],
    ms: 5_230,
  },
  {
    kind: 'perspective',
    at: 0,
    perspective: 'boston',
    region: 'ARIN',
    check: 'dcv',
    outcome: 'cut',
    evidence: [],
    ms: 2_100,
  },
  {
    kind: 'perspective',
    at: 0,
    perspective: 'theirs\u001b[2J',
    region: 'APNIC',
    check: 'dcv',
    outcome: 'failed',
    errors: ['mpic_error:dcv_checker:lookup'],
    evidence: [],
    ms: 40,
  },
  {
    kind: 'quorum',
    at: 0,
    check: 'dcv',
    policy: 'baseline-requirements',
    asked: 3,
    passed: 0,
    needed: 2,
    regions: [],
    regionsNeeded: 2,
    reached: false,
  },
];

test('each perspective by name, with what it saw below it, its reason, and the count', () => {
  assert.deepEqual(perspectiveLines(reader, evidence), [
    '    from frankfurt (RIPE), challenge: failed, after 5.23 s',
    ...seenLines(reader, [lookup, attempt, caa], '      '),
    '      its reason: _acme-challenge.www.example exists in DNS but has no TXT record; publish it there and wait until every name server has it.',
    '    from boston (ARIN), challenge: cut, because the others had decided, after 2.10 s',
    '    from theirs\\u{1b}[2J (APNIC), challenge: failed, after 40 ms',
    '      its reason: mpic_error:dcv_checker:lookup',
    '    quorum "baseline-requirements", challenge: 0 of 3 passed, 2 needed; regions none, 2 needed: not reached',
  ]);
});

test('what CAA records mean is a line of its own', () => {
  assert.deepEqual(seenLines(reader, [caa], '    '), [
    '    CAA www.example: forbidden at example by 0 issue ";" (nobody)',
  ]);
});

test('a reason of another version is shown by its code', () => {
  const newer = { code: 'validationOfTheFuture', params: {} } as unknown as Fault;
  const lines = perspectiveLines(
    reader,
    evidence.slice(1, 2).map((one) => ({ ...one, fault: newer }) as Evidence),
  );
  assert.equal(lines.at(-1), '      its reason: validationOfTheFuture');
});
