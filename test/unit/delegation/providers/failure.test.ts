import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, test } from 'node:test';
import { failureOf } from '../../../../src/delegation/providers/http/failure.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

describe('what an answer without success says', () => {
  const statuses = [
    [302, 'malformed'],
    [304, 'malformed'],
    [400, 'refused'],
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'no-zone'],
    [408, 'timeout'],
    [409, 'conflict'],
    [422, 'refused'],
    [423, 'conflict'],
    [429, 'rate-limited'],
    [500, 'unreachable'],
    [504, 'unreachable'],
  ] as const;
  for (const [status, outcome] of statuses) {
    test(`${status}: ${outcome}`, () => {
      assert.deepEqual(failureOf({ status, headers: {} }, undefined, NOW), {
        ok: false,
        outcome,
        code: `HTTP ${status}`,
      });
    });
  }
});

describe("a provider's own code", () => {
  for (const told of [9109, 'NOT_GRANTED_CALL', 'not_found', 'Client::Forbidden', 'invalid-input']) {
    test(`is told: ${told}`, () => assert.equal(code(told), `HTTP 400 ${told}`));
  }
  const hidden = [
    '',
    'a sentence with what was sent',
    'line\nend',
    '\u001b[31m',
    'é',
    '"quoted"',
    '-x',
    'x'.repeat(61),
  ];
  for (const [index, text] of hidden.entries()) {
    test(`is not told where it is none (${index + 1})`, () => assert.equal(code(text), 'HTTP 400'));
  }
});

describe('when one may ask again', () => {
  const rows = [
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Fri, 20 Nov 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Fri, 20 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': '100000000' }, 86_400_000],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'later' }, undefined],
    [{ 'ratelimit-reset': String(NOW / 1000 + 7) }, 7000],
    [{ 'ratelimit-reset': 'x' }, undefined],
    [{}, undefined],
  ] as const;
  for (const [headers, ms] of rows) {
    test(`${JSON.stringify(headers)}: ${ms}`, () => assert.equal(after(headers), ms));
  }
  test('is not told of other failures', () => {
    assert.equal(after({ 'retry-after': '5' }, 503), 5000);
    assert.equal(after({ 'retry-after': '5' }, 403), undefined);
    assert.equal(after({ 'ratelimit-reset': String(NOW / 1000 + 7) }, 401), undefined);
  });
});

function code(error: string | number): string | undefined {
  return failureOf({ status: 400, headers: {} }, error, NOW).code;
}

function after(headers: IncomingHttpHeaders, status = 429): number | undefined {
  return failureOf({ status, headers }, undefined, NOW).retryAfterMs;
}
