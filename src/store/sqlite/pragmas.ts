import type { DatabaseSync } from 'node:sqlite';
import { BUSY_TIMEOUT_MS, CACHE_KIB, CHECKPOINT_NET_FRAMES, WAL_BYTES_MAX } from '../limits.ts';

/**
 * The writer's connection. FULL: every commit is followed by an fsync of the WAL before anyone is answered. Page size stays
 * at SQLite's 4 KiB: a commit writes whole pages, and a small change should write little.
 */
export function configureWriter(db: DatabaseSync, synchronous: 'FULL' | 'OFF' = 'FULL'): void {
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = ${synchronous};
    PRAGMA foreign_keys = ON;
    PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};
    PRAGMA cache_size = -${CACHE_KIB};
    PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_NET_FRAMES};
    PRAGMA journal_size_limit = ${WAL_BYTES_MAX};
    PRAGMA trusted_schema = OFF;
  `);
}

/** The reader's connection: it can change nothing, whatever statement it is given. */
export function configureReader(db: DatabaseSync): void {
  db.exec(`
    PRAGMA query_only = ON;
    PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};
    PRAGMA cache_size = -${CACHE_KIB};
    PRAGMA temp_store = MEMORY;
    PRAGMA trusted_schema = OFF;
  `);
}
