import type { Driver } from './driver.ts';
import { statement } from './statement.ts';

/** A secondary that did not serve a change of a zone in time. */
export type SecondaryLag = {
  readonly zone: string;
  readonly secondary: string;
  readonly address: string;
  /** Milliseconds since 1970, of the change. */
  readonly since: number;
  readonly wanted: number;
  /** What it served instead; null: it did not say. */
  readonly serial: number | null;
  /** Null: it is behind still, or was when the server stopped. */
  readonly until: number | null;
};

export type SecondaryLagRow = SecondaryLag;

export type SecondaryLagStore = {
  /** Forgets what began before `keepFrom`. */
  begin(lag: Omit<SecondaryLag, 'until'>, keepFrom: number): Promise<void>;
  /** Of whatever that secondary was behind with at that address. */
  end(who: Pick<SecondaryLag, 'zone' | 'secondary' | 'address'>, until: number): Promise<void>;
  /** Newest first. */
  list(zone: string, limit: number): Promise<readonly SecondaryLag[]>;
};

export function createSecondaryLagStore(driver: Driver): SecondaryLagStore {
  const insert = statement(driver, (db, p: SecondaryLagRow) =>
    db.insertInto('secondary_lags').values({
      zone: p.zone,
      secondary: p.secondary,
      address: p.address,
      since: p.since,
      wanted: p.wanted,
      serial: p.serial,
      until: p.until,
    }),
  );
  const forget = statement(driver, (db, p: { keepFrom: number }) =>
    db.deleteFrom('secondary_lags').where('since', '<', p.keepFrom),
  );
  const finish = statement(
    driver,
    (db, p: { zone: string; secondary: string; address: string; until: number }) =>
      db
        .updateTable('secondary_lags')
        .set({ until: p.until })
        .where('zone', '=', p.zone)
        .where('secondary', '=', p.secondary)
        .where('address', '=', p.address)
        .where('until', 'is', null),
  );
  const list = statement(driver, (db, p: { zone: string; limit: number }) =>
    db
      .selectFrom('secondary_lags')
      .select(['zone', 'secondary', 'address', 'since', 'wanted', 'serial', 'until'])
      .where('zone', '=', p.zone)
      .orderBy('number', 'desc')
      .limit(p.limit),
  );
  return {
    async begin(lag, keepFrom) {
      const steps = [{ query: forget({ keepFrom }) }, { query: insert({ ...lag, until: null }) }];
      await driver.write(steps);
    },
    async end(who, until) {
      await driver.write([{ query: finish({ ...who, until }) }]);
    },
    list: async (zone, limit) => (await driver.read(list({ zone, limit }))).map((row) => ({ ...row })),
  };
}
