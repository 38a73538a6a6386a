// The zone server's thread: all its names and all its sockets, and nothing that waits for a disk or for another program.
import { randomInt } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { createCookies } from './cookies.ts';
import { createFetches } from './fetches.ts';
import { giveWay } from './give-way.ts';
import { createHandingOn } from './handing-on.ts';
import { type Listeners, openListeners } from './listeners.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';
import { createJournal } from './journal.ts';
import { createRateLimit } from './rate-limit.ts';
import { createResponder } from './responder.ts';
import { createSecondaryEntrance } from './secondaries.ts';
import { createTransfers } from './transfer.ts';
import { createTurns } from './turns.ts';
import { createZoneSet, serialOf } from './zone-set.ts';

const port = parentPort;
if (port === null) throw new Error('worker.ts is a worker');
const start = workerData as WorkerStart;
const seed = () => randomInt(2 ** 32);
const say = (message: FromWorker) => port.postMessage(message);

const journal = createJournal();
/** From then on changes are for secondaries: nobody has seen what was before. */
let isOpen = false;
let baseSequence = 0;
const zones = createZoneSet({
  zones: start.zones,
  onDemand: start.onDemand,
  seed: seed(),
  ...(start.secondaries.length > 0 && {
    onChange(change) {
      if (!isOpen) return;
      if (!start.again || change.from !== serialOf(baseSequence)) journal.note(change);
      transfers.changed(change);
    },
  }),
});
const transfers = createTransfers({ zones, journal });
const cookies = createCookies(start.cookieSecrets);
const responder = createResponder({
  zones,
  cookies,
  rate: createRateLimit(start.answersPerSecond, seed()),
  onFetch: createFetches(zones, (fetches, leftOut) => say({ kind: 'fetches', fetches, leftOut })),
  handsOn: start.handsOn || (start.secondaries.length > 0 && 'signed'),
  turns: createTurns(),
});
const away = createHandingOn((number, message) => say({ kind: 'handed-on', number, message }));
const handing =
  start.secondaries.length === 0
    ? away
    : createSecondaryEntrance({
        secondaries: start.secondaries,
        zones,
        transfers,
        other: start.handsOn ? away : undefined,
        say,
        now: () => Date.now(),
      });
let listeners: Listeners | undefined;

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'changes':
      for (const delta of message.deltas) zones.apply(delta);
      say({ kind: 'served', number: message.number });
      return giveWay();
    case 'sequence':
      baseSequence = message.sequence;
      return zones.raiseSerials(message.sequence);
    case 'keys':
      return zones.setKeys(message.zone, message.keys);
    case 'secrets':
      return cookies.setSecrets(message.secrets);
    case 'open':
      isOpen = true;
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
