// A thread for bcrypt: one check takes 60 ms of pure computing, and nothing else shall wait for it.
import { parentPort } from 'node:worker_threads';
import { compareSync } from 'bcryptjs';
import type { CheckAsked, CheckDone } from './bcrypt.ts';

const port = parentPort;
if (port === null) throw new Error('bcrypt-worker.ts is a worker');
port.on('message', ({ number, key, hash }: CheckAsked) => {
  const done: CheckDone = { number, right: compareSync(key, hash) };
  port.postMessage(done);
});
