import { chmodSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startDnsServer } from './dns-server.ts';
import { start } from './process.ts';
import { emptyPort } from './providers/fake-server.ts';

export type PowerDns = {
  /** Of its API. */
  readonly url: string;
  readonly key: string;
  readonly port: number;
  /** Another program: one that writes into its database. */
  add(name: string, content: string, ttl?: number): void;
  remove(name: string, content: string): void;
  records(
    name: string,
  ): readonly { readonly content: string; readonly ttl: number; readonly disabled: number }[];
  close(): Promise<void>;
};

const READY_MS = 20_000;
const SCHEMA = '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql';
const KEY = 'powerdns-key-0123456789';

/**
 * The PowerDNS Authoritative Server with SQLite and its API, on loopback, with one zone; nothing of what it serves is cached.
 * `secondary`: the port on loopback of one that is told of changes.
 */
export async function startPowerDns(zone: string, secondary?: number): Promise<PowerDns> {
  const directory = await mkdtemp(join(tmpdir(), 'sixfour-pdns-'));
  chmodSync(directory, 0o755);
  const database = join(directory, 'pdns.sqlite3');
  const sql = new DatabaseSync(database, { timeout: 10_000 });
  sql.exec(await readFile(SCHEMA, 'utf8'));
  const probe = await startDnsServer();
  const port = probe.port;
  await probe.close();
  const web = await emptyPort();
  writeFileSync(
    join(directory, 'pdns.conf'),
    `launch=gsqlite3
gsqlite3-database=${database}
local-address=127.0.0.1
local-port=${port}
api=yes
api-key=${KEY}
webserver=yes
webserver-address=127.0.0.1
webserver-port=${web}
socket-dir=${directory}
cache-ttl=0
query-cache-ttl=0
negquery-cache-ttl=0
security-poll-suffix=
zone-cache-refresh-interval=0
receiver-threads=1
${secondary === undefined ? '' : `primary=yes\nxfr-cycle-interval=3600\nalso-notify=127.0.0.1:${secondary}`}
daemon=no
guardian=no
`,
  );
  const service = start(['pdns_server', `--config-dir=${directory}`]);
  const url = `http://127.0.0.1:${web}`;
  const close = async () => {
    sql.close();
    await service.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await service.until(/Done launching threads/, READY_MS);
    const made = await fetch(`${url}/api/v1/servers/localhost/zones`, {
      method: 'POST',
      headers: { 'x-api-key': KEY },
      body: JSON.stringify({
        name: `${zone}.`,
        kind: secondary === undefined ? 'Native' : 'Master',
        nameservers: [`ns1.${zone}.`],
      }),
    });
    if (made.status !== 201) throw new Error(`zone: ${made.status} ${await made.text()}`);
  } catch (error) {
    await close();
    throw error;
  }
  const domain = sql.prepare('SELECT id FROM domains WHERE name = ?').get(zone)?.['id'] as number;
  return {
    url,
    key: KEY,
    port,
    add(name, content, ttl = 60) {
      const insert = `INSERT INTO records (domain_id, name, type, content, ttl, prio, disabled, auth) VALUES (?, ?, 'TXT', ?, ?, 0, 0, 1)`;
      sql.prepare(insert).run(domain, name, content, ttl);
    },
    remove(name, content) {
      sql.prepare(`DELETE FROM records WHERE name = ? AND type = 'TXT' AND content = ?`).run(name, content);
    },
    records(name) {
      const rows = sql
        .prepare(`SELECT content, ttl, disabled FROM records WHERE name = ? AND type = 'TXT'`)
        .all(name);
      return rows as unknown as readonly { content: string; ttl: number; disabled: number }[];
    },
    close,
  };
}
