// `fill.ts DIRECTORY CERTIFICATES`: a store with a past. Issued certificates as the CA makes them, written straight into the
// tables of src/store/migrations; orders and authorizations are left out, as retention has deleted them.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, randomFillSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createCertificateAuthority, loadIssuingAuthority } from '../src/authority/ca/index.ts';
import { newSerial } from '../src/authority/ca/serial.ts';
import { openKeyAtRest } from '../src/authority/signer/index.ts';
import { newId, type Result, silentLog, systemClock } from '../src/core/index.ts';

const ACCOUNTS = 100;
const ROWS_PER_TRANSACTION = 10_000;
/** The dates change with each transaction: there are at least so many. */
const TRANSACTIONS_MIN = 100;
const DAY_MS = 86_400_000;
/** Made over so many days, so that all of them (45 days) are still valid: none may be dropped or lose its bytes. */
const PAST_MS = 44 * DAY_MS;
const PROFILE = 'default';
const NODE = 1;
/** One in so many was revoked, and one in ten of those for key compromise; one in four is for two names. */
const REVOKED_EVERY = 500;
const COMPROMISED_EVERY = 5_000;
const TWO_NAMES_EVERY = 4;
/** Names sort between those that the load orders (`w3-n17-...`), so that each new name changes another page of their index. */
const LOAD_WORKERS = 32;
const LABEL_CHARS = 24;
const SIGNATURE_BYTES = 28; // the end of the second number of an ECDSA signature
const POINT_BYTES = 64; // at the end of a P-256 SubjectPublicKeyInfo
const DOMAIN = '.bench.test';

const [directory = '', certificates = ''] = process.argv.slice(2);
await fill(directory, Number(certificates));

/** Fills the database of a data directory (made by `init`, no server running) with so many issued certificates. */
async function fill(directory: string, certificates: number): Promise<void> {
  const file = join(directory, 'sixfour.sqlite');
  const makeTemplates = await openTemplates(directory);
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -1048576;');
  db.exec('PRAGMA foreign_keys = ON');
  const end = Date.now() - 60_000;
  const start = end - PAST_MS;
  const accounts = insertAccounts(db, start);
  const insert = prepareInsert(db);
  const rows = Math.min(ROWS_PER_TRANSACTION, Math.ceil(certificates / TRANSACTIONS_MIN));
  for (let from = 0; from < certificates; from += rows) {
    const to = Math.min(from + rows, certificates);
    const at = (n: number) => Math.floor(start + (PAST_MS * n) / certificates);
    const templates = await makeTemplates(at(from));
    db.exec('BEGIN');
    for (let n = from; n < to; n++) {
      const accountId = accounts[n % accounts.length] ?? '';
      insert(n, at(n), accountId, templates);
    }
    db.exec('COMMIT');
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  const handle = openSync(file, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** A certificate that the CA made and linted; its copies get a serial, a key, a name and signature bytes of their own. */
type Template = {
  readonly der: Buffer;
  readonly issuerId: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly spki: Buffer;
  readonly serialAt: number;
  readonly spkiAt: number;
  readonly namesAt: readonly number[];
};
type Templates = { readonly one: Template; readonly two: Template };

async function openTemplates(directory: string): Promise<(now: number) => Promise<Templates>> {
  const kek = must(await openKeyAtRest(directory, { kind: 'data-directory' }));
  const issuing = must(await loadIssuingAuthority(directory, kek));
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });

  return async (now) => {
    const clock = { ...systemClock, now: () => now };
    const ca = createCertificateAuthority({ issuing, clock, log: silentLog, node: NODE });
    const make = async (names: string[]): Promise<Template> => {
      const identifiers = names.map((value) => ({ type: 'dns' as const, value }));
      const request = { identifiers, spki: new Uint8Array(spki), profile: PROFILE } as const;
      const planned = must(ca.plan(request));
      const der = Buffer.from(must(await ca.sign(planned, request)));
      return {
        ...planned,
        der,
        spki,
        serialAt: der.indexOf(Buffer.from(planned.serial, 'hex')),
        spkiAt: der.indexOf(spki),
        namesAt: names.map((name) => der.indexOf(Buffer.from(`${lengthByte(name)}${name}`)) + 1),
      };
    };
    const name = 'x'.repeat(LABEL_CHARS) + DOMAIN;
    return { one: await make([name]), two: await make([name, `www.${name}`]) };
  };
}

function prepareInsert(db: DatabaseSync) {
  const certificate = db.prepare(`INSERT INTO certificates (
    serial, issuer_id, account_id, order_id, profile, names_json, spki_sha256, not_before, not_after,
    state, der, created_at, revoked_at, revocation_reason
  ) VALUES (?, ?, ?, ?, '${PROFILE}', ?, ?, ?, ?, 'issued', ?, ?, ?, ?)`);
  const link = db.prepare('INSERT INTO certificate_names (name, number) VALUES (?, ?)');

  return (n: number, createdAt: number, accountId: string, templates: Templates) => {
    const template = n % TWO_NAMES_EVERY === 0 ? templates.two : templates.one;
    const name = nameOf(n);
    const names = template === templates.two ? [name, `www.${name}`] : [name];
    const { serial, der, spkiSha256 } = copy(template, names, createdAt);
    const revoked = n % REVOKED_EVERY === 0;
    const { lastInsertRowid } = certificate.run(
      serial,
      template.issuerId,
      accountId,
      newId(createdAt),
      JSON.stringify(names),
      spkiSha256,
      template.notBefore,
      template.notAfter,
      der,
      createdAt,
      revoked ? createdAt + 1000 : null,
      revoked ? (n % COMPROMISED_EVERY === 0 ? 1 : 4) : null,
    );
    for (const one of names) link.run(one, lastInsertRowid);
  };
}

function copy(template: Template, names: readonly string[], createdAt: number) {
  const der = Buffer.from(template.der);
  const serial = Buffer.from(newSerial(NODE, createdAt));
  der.set(serial, template.serialAt);
  const keyEnd = template.spkiAt + template.spki.length;
  randomFillSync(der, keyEnd - POINT_BYTES, POINT_BYTES);
  for (const [at, name] of names.entries()) der.write(name, template.namesAt[at] ?? 0, 'latin1');
  randomFillSync(der, der.length - SIGNATURE_BYTES, SIGNATURE_BYTES);
  const spki = der.subarray(template.spkiAt, keyEnd);
  return {
    der,
    serial: serial.toString('hex'),
    spkiSha256: createHash('sha256').update(spki).digest('hex'),
  };
}

function nameOf(n: number): string {
  const prefix = `w${n % LOAD_WORKERS}-n${Math.floor(n / LOAD_WORKERS)}-`;
  return prefix + randomBytes(LABEL_CHARS).toString('hex').slice(prefix.length, LABEL_CHARS) + DOMAIN;
}

function insertAccounts(db: DatabaseSync, now: number): string[] {
  const insert = db.prepare(`INSERT INTO accounts (
    id, thumbprint, jwk, status, contacts_json, terms_agreed_at, created_at, created_from
  ) VALUES (?, ?, ?, 'valid', '[]', ?, ?, '127.0.0.1')`);
  return Array.from({ length: ACCOUNTS }, () => {
    const id = newId(now);
    const { jwk, thumbprint } = publicJwk(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
    insert.run(id, thumbprint, jwk, now, now);
    return id;
  });
}

function publicJwk(key: KeyObject): { jwk: string; thumbprint: string } {
  const { crv, kty, x, y } = key.export({ format: 'jwk' });
  const jwk = JSON.stringify({ crv, kty, x, y }); // canonical as RFC 7638 asks
  return { jwk, thumbprint: createHash('sha256').update(jwk).digest('base64url') };
}

/** The length that stands before the name in DER: `www.` and the name itself must not be taken for one another. */
function lengthByte(name: string): string {
  return String.fromCharCode(name.length);
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.fault.code} ${JSON.stringify(result.fault.params)}`);
}
