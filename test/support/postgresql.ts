// A PostgreSQL of a test's own: made for it, on a Unix socket alone, as a user without rights, and gone with it.
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from './temp-dir.ts';
import { mustRun, start } from './process.ts';

export type Postgresql = {
  /** With a database in it: `postgresql://test@/test?host=...`. */
  readonly url: string;
  close(): Promise<void>;
};

const READY_MS = 60_000;
/** Debian keeps its programs out of the path, one directory for each version. */
const DEBIAN = '/usr/lib/postgresql';

/** Where `initdb` and `postgres` are; undefined where they are not. */
export function postgresqlPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  return versions
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')));
}

/** Fails where the programs are missing: ask `postgresqlPrograms` first. */
export async function startPostgresql(): Promise<Postgresql> {
  const programs = postgresqlPrograms();
  if (programs === undefined) throw new Error('PostgreSQL is not installed');
  const closing: (() => void)[] = [];
  const scratch = tempDir({ after: (run: () => void) => void closing.push(run) });
  const [data, socket] = [join(scratch, 'data'), join(scratch, 'socket')];
  mkdirSync(socket);
  // it refuses to run as root
  const root = process.getuid?.() === 0;
  const as = root ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
  if (root) for (const path of [scratch, socket]) chownSync(path, NOBODY, NOBODY);
  const env = { LC_ALL: 'C', HOME: scratch };
  const make = [join(programs, 'initdb'), '-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  await mustRun([...as, ...make], { env, cwd: scratch, timeoutMs: READY_MS });
  const settings = ['-k', socket, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  const service = start([...as, join(programs, 'postgres'), '-D', data, ...settings], { env, cwd: scratch });
  await service.until(/ready to accept connections/, READY_MS);
  return {
    url: `postgresql://test@/postgres?host=${encodeURIComponent(socket)}`,
    async close() {
      await service.stop('SIGINT'); // fast: connections are ended
      for (const close of closing.toReversed()) close();
    },
  };
}

const NOBODY = 65_534;
