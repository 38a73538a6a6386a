// The zone server's worker, which dies of its first change of the label `accident`, just when it has served it; once.
import { parentPort, workerData } from 'node:worker_threads';
import type { ToWorker, WorkerStart } from '../../src/delegation/zone/protocol.ts';

await import('../../src/delegation/zone/worker.ts');

// the worker that is started in its place gets the port that this one was given
const isFirst = (workerData as WorkerStart).port === 0;
parentPort?.on('message', (message: ToWorker) => {
  if (isFirst && message.kind === 'changes' && message.deltas.some(({ label }) => label === 'accident')) {
    throw new Error('an accident');
  }
});
