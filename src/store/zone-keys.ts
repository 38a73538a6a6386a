import { sql } from 'kysely';
import { auditStep } from './audit.ts';
import type { NewAuditEntry } from './audit-types.ts';
import { type Driver, succeeds } from './driver.ts';
import { statement } from './statement.ts';

/** The key with which a zone is signed; it has one. */
type StoredZoneKey = {
  /** The zone's name in lower case without a dot at its end. */
  readonly zone: string;
  /** As DNSKEY records have it (RFC 6605 section 4). */
  readonly publicKey: Uint8Array;
  readonly sealedKey: Uint8Array;
  readonly createdAt: number;
};

export type ZoneKeyRow = {
  readonly zone: string;
  readonly public_key: Uint8Array;
  readonly sealed_key: Uint8Array;
  readonly created_at: number;
};

/** Where a change of a zone's key is (docs/challenge-dns.md, RFC 7583): each phase has begun when it is stored, and is then served. */
export type RolloverPhase = 'key-published' | 'ds-awaited' | 'ds-changed' | 'aborting';
/** Which of the two keys the DS records of the zone above name. */
export type DsSeen = 'unknown' | 'old' | 'both' | 'new' | 'neither';

/** A zone that changes its key; `zone_keys` has the old one. */
export type ZoneRollover = {
  readonly zone: string;
  readonly phase: RolloverPhase;
  readonly publicKey: Uint8Array;
  readonly sealedKey: Uint8Array;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly phaseAt: number;
  /** Seconds: the longest that a DS record of the zone was seen with since the start. */
  readonly dsTtl: number;
  readonly dsSeen: DsSeen;
  readonly dsSeenAt: number | null;
};

export type ZoneRolloverRow = {
  readonly zone: string;
  readonly phase: RolloverPhase;
  readonly public_key: Uint8Array;
  readonly sealed_key: Uint8Array;
  readonly started_at: number;
  readonly phase_at: number;
  readonly ds_ttl: number;
  readonly ds_seen: DsSeen;
  readonly ds_seen_at: number | null;
};

export type ZoneKeyStore = {
  /** False when the zone has one. */
  add(key: StoredZoneKey): Promise<boolean>;
  find(zone: string): Promise<StoredZoneKey | undefined>;
  /** False when the zone changes its key already. */
  beginRollover(rollover: ZoneRollover): Promise<boolean>;
  findRollover(zone: string): Promise<ZoneRollover | undefined>;
  /** False when it is in another phase than `from`. */
  moveRollover(zone: string, from: RolloverPhase, to: RolloverPhase, at: number): Promise<boolean>;
  /** What the zone above has; the TTL is kept where it is longer than any before. */
  sawDs(zone: string, seen: DsSeen, ttl: number, at: number): Promise<void>;
  /** The new key is the zone's one key. False when it is not in the last phase. */
  finishRollover(rollover: ZoneRollover): Promise<boolean>;
  /** The new key is forgotten. False when it is in another phase. */
  dropRollover(zone: string, phase: RolloverPhase): Promise<boolean>;
};

export function createZoneKeyStore(driver: Driver): ZoneKeyStore {
  const audit = auditStep(driver);
  const insert = statement(driver, (db, p: ZoneKeyRow) =>
    db
      .insertInto('zone_keys')
      .values({
        zone: p.zone,
        public_key: p.public_key,
        sealed_key: p.sealed_key,
        created_at: p.created_at,
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  const find = statement(driver, (db, p: { zone: string }) =>
    db.selectFrom('zone_keys').selectAll().where('zone', '=', p.zone),
  );
  const insertRollover = statement(driver, (db, p: ZoneRolloverRow) =>
    db
      .insertInto('zone_rollovers')
      .values({
        zone: p.zone,
        phase: p.phase,
        public_key: p.public_key,
        sealed_key: p.sealed_key,
        started_at: p.started_at,
        phase_at: p.phase_at,
        ds_ttl: p.ds_ttl,
        ds_seen: p.ds_seen,
        ds_seen_at: p.ds_seen_at,
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  const findRollover = statement(driver, (db, p: { zone: string }) =>
    db.selectFrom('zone_rollovers').selectAll().where('zone', '=', p.zone),
  );
  const move = statement(
    driver,
    (db, p: { zone: string; from: RolloverPhase; to: RolloverPhase; at: number }) =>
      db
        .updateTable('zone_rollovers')
        .set({ phase: p.to, phase_at: p.at })
        .where('zone', '=', p.zone)
        .where('phase', '=', p.from),
  );
  const saw = statement(driver, (db, p: { zone: string; seen: DsSeen; ttl: number; at: number }) =>
    db
      .updateTable('zone_rollovers')
      .set({
        ds_seen: p.seen,
        ds_seen_at: p.at,
        ds_ttl: sql<number>`CASE WHEN ds_ttl > ${p.ttl} THEN ds_ttl ELSE ${p.ttl} END`,
      })
      .where('zone', '=', p.zone),
  );
  const drop = statement(driver, (db, p: { zone: string; phase: RolloverPhase }) =>
    db.deleteFrom('zone_rollovers').where('zone', '=', p.zone).where('phase', '=', p.phase),
  );
  const replace = statement(
    driver,
    (db, p: { zone: string; public_key: Uint8Array; sealed_key: Uint8Array; created_at: number }) =>
      db
        .updateTable('zone_keys')
        .set({ public_key: p.public_key, sealed_key: p.sealed_key, created_at: p.created_at })
        .where('zone', '=', p.zone),
  );
  return {
    beginRollover: (rollover) =>
      succeeds(driver, [{ query: insertRollover(toRow(rollover)), expect: 'one' }]),
    async findRollover(zone) {
      const [row] = await driver.read(findRollover({ zone }));
      return row && toRollover(row);
    },
    moveRollover: (zone, from, to, at) =>
      succeeds(driver, [{ query: move({ zone, from, to, at }), expect: 'one' }]),
    async sawDs(zone, seen, ttl, at) {
      await driver.write([{ query: saw({ zone, seen, ttl, at }) }]);
    },
    finishRollover({ zone, publicKey, sealedKey, startedAt }) {
      const key = { zone, public_key: publicKey, sealed_key: sealedKey, created_at: startedAt };
      return succeeds(driver, [
        { query: drop({ zone, phase: 'ds-changed' }), expect: 'one' },
        { query: replace(key), expect: 'one' },
        audit(keyEntry('zone-key.replace', { zone, publicKey, at: startedAt })),
      ]);
    },
    dropRollover: (zone, phase) => succeeds(driver, [{ query: drop({ zone, phase }), expect: 'one' }]),
    add: ({ zone, publicKey, sealedKey, createdAt }) =>
      succeeds(driver, [
        {
          query: insert({ zone, public_key: publicKey, sealed_key: sealedKey, created_at: createdAt }),
          expect: 'one',
        },
        audit(keyEntry('zone-key.add', { zone, publicKey, at: createdAt })),
      ]),
    async find(zone) {
      const [row] = await driver.read(find({ zone }));
      if (row === undefined) return undefined;
      return {
        zone: row.zone,
        publicKey: row.public_key,
        sealedKey: row.sealed_key,
        createdAt: row.created_at,
      };
    },
  };
}

function keyEntry(
  action: string,
  { zone, publicKey, at }: { zone: string; publicKey: Uint8Array; at: number },
): NewAuditEntry {
  const details = { publicKey: Buffer.from(publicKey).toString('base64') };
  return { at, actor: 'server', action, object: `zone:${zone}`, details };
}

function toRow(one: ZoneRollover): ZoneRolloverRow {
  return {
    zone: one.zone,
    phase: one.phase,
    public_key: one.publicKey,
    sealed_key: one.sealedKey,
    started_at: one.startedAt,
    phase_at: one.phaseAt,
    ds_ttl: one.dsTtl,
    ds_seen: one.dsSeen,
    ds_seen_at: one.dsSeenAt,
  };
}

function toRollover(row: ZoneRolloverRow): ZoneRollover {
  return {
    zone: row.zone,
    phase: row.phase,
    publicKey: row.public_key,
    sealedKey: row.sealed_key,
    startedAt: row.started_at,
    phaseAt: row.phase_at,
    dsTtl: row.ds_ttl,
    dsSeen: row.ds_seen,
    dsSeenAt: row.ds_seen_at,
  };
}
