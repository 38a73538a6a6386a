import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/core/index.ts';
import { openSqliteStore } from '../../src/store/index.ts';
import { storeContract } from './store.ts';

storeContract('SQLite', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sixfour-store-'));
  return {
    store: await openSqliteStore({ file: join(directory, 'store.sqlite'), log: silentLog }),
    remove: () => rm(directory, { recursive: true }),
  };
});
