import { sql } from 'kysely';
import { auditStep } from './audit.ts';
import { type Driver, type Step, succeeds } from './driver.ts';
import { pageLimit } from './page.ts';
import type { ProviderRecord, ProviderRecordState, ProviderRecordStore } from './provider-types.ts';
import { query, statement, valuesOf } from './statement.ts';

export type ProviderRecordRow = {
  readonly provider: string;
  readonly zone: string;
  readonly name: string;
  readonly value: string;
  readonly state: ProviderRecordState;
  readonly changed_at: number;
  readonly attempts: number;
  readonly failure: string | null;
};

type Key = Pick<ProviderRecord, 'provider' | 'name' | 'value'>;

export function createProviderRecordStore(driver: Driver): ProviderRecordStore {
  // selected from the provider's own row: none is written for one that is gone
  const put = statement(driver, (db, p: ProviderRecordRow) =>
    db
      .insertInto('provider_records')
      .columns(COLUMNS)
      .expression(
        db.selectFrom('providers').select(valuesOf(p, COLUMNS)).where('providers.name', '=', p.provider),
      )
      .onConflict((conflict) =>
        conflict.columns(['provider', 'name', 'value']).doUpdateSet((eb) => ({
          state: eb.ref('excluded.state'),
          changed_at: eb.ref('excluded.changed_at'),
          // as before, where the state is as before
          attempts: sql<number>`case when provider_records.state = excluded.state then provider_records.attempts else 0 end`,
          failure: sql<
            string | null
          >`case when provider_records.state = excluded.state then provider_records.failure end`,
        })),
      ),
  );
  const drop = statement(driver, (db, p: Key) =>
    db
      .deleteFrom('provider_records')
      .where('provider', '=', p.provider)
      .where('name', '=', p.name)
      .where('value', '=', p.value),
  );
  const failed = statement(driver, (db, p: Key & { failure: string }) =>
    db
      .updateTable('provider_records')
      .set({ attempts: sql<number>`attempts + 1`, failure: p.failure })
      .where('provider', '=', p.provider)
      .where('name', '=', p.name)
      .where('value', '=', p.value),
  );
  const ofName = statement(driver, (db, p: { provider: string; name: string }) =>
    db
      .selectFrom('provider_records')
      .selectAll()
      .where('provider', '=', p.provider)
      .where('name', '=', p.name)
      .orderBy('value'),
  );
  const counts = statement(driver, (db) =>
    db
      .selectFrom('provider_records')
      .select((eb) => [
        'provider',
        'state',
        eb.fn.countAll<number>().as('count'),
        sql<number>`sum(attempts > 0)`.as('failing'),
      ])
      .groupBy(['provider', 'state']),
  );

  const audit = auditStep(driver);
  const told = (action: string, { provider, name, value }: Key, at: number): Step =>
    audit({ at, actor: 'server', action, object: name, details: { provider, value } });

  return {
    put: ({ provider, zone, name, value, state, changedAt }) => {
      const row = { provider, zone, name, value, state, changed_at: changedAt, attempts: 0, failure: null };
      const wrote = state === 'present' ? [told('provider.write', { provider, name, value }, changedAt)] : [];
      return succeeds(driver, [{ query: put(row), expect: 'one' }, ...wrote]);
    },
    async drop(key, removedAt) {
      const removed = removedAt === undefined ? [] : [told('provider.clear', key, removedAt)];
      await driver.write([{ query: drop(key) }, ...removed]);
    },
    async failed(key, failure) {
      await driver.write([{ query: failed({ ...key, failure }) }]);
    },
    ofName: async (provider, name) => (await driver.read(ofName({ provider, name }))).map(toRecord),
    async list({ provider, after, limit }) {
      let select = driver.db
        .selectFrom('provider_records')
        .selectAll()
        .orderBy('provider')
        .orderBy('name')
        .orderBy('value')
        .limit(pageLimit({ limit }));
      if (provider !== undefined) select = select.where('provider', '=', provider);
      if (after !== undefined) {
        select = select.where((eb) =>
          eb(
            eb.refTuple('provider', 'name', 'value'),
            '>',
            eb.tuple(after.provider, after.name, after.value),
          ),
        );
      }
      return (await driver.read(query(select))).map(toRecord);
    },
    counts: () => driver.read(counts({})),
  };
}

const COLUMNS = ['provider', 'zone', 'name', 'value', 'state', 'changed_at', 'attempts', 'failure'] as const;

function toRecord({ changed_at, failure, ...row }: ProviderRecordRow): ProviderRecord {
  return { ...row, changedAt: changed_at, failure: failure ?? undefined };
}
