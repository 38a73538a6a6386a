import { auditStep } from './audit.ts';
import { type Driver, type Step, succeeds } from './driver.ts';
import type { ProviderStore, StoredProvider } from './provider-types.ts';
import { statement } from './statement.ts';

export type ProviderRow = {
  readonly name: string;
  readonly kind: string;
  readonly options_json: string;
  readonly sealed_credentials: Uint8Array;
  readonly created_at: number;
  readonly credentials_at: number;
};

export type ProviderZoneRow = { readonly zone: string; readonly provider: string };

export function createProviderStore(driver: Driver): ProviderStore {
  const audit = auditStep(driver);
  const insert = statement(driver, (db, p: ProviderRow) =>
    db
      .insertInto('providers')
      .values({
        name: p.name,
        kind: p.kind,
        options_json: p.options_json,
        sealed_credentials: p.sealed_credentials,
        created_at: p.created_at,
        credentials_at: p.credentials_at,
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  const insertZone = statement(driver, (db, p: ProviderZoneRow) =>
    db
      .insertInto('provider_zones')
      .values({ zone: p.zone, provider: p.provider })
      .onConflict((conflict) => conflict.doNothing()),
  );
  const all = statement(driver, (db) => db.selectFrom('providers').selectAll().orderBy('name'));
  const zones = statement(driver, (db) => db.selectFrom('provider_zones').selectAll().orderBy('zone'));
  const credentials = statement(driver, (db, p: { name: string; sealed: Uint8Array; at: number }) =>
    db
      .updateTable('providers')
      .set({ sealed_credentials: p.sealed, credentials_at: p.at })
      .where('name', '=', p.name),
  );
  const dropRecords = statement(driver, (db, p: { name: string }) =>
    db.deleteFrom('provider_records').where('provider', '=', p.name),
  );
  const dropForeign = statement(driver, (db, p: { name: string }) =>
    db.deleteFrom('provider_records').where('provider', '=', p.name).where('state', '=', 'foreign'),
  );
  const remove = statement(driver, (db, p: { name: string }) =>
    db
      .deleteFrom('providers')
      .where('name', '=', p.name)
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom('provider_records').select('value').where('provider', '=', p.name))),
      ),
  );

  const list = async (): Promise<readonly StoredProvider[]> => {
    const [rows, held] = await Promise.all([driver.read(all({})), driver.read(zones({}))]);
    return rows.map((row) => toProvider(row, held));
  };

  return {
    async add(provider, by = { at: provider.createdAt, actor: 'server' }) {
      const steps: Step[] = [{ query: insert(toRow(provider)), expect: 'one' }];
      for (const zone of provider.zones) {
        steps.push({ query: insertZone({ zone, provider: provider.name }), expect: 'one' });
      }
      const { name, kind, zones: held, options } = provider;
      const details = { kind, zones: held, options };
      steps.push(audit({ ...by, action: 'provider.add', object: `provider:${name}`, details }));
      const result = await driver.write(steps);
      if (result.done) return 'added';
      return result.failedStep === 0 ? 'exists' : 'zone-taken';
    },
    list,
    find: async (name) => (await list()).find((one) => one.name === name),
    replaceCredentials: (name, sealed, at, by = { at, actor: 'server' }) =>
      succeeds(driver, [
        { query: credentials({ name, sealed, at }), expect: 'one' },
        audit({ ...by, action: 'provider.credentials', object: `provider:${name}`, details: {} }),
      ]),
    async remove(name, force, by) {
      const clear = force ? dropRecords({ name }) : dropForeign({ name });
      const done = await succeeds(driver, [
        { query: clear },
        { query: remove({ name }), expect: 'one' },
        audit({ ...by, action: 'provider.remove', object: `provider:${name}`, details: { force } }),
      ]);
      if (done) return 'removed';
      return (await list()).some((one) => one.name === name) ? 'in-use' : 'gone';
    },
  };
}

function toRow(provider: StoredProvider): ProviderRow {
  return {
    name: provider.name,
    kind: provider.kind,
    options_json: provider.options,
    sealed_credentials: provider.sealedCredentials,
    created_at: provider.createdAt,
    credentials_at: provider.credentialsAt,
  };
}

function toProvider(row: ProviderRow, held: readonly ProviderZoneRow[]): StoredProvider {
  return {
    name: row.name,
    kind: row.kind,
    zones: held.filter(({ provider }) => provider === row.name).map(({ zone }) => zone),
    options: row.options_json,
    sealedCredentials: row.sealed_credentials,
    createdAt: row.created_at,
    credentialsAt: row.credentials_at,
  };
}
