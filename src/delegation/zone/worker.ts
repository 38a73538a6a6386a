// The zone server's thread: all its names and all its sockets, and nothing that waits for a disk or for another program.
import { randomInt } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { createCookies } from './cookies.ts';
import { createFetches } from './fetches.ts';
import { giveWay } from './give-way.ts';
import { createHandingOn } from './handing-on.ts';
import { type Listeners, openListeners } from './listeners.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';
import { createRateLimit } from './rate-limit.ts';
import { createResponder } from './responder.ts';
import { createTurns } from './turns.ts';
import { createZoneSet } from './zone-set.ts';

const port = parentPort;
if (port === null) throw new Error('worker.ts is a worker');
const start = workerData as WorkerStart;
const seed = () => randomInt(2 ** 32);
const say = (message: FromWorker) => port.postMessage(message);

const zones = createZoneSet({ zones: start.zones, onDemand: start.onDemand, seed: seed() });
const cookies = createCookies(start.cookieSecrets);
const responder = createResponder({
  zones,
  cookies,
  rate: createRateLimit(start.answersPerSecond, seed()),
  onFetch: createFetches(zones, (fetches, leftOut) => say({ kind: 'fetches', fetches, leftOut })),
  handsOn: start.handsOn,
  turns: createTurns(),
});
const handing = createHandingOn((number, message) => say({ kind: 'handed-on', number, message }));
let listeners: Listeners | undefined;

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'changes':
      for (const delta of message.deltas) zones.apply(delta);
      say({ kind: 'served', number: message.number });
      return giveWay();
    case 'sequence':
      return zones.raiseSerials(message.sequence);
    case 'secrets':
      return cookies.setSecrets(message.secrets);
    case 'open':
      return void open();
    case 'reply':
      return handing.take(message.number, message.bytes);
    case 'close':
      listeners?.close();
      port.close();
  }
});

async function open(): Promise<void> {
  listeners = await openListeners(start.addresses, start.port, responder, handing);
  say({ kind: 'open', bound: listeners.bound, failed: listeners.failed });
}
