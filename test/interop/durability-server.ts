// The server of the durability trace: a real ACME server over plain http on a real SQLite store, opened with the
// `synchronous` of the command line. Ends when its standard input does.
import { once } from 'node:events';
import { join } from 'node:path';
import { silentLog } from '../../src/core/index.ts';
import { openSqliteStore } from '../../src/store/index.ts';
import { startTestAcme } from '../support/acme-server.ts';

const [directory = '', synchronous] = process.argv.slice(2);
if (synchronous !== 'FULL' && synchronous !== 'OFF') throw new Error('usage: DIRECTORY FULL|OFF');
const ends: (() => Promise<void> | void)[] = [];
const store = await openSqliteStore({ file: join(directory, 'traced.db'), log: silentLog, synchronous });
const server = await startTestAcme({ after: (run) => ends.push(run) }, { store });
console.log(server.directory);
await once(process.stdin.resume(), 'end');
for (const end of ends) await end();
await store.close();
process.exit(0);
