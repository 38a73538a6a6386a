// The writer's thread: the only one that changes the database, and the only one that waits for the disk.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { executeBatch } from './batch.ts';
import { createCheckpointer } from './checkpoint.ts';
import { failsBatch, isFatal } from './errors.ts';
import { defineFunctions } from './functions.ts';
import { configureWriter } from './pragmas.ts';
import { ERROR, type WriterAnswer, type WriterMessage } from './protocol.ts';

export type WriterData = { readonly file: string; readonly synchronous: 'FULL' | 'OFF' };

const port = parentPort;
if (port === null) throw new Error('writer.ts is a worker');
const { file, synchronous } = workerData as WriterData;
const answer = (message: WriterAnswer) => port.postMessage(message);

const db = new DatabaseSync(file);
configureWriter(db, synchronous);
defineFunctions(db);
const execute = executeBatch(db);
const checkpoint = createCheckpointer(db);

port.on('message', (message: WriterMessage) => {
  if (message.kind === 'close') {
    db.close(); // the last connection: moves the WAL into the database
    port.close();
    return;
  }
  try {
    answer({ kind: 'results', results: execute(message) });
    checkpoint(message.units); // after the answer, so that nobody waits for it but the next batch
  } catch (error) {
    if (!failsBatch(error)) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    if (isFatal(error)) {
      answer({ kind: 'fatal', cause });
      port.close();
    } else {
      const results = Array.from({ length: message.units }, () => [ERROR, cause]).flat();
      answer({ kind: 'results', results });
    }
  }
});
answer({ kind: 'ready' });
