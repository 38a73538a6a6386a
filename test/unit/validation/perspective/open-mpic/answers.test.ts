// Answers in Open MPIC's shapes: what is believed of others', what ours carry, and what never leaves.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { FAULTS, type Evidence, fault } from '../../../../../src/core/index.ts';
import type { ValidationReport } from '../../../../../src/validation/index.ts';
import { ANSWER_BYTES_MAX, EVIDENCE_MAX } from '../../../../../src/validation/perspective/limits.ts';
import { readAnswer } from '../../../../../src/validation/perspective/open-mpic/answer-read.ts';
import {
  checkResponse,
  oursAnswer,
} from '../../../../../src/validation/perspective/open-mpic/answer-write.ts';
import { evidenceSchema } from '../../../../../src/validation/perspective/open-mpic/evidence-schema.ts';
import { readFault } from '../../../../../src/validation/perspective/open-mpic/fault-read.ts';
import { ASK, EVIDENCE } from '../../../../contract/perspective.ts';

const OTHER = { name: 'p1', speaks: 'open-mpic' } as const;
const OURS = { name: 'p1', speaks: 'sixfour' } as const;
const MALFORMED = { answered: false, outcome: 'malformed' };
const GOOD = {
  check_type: 'dcv',
  check_completed: true,
  check_passed: true,
  errors: null,
  timestamp_ns: 1,
  details: {
    validation_method: 'acme-http-01',
    response_history: null,
    response_url: 'http://www.example/.well-known/acme-challenge/x',
    response_status_code: 200,
    response_page: 'YWJj',
  },
};

describe("another's answer", () => {
  const passes: readonly (readonly [string, object])[] = [
    ['as Open MPIC writes it', GOOD],
    [
      'with members that nobody knows',
      { ...GOOD, attestation: {}, details: { ...GOOD.details, resolved_ip: 'x' } },
    ],
    ['without what may be absent', { check_passed: true }],
    ['with nulls', { ...GOOD, check_completed: null, details: null, timestamp_ns: null }],
    [
      'with the history in the spelling of the specification',
      {
        ...GOOD,
        details: { ...GOOD.details, response_history: [{ response_status_code: 302, response_url: 'x' }] },
      },
    ],
    [
      'with errors beside a pass',
      { ...GOOD, errors: [{ error_type: 'mpic_error:http', error_message: 'x' }] },
    ],
  ];
  for (const [what, body] of passes) {
    test(`${what}: passed`, () => {
      assert.deepEqual(readAnswer('dcv', ASK, body, OTHER), {
        answered: true,
        perspective: 'p1',
        target: 'www.example',
        passed: true,
        evidence: [],
      });
    });
  }

  const malformed: readonly (readonly [string, unknown])[] = [
    ['nothing', undefined],
    ['null', null],
    ['a refused request', { error: 'request-validation-failed', validation_issues: [] }],
    ['a pass as text', { ...GOOD, check_passed: 'true' }],
    ['a pass as a number', { ...GOOD, check_passed: 1 }],
    ['a pass of an incomplete check', { ...GOOD, check_completed: false }],
    ['a pass of the other check', { ...GOOD, check_type: 'caa' }],
    ['a pass by another method', { ...GOOD, details: { validation_method: 'website-change' } }],
    ['a list', [GOOD]],
    ["a coordinator's answer", { is_valid: true, mpic_completed: true }],
  ];
  for (const [what, body] of malformed) {
    test(`${what}: malformed`, () => assert.deepEqual(readAnswer('dcv', ASK, body, OTHER), MALFORMED));
  }

  test('a refusal keeps short tokens of its errors, and no text', () => {
    const errors = [
      { error_type: 'mpic_error:dcv_checker:lookup', error_message: 'secret of the inside' },
      { error_type: 'not a token <script>', error_message: '' },
      null,
      { error_type: 5 },
      ...Array.from({ length: 20 }, () => ({ error_type: 'mpic_error:http' })),
    ];
    const answer = readAnswer('dcv', ASK, { ...GOOD, check_passed: false, errors }, OTHER);
    assert.ok(answer.answered && !answer.passed);
    assert.equal(answer.errors?.[0], 'mpic_error:dcv_checker:lookup');
    assert.equal(answer.errors.length, 8);
    assert.ok(!JSON.stringify(answer).includes('secret'));
  });

  test('what it claims as one of ours is not believed', () => {
    const x_sixfour = { protocol: 1, perspective: 'p2', target: 'x', fault: null, evidence: EVIDENCE };
    const answer = readAnswer('dcv', ASK, { ...GOOD, x_sixfour }, OTHER);
    assert.ok(answer.answered);
    assert.deepEqual([answer.perspective, answer.evidence], ['p1', []]);
  });

  test('anything at all, without an exception and without a pass', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const from of [OTHER, OURS]) {
          const answer = readAnswer('dcv', ASK, value, from);
          if (answer.answered) assert.equal(answer.passed, (value as { check_passed: unknown }).check_passed);
        }
      }),
    );
  });
});

describe('an answer of ours', () => {
  const ours = {
    protocol: 1,
    perspective: 'p1',
    region: 'RIPE',
    target: 'www.example',
    fault: null,
    evidence: EVIDENCE,
  };

  test('says who answers and about what, which the coordinator compares', () => {
    const answer = readAnswer(
      'dcv',
      ASK,
      { ...GOOD, x_sixfour: { ...ours, perspective: 'p9', target: 'y' } },
      OURS,
    );
    assert.ok(answer.answered);
    assert.deepEqual([answer.perspective, answer.target], ['p9', 'y']);
  });

  const malformed: readonly (readonly [string, unknown])[] = [
    ['without our part', undefined],
    ['of another protocol', { ...ours, protocol: 2 }],
    ['without a name', { ...ours, perspective: undefined }],
    ['that passes with a refusal', { ...ours, fault: { code: 'validationTxtMissing', params: {} } }],
    [
      'with more evidence than anybody has',
      { ...ours, evidence: Array.from({ length: EVIDENCE_MAX + 1 }, () => EVIDENCE[0]) },
    ],
  ];
  for (const [what, x_sixfour] of malformed) {
    test(`${what}: malformed`, () => {
      assert.deepEqual(readAnswer('dcv', ASK, { ...GOOD, x_sixfour }, OURS), MALFORMED);
    });
  }

  test('a refusal without a reason is malformed; one with a reason of a newer version is a refusal', () => {
    const no = { ...GOOD, check_passed: false };
    assert.deepEqual(readAnswer('dcv', ASK, { ...no, x_sixfour: ours }, OURS), MALFORMED);
    const newer = { ...ours, fault: { code: 'validationOfTheFuture', params: {} } };
    const answer = readAnswer('dcv', ASK, { ...no, x_sixfour: newer }, OURS);
    assert.ok(answer.answered && !answer.passed && answer.fault === undefined);
  });

  test('evidence that is not understood is left out, the rest kept', () => {
    const odd = [
      { kind: 'future', at: 1 },
      { ...EVIDENCE[1], outcome: 'future' },
      {
        kind: 'perspective',
        at: 1,
        perspective: 'x',
        region: 'RIPE',
        check: 'dcv',
        outcome: 'passed',
        evidence: [],
        ms: 1,
      },
      { ...EVIDENCE[0], name: 'n'.repeat(10_000) },
      null,
      ...EVIDENCE,
    ];
    const answer = readAnswer('dcv', ASK, { ...GOOD, x_sixfour: { ...ours, evidence: odd } }, OURS);
    assert.ok(answer.answered);
    assert.deepEqual(answer.evidence, EVIDENCE);
  });

  test('however much was seen, an answer keeps within its bytes, and the end is what it keeps', () => {
    const [, attempt] = EVIDENCE;
    assert.ok(attempt?.kind === 'attempt');
    const url = `http://www.example/${'x'.repeat(3_000)}`;
    const many = Array.from({ length: 1_000 }, (_, at): Evidence => ({ ...attempt, at, url }));
    const answer = oursAnswer({ name: 'p1', region: 'RIPE' }, ASK, reportOf(many)) as {
      evidence: Evidence[];
      evidence_left_out: number;
    };
    const body = JSON.stringify({ ...GOOD, x_sixfour: answer });
    assert.ok(body.length < ANSWER_BYTES_MAX);
    assert.equal(answer.evidence.at(-1)?.at, 999);
    assert.ok(answer.evidence.length > 50);
    assert.equal(answer.evidence.length + answer.evidence_left_out, 1_000);
    const read = readAnswer('dcv', ASK, JSON.parse(body), OURS);
    assert.ok(read.answered && read.evidence.length === answer.evidence.length);
  });
});

test('every kind of evidence goes there and back', () => {
  for (const one of EVIDENCE) assert.deepEqual(evidenceSchema.parse(JSON.parse(JSON.stringify(one))), one);
});

describe('a refusal from outside', () => {
  test('is a code of validations whose message can be made', () => {
    const good = fault('validationTxtWrong', { name: '_acme-challenge.www.example', records: 2 });
    assert.deepEqual(readFault(JSON.parse(JSON.stringify(good))), good);
    const odd = fault('validationTxtMissing', { name: '_acme-challenge.undefined.example' });
    assert.deepEqual(readFault(odd), odd);
    for (const value of [
      undefined,
      null,
      'validationTxtWrong',
      { code: 'validationTxtWrong' },
      { code: 'validationTxtWrong', params: {} },
      { code: 'validationConnectTimeout', params: { address: 'x' } },
      {
        code: 'validationWrongBody',
        params: { address: 'x', family: 'IPv6', port: 80, url: 5, body: 'html' },
      },
      { code: 'validationPerspectives', params: { ways: [] } },
      { code: 'dataDirectoryMissing', params: { directory: 'x' } },
      { code: 'constructor', params: {} },
      { code: 'validationTxtMissing', params: { name: { a: { b: 1 } } } },
      { code: 'validationTxtMissing', params: { name: 'x'.repeat(100_000) } },
    ])
      assert.equal(readFault(value), undefined, JSON.stringify(value)?.slice(0, 100));
  });

  test('never throws, whatever the parameters', () => {
    const codes = Object.keys(FAULTS);
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.jsonValue(), (code, params) => {
        readFault({ code, params });
      }),
    );
  });
});

describe('what leaves to others', () => {
  const SECRET = 'inside.secret';
  const evidence: Evidence[] = [
    {
      kind: 'lookup',
      at: 1,
      hop: 0,
      name: 'www.example',
      type: 'AAAA',
      outcome: 'answer',
      chain: [SECRET],
      addresses: ['2001:db8::6'],
      tries: 1,
      ms: 1,
      ad: true,
      matched: true,
    },
    attempt('http://www.example/.well-known/acme-challenge/x', {
      status: 302,
      location: `https://www.example/login?token=${SECRET}`,
    }),
    attempt(`https://www.example/login?token=${SECRET}`, { status: 200 }),
  ];

  test('the history in both spellings, without queries; no page, no record, no names on the way', () => {
    const found = { passed: true, evidence, at: 1_790_000_000_123 };
    const http = checkResponse('dcv', ASK, found);
    assert.deepEqual(http, {
      check_type: 'dcv',
      check_completed: true,
      check_passed: true,
      errors: null,
      timestamp_ns: 1_790_000_000_123_000_000,
      details: {
        validation_method: 'acme-http-01',
        response_history: [
          {
            status_code: 302,
            url: 'http://www.example/.well-known/acme-challenge/x',
            response_status_code: 302,
            response_url: 'http://www.example/.well-known/acme-challenge/x',
          },
        ],
        response_url: 'https://www.example/login',
        response_status_code: 200,
        response_page: null,
      },
    });
    const dns = checkResponse('dcv', { ...ASK, type: 'dns-01' }, found);
    assert.deepEqual((dns as { details: object }).details, {
      validation_method: 'acme-dns-01',
      records_seen: null,
      response_code: 0,
      ad_flag: true,
      found_at: 'www.example',
      cname_chain: null,
    });
    for (const answer of [http, dns]) assert.ok(!JSON.stringify(answer).includes(SECRET));
  });

  test('a failure of ours is an incomplete check, one of the target a completed one that says why', () => {
    const busy = fault('validationBusy', { name: 'www.example', waiting: 3 });
    const missing = fault('validationTxtMissing', { name: '_acme-challenge.www.example' });
    const answer = (refusal: typeof busy | typeof missing) =>
      checkResponse(
        'dcv',
        { ...ASK, type: 'dns-01' },
        { passed: false, fault: refusal, evidence: [], at: 1 },
      ) as {
        check_completed: boolean;
        errors: { error_type: string; error_message: string }[];
      };
    assert.equal(answer(busy).check_completed, false);
    assert.equal(answer(busy).errors[0]?.error_type, 'mpic_error:coordinator:remote_check');
    assert.equal(answer(missing).check_completed, true);
    assert.match(answer(missing).errors[0]?.error_message ?? '', /no TXT record/);
  });

  test('of CAA the record that decided', () => {
    const answer = checkResponse('caa', ASK, { passed: false, evidence: EVIDENCE, at: 1 }) as {
      details: object;
    };
    assert.deepEqual(answer.details, {
      caa_record_present: true,
      found_at: 'example',
      records_seen: ['0 issue ";"'],
    });
    const none = checkResponse('caa', ASK, { passed: true, evidence: [], at: 1 }) as { details: object };
    assert.deepEqual(none.details, { caa_record_present: null, found_at: null, records_seen: null });
  });
});

function attempt(url: string, http: { status: number; location?: string }): Evidence {
  return {
    kind: 'attempt',
    at: 1,
    hop: 0,
    url,
    address: '2001:db8::6',
    family: 6,
    port: 80,
    phase: 'done',
    outcome: 'response',
    times: { totalMs: 1 },
    http: { bodyBytes: 0, body: 'not-read', ...http },
  };
}

function reportOf(evidence: readonly Evidence[]): ValidationReport {
  return {
    verdict: { valid: true },
    rule: 'documented',
    judgements: { documented: 'valid', boulder: 'valid', 'per-hop': 'valid' },
    evidence,
    startedAt: 0,
    finishedAt: 1,
  };
}
