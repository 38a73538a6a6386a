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

export type ZoneKeyStore = {
  /** False when the zone has one. */
  add(key: StoredZoneKey): Promise<boolean>;
  find(zone: string): Promise<StoredZoneKey | undefined>;
};

export function createZoneKeyStore(driver: Driver): ZoneKeyStore {
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
  return {
    add: ({ zone, publicKey, sealedKey, createdAt }) =>
      succeeds(driver, [
        {
          query: insert({ zone, public_key: publicKey, sealed_key: sealedKey, created_at: createdAt }),
          expect: 'one',
        },
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
