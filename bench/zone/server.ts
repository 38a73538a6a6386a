// Our zone server with so many names, in this process as in `sixfour serve`, but without a limit of answers a second, as its peers have
// none here. Prints `ready`, then one line of JSON for each line that it is told: `updates MS`.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog, systemClock } from '../../src/core/index.ts';
import { newZoneKey, startZoneServer, type ZoneDelta } from '../../src/delegation/zone/index.ts';
import { ADDRESS, labelOf, NAME_SERVER, type UpdateFigures, valueOf, ZONE } from './shape.ts';
import { txtQuestion } from './question.ts';

const EVERY_MS = 2;
const PORT = 53;

const names = Number(process.argv[2]);
let sequence = names;

const started = await startZoneServer({
  zones: [
    {
      name: ZONE,
      mailbox: `hostmaster@${ZONE}`,
      nameServers: [{ host: NAME_SERVER, addresses: [ADDRESS] }],
      ...(process.argv[3] === 'signed' && { signingKey: newKey() }),
    },
  ],
  addresses: [ADDRESS],
  port: PORT,
  base: () => ({ sequence: names, names: all() }),
  clock: systemClock,
  log: silentLog,
  onFetch: () => undefined,
  answersPerSecond: 0,
});
if (!started.ok) throw new Error(started.fault.code);
const server = started.value;
console.log('ready');

for await (const line of createInterface(process.stdin)) {
  console.log(JSON.stringify(await updates(Number(line.split(' ')[1]))));
}
await server.close();

function newKey(): KeyObject {
  return createPrivateKey({ key: Buffer.from(newZoneKey().pkcs8), format: 'der', type: 'pkcs8' });
}

function* all(): Iterable<ZoneDelta> {
  for (let n = 0; n < names; n++) {
    yield { sequence: n + 1, zone: ZONE, label: labelOf(n), values: [valueOf(n)] };
  }
}

/** One after the other at a steady pace, each with a value that no name had before. */
async function updates(forMs: number): Promise<UpdateFigures> {
  const socket = connect(PORT, ADDRESS);
  await once(socket, 'connect');
  const took: number[] = [];
  let unseen = 0;
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    sequence++;
    const n = sequence % names;
    const value = valueOf(sequence);
    const began = performance.now();
    await server.publish([{ sequence, zone: ZONE, label: labelOf(n), values: [value] }]);
    took.push(performance.now() - began);
    if (!(await answer(socket, n)).includes(value)) unseen++;
    await sleep(EVERY_MS);
  }
  socket.destroy();
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), worstMs: at(1), unseen };
}

async function answer(socket: Socket, n: number): Promise<string> {
  const question = txtQuestion(`${labelOf(n)}.${ZONE}`);
  socket.write(Buffer.concat([Uint8Array.of(question.length >> 8, question.length & 0xff), question]));
  let bytes = Buffer.alloc(0);
  while (bytes.length < 2 || bytes.length < 2 + bytes.readUInt16BE(0)) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    bytes = Buffer.concat([bytes, chunk]);
  }
  return bytes.toString('latin1');
}
