import { type Driver, type Step, succeeds } from './driver.ts';
import type { PerspectiveCertificate, PerspectiveRow, PerspectiveStore } from './perspective-types.ts';
import { perspectiveStatements } from './perspective-statements.ts';
import type { PerspectiveCertificateTableRow, PerspectiveTableRow } from './schema.ts';

/** Perspectives and their clients, and every certificate that their authority has signed. */
export function createPerspectiveStore(driver: Driver): PerspectiveStore {
  const sql = perspectiveStatements(driver);
  return {
    add: (row) => succeeds(driver, [{ query: sql.insert(row), expect: 'one' }]),
    async get(name) {
      return (await driver.read(sql.get({ name }))).map(toRow)[0];
    },
    async list() {
      return (await driver.read(sql.list({}))).map(toRow);
    },
    join(certificate, tokenSha256, now) {
      const { name, spkiSha256 } = certificate;
      return succeeds(driver, [
        { query: sql.useToken({ name, tokenSha256, spkiSha256, now }), expect: 'one' },
        { query: sql.reserve(certificate) },
      ]);
    },
    renew(certificate) {
      const { name, spkiSha256 } = certificate;
      return succeeds(driver, [
        { query: sql.stillThere({ name, spkiSha256 }), expect: 'one' },
        { query: sql.reserve(certificate) },
      ]);
    },
    async reserveOwn(certificate) {
      await driver.write([{ query: sql.reserve(certificate) }]);
    },
    complete: (serial, now) => {
      const issue: Step = { query: sql.issue({ serial }), expect: 'one' };
      return succeeds(driver, [issue, { query: sql.joined({ serial, now }) }]);
    },
    async abandonReserved() {
      const result = await driver.write([{ query: sql.abandon({}) }]);
      return result.done ? Number(result.steps[0]) : 0;
    },
    remove: (name, now) =>
      succeeds(driver, [
        { query: sql.remove({ name }), expect: 'one' },
        { query: sql.revoke({ name, now }) },
      ]),
    async listCertificates(name, limit) {
      return (await driver.read(sql.certificates({ name, limit }))).map(toCertificate);
    },
  };
}

function toRow(row: PerspectiveTableRow): PerspectiveRow {
  return {
    name: row.name,
    role: row.role,
    region: row.region,
    url: row.url,
    createdAt: row.created_at,
    tokenSha256: row.token_sha256,
    tokenExpiresAt: row.token_expires_at,
    spkiSha256: row.spki_sha256,
    joinedAt: row.joined_at,
  };
}

function toCertificate(row: PerspectiveCertificateTableRow): PerspectiveCertificate {
  return {
    serial: row.serial,
    name: row.name,
    role: row.role,
    spkiSha256: row.spki_sha256,
    notBefore: row.not_before,
    notAfter: row.not_after,
    state: row.state,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}
