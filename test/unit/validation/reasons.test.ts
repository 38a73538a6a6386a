import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fault } from '../../../src/core/index.ts';
import { describeFault } from '../../../src/i18n/index.ts';
import { CAA_REASONS, type CaaReason } from '../../../src/validation/caa/decide.ts';
import {
  PERSIST_REASONS,
  type PersistReason,
} from '../../../src/validation/challenges/dns-persist01-record.ts';

describe('every reason has words of its own', () => {
  for (const reason of CAA_REASONS) test(`CAA: ${reason}`, () => assertSaid(caaText, reason));
  for (const reason of PERSIST_REASONS)
    test(`dns-persist-01: ${reason}`, () => assertSaid(persistText, reason));
});

function caaText(reason: CaaReason): string {
  const where = { name: 'a.example', found: 'example', record: '0 issue ";"', issuer: 'ca.example' };
  return describeFault(fault('validationCaaForbids', { ...where, reason }));
}

function persistText(reason: PersistReason): string {
  return describeFault(
    fault('validationPersistRefused', { name: 'a.example', record: 'ca.example', reason }),
  );
}

/** A reason without words is shown as its own code. */
function assertSaid<R extends string>(text: (reason: R) => string, reason: R): void {
  const unknown = text('unknown-reason' as R);
  assert.match(unknown, /unknown-reason/);
  assert.notEqual(text(reason), unknown.replaceAll('unknown-reason', reason));
}
