import type { ChallengeType, Fault, RetryRule } from '../core/index.ts';
import { boundedEvidence } from './bounded-evidence.ts';
import type { Driver, Query } from './driver.ts';
import { EVIDENCE_CHARS_MAX } from './limits.ts';
import type { ValidationRow } from './schema.ts';
import { statement } from './statement.ts';
import type { ValidationRecord, ValidationStore } from './types.ts';

/** What was seen. Written as part of an authorization's conclusion (`authorizations.ts`), or alone where it was looked at again. */
export function createValidationStore(driver: Driver): ValidationStore {
  const listByAuthorization = statement(driver, (db, p: { authorizationId: string }) =>
    db
      .selectFrom('validations')
      .selectAll()
      .where('authorization_id', '=', p.authorizationId)
      .orderBy('number'),
  );
  const insert = insertValidation(driver);
  return {
    async add(records) {
      if (records.length === 0) return;
      await driver.write(records.map((record) => ({ query: insert(record) })));
    },

    async listByAuthorization(authorizationId) {
      return (await driver.read(listByAuthorization({ authorizationId }))).map(toRecord);
    },
  };
}

/** The statement that keeps a record. */
export function insertValidation(driver: Driver): (record: ValidationRecord) => Query {
  const insert = statement(driver, (db, p: ValidationRow) =>
    db.insertInto('validations').values({
      id: p.id,
      authorization_id: p.authorization_id,
      type: p.type,
      valid: p.valid,
      rule: p.rule,
      judgements_json: p.judgements_json,
      evidence_json: p.evidence_json,
      evidence_cut: p.evidence_cut,
      error_json: p.error_json,
      started_at: p.started_at,
      finished_at: p.finished_at,
    }),
  );
  return (record) => insert(toRow(record));
}

function toRow(record: ValidationRecord): ValidationRow {
  const { json, cut } = boundedEvidence(record.evidence, EVIDENCE_CHARS_MAX);
  return {
    id: record.id,
    authorization_id: record.authorizationId,
    type: record.type,
    valid: record.valid ? 1 : 0,
    rule: record.rule,
    judgements_json: JSON.stringify(record.judgements),
    evidence_json: json,
    evidence_cut: cut + (record.evidenceCut ?? 0),
    error_json: record.error === null ? null : JSON.stringify(record.error),
    started_at: record.startedAt,
    finished_at: record.finishedAt,
  };
}

function toRecord(row: ValidationRow): ValidationRecord {
  return {
    id: row.id,
    authorizationId: row.authorization_id,
    type: row.type as ChallengeType,
    valid: row.valid === 1,
    rule: row.rule as RetryRule,
    judgements: JSON.parse(row.judgements_json) as ValidationRecord['judgements'],
    evidence: JSON.parse(row.evidence_json) as ValidationRecord['evidence'],
    ...(row.evidence_cut > 0 && { evidenceCut: row.evidence_cut }),
    error: row.error_json === null ? null : (JSON.parse(row.error_json) as Fault),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
