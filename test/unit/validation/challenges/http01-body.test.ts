import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bodyKind } from '../../../../src/validation/challenges/http01-body.ts';

const TOKEN = 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA';
const THUMBPRINT = '9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI';
const GOOD = `${TOKEN}.${THUMBPRINT}`;

describe('row 14 of the parity matrix: what a body is', () => {
  const bodies: readonly (readonly [string, string])[] = [
    [GOOD, 'match'],
    [`${GOOD}\r\n`, 'match'],
    [`${GOOD} \t\u00a0\n\n`, 'match'], // Unicode white space at the end, as Boulder trims
    [` ${GOOD}`, 'other'], // not at the beginning
    [`\ufeff${GOOD}`, 'other'],
    [`${GOOD}x`, 'other'],
    [`${GOOD}\u0085`, 'match'],
    [`${GOOD}\ufeff`, 'other'],
    [GOOD.toUpperCase(), 'other-token'],
    [`${TOKEN}.${'A'.repeat(43)}`, 'other-account'],
    [`other.${THUMBPRINT}`, 'other-token'],
    ['', 'empty'],
    [' \n', 'empty'],
    ['<!DOCTYPE html><html>', 'html'],
    ['  <html lang="en">', 'html'],
    ['not found', 'other'],
  ];
  for (const [body, kind] of bodies) {
    test(`${JSON.stringify(body.slice(0, 60))}: ${kind}`, () => {
      assert.equal(bodyKind(new TextEncoder().encode(body), TOKEN, GOOD), kind);
    });
  }

  test('bytes that are not UTF-8 are something else', () => {
    assert.equal(bodyKind(Uint8Array.of(0xff, 0xfe, 0x00), TOKEN, GOOD), 'other');
  });
});

test('an empty body is empty, also where nothing but the token is known of the key authorization', () => {
  for (const body of ['', '\r\n']) assert.equal(bodyKind(Buffer.from(body), 'token', ''), 'empty');
});
