import { randomBytes } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Cancel } from '../../core/index.ts';
import { deltaCheck } from './check-delta.ts';
import { compileZone } from './compile.ts';
import { ANSWERS_PER_SECOND, BASE_LOT, HEALTHY_MS, RESTART_MS_FIRST, RESTART_MS_MAX } from './limits.ts';
import { localAddresses } from './local-addresses.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';
import type { ServerParts, ZoneDelta, ZoneKeys, ZoneListener, ZoneNotBound, ZoneServer } from './types.ts';

type Opened = { readonly bound: readonly ZoneListener[]; readonly failed: readonly ZoneNotBound[] };
type Waiting = {
  readonly number: number;
  readonly deltas: readonly ZoneDelta[];
  readonly resolve: (served: boolean) => void;
};
/** One life of the worker. */
type Life = {
  readonly worker: Worker;
  readonly bornAt: number;
  /** Lots of the base under way, by number: the next goes when one has come. */
  readonly lots: Map<number, () => void>;
  /** Changes go straight to it; before, they wait behind the base. */
  fed: boolean;
  over: boolean;
};

/**
 * The main thread's side: feeds the worker, counts what it serves, and starts another when it dies. Changes that it had not
 * acknowledged are told to the next one, behind the base, in their order.
 */
export function keepWorker(
  parts: ServerParts,
  script: URL,
): { readonly opened: Promise<Opened>; readonly server: Omit<ZoneServer, keyof Opened> } {
  const { clock, log, onFetch } = parts;
  const check = deltaCheck(parts);
  // a mistake in the settings is thrown here, and not in every new worker
  for (const zone of parts.zones) compileZone(zone);
  if (parts.onDemand !== undefined) compileZone({ ...parts.onDemand, name: '' });
  const waiting: Waiting[] = [];
  let { zones } = parts;
  let secrets = parts.cookieSecrets ?? [randomBytes(16)];
  let port = parts.port;
  let numbers = 0;
  let restartMs = RESTART_MS_FIRST;
  let restart: Cancel | undefined;
  let closing: Promise<void> | undefined;
  let opened: Opened | undefined;
  let life: Life;
  const first = Promise.withResolvers<Opened>();
  life = begin();
  return { opened: first.promise, server: { publish, setKeys, setCookieSecrets, close } };

  function begin(): Life {
    const start: WorkerStart = {
      zones,
      onDemand: parts.onDemand,
      addresses: localAddresses(parts.addresses, networkInterfaces()),
      port,
      cookieSecrets: secrets,
      answersPerSecond: parts.answersPerSecond ?? ANSWERS_PER_SECOND,
      handsOn: parts.handOn !== undefined,
      secondaries: parts.secondaries ?? [],
      again: opened !== undefined,
    };
    const worker = new Worker(script, { name: 'zone-server', workerData: start });
    const born: Life = { worker, bornAt: clock.monotonic(), lots: new Map(), fed: false, over: false };
    worker.on('message', (message: FromWorker) => hear(born, message));
    worker.on('error', (error) => end(born, error.message));
    worker.on('exit', () => end(born, 'it ended'));
    feed(born).catch((error: unknown) => {
      // the base could not be read: whoever keeps it has said why
      end(born, error instanceof Error ? error.message : String(error));
      void worker.terminate();
    });
    return born;
  }

  async function feed(born: Life): Promise<void> {
    const { sequence, names } = parts.base();
    tell(born, { kind: 'sequence', sequence });
    let lot: ZoneDelta[] = [];
    // an array needs no turn of the event loop for each name
    if (Symbol.iterator in names) {
      for (const delta of names) if (add(delta) && !(await send())) return;
    } else for await (const delta of names) if (add(delta) && !(await send())) return;
    if (!(await send())) return;
    for (const { number, deltas } of waiting) tell(born, { kind: 'changes', number, deltas });
    born.fed = true;
    tell(born, { kind: 'open' });

    function add(delta: ZoneDelta): boolean {
      check(delta);
      return lot.push(delta) === BASE_LOT;
    }
    /** False when the worker has died meanwhile: the next one is fed anew. */
    async function send(): Promise<boolean> {
      if (born.over) return false;
      const deltas = lot;
      lot = [];
      const number = ++numbers;
      await new Promise<void>((resolve) => {
        born.lots.set(number, resolve);
        tell(born, { kind: 'changes', number, deltas });
      });
      return !born.over;
    }
  }

  function hear(born: Life, message: FromWorker): void {
    if (message.kind === 'served') {
      const lot = born.lots.get(message.number);
      born.lots.delete(message.number);
      if (lot !== undefined) return lot();
      while (waiting[0] !== undefined && waiting[0].number <= message.number) waiting.shift()?.resolve(true);
    } else if (message.kind === 'fetches') {
      if (message.leftOut > 0)
        log.debug({ leftOut: message.leftOut }, 'more questions than the ledger takes');
      for (const fetch of message.fetches) onFetch?.(fetch);
    } else if (message.kind === 'handed-on') {
      const { number } = message;
      void parts.handOn?.(message.message).then((bytes) => tell(born, { kind: 'reply', number, bytes }));
    } else if (message.kind === 'transfer') parts.onTransfer?.(message);
    else hearOpened(message);
  }

  function hearOpened({ bound, failed }: Opened): void {
    const again = opened !== undefined;
    if (again && bound.length === 0) {
      end(life, 'no address could be bound again');
      return void life.worker.terminate();
    }
    opened = { bound, failed };
    port = bound[0]?.port ?? port; // the same one for a worker that comes after this one
    for (const one of failed) log.warn(one, 'the zone server does not listen there');
    if (again) log.info({ listeners: bound.length }, 'the zone server answers again');
    first.resolve(opened);
  }

  function end(born: Life, cause: string): void {
    if (born.over) return;
    born.over = true;
    for (const resolve of born.lots.values()) resolve();
    if (closing !== undefined) return;
    if (opened === undefined) return first.reject(new Error(`the zone server did not start: ${cause}`));
    if (clock.monotonic() - born.bornAt > HEALTHY_MS) restartMs = RESTART_MS_FIRST;
    log.error(
      { cause, restartMs },
      'the zone server died: no question is answered until it is started again',
    );
    restart = clock.after(restartMs, () => {
      life = begin();
    });
    restartMs = Math.min(restartMs * 2, RESTART_MS_MAX);
  }

  async function publish(deltas: readonly ZoneDelta[]): Promise<boolean> {
    for (const delta of deltas) check(delta);
    if (closing !== undefined) return false;
    return new Promise((resolve) => {
      const number = ++numbers;
      waiting.push({ number, deltas, resolve });
      if (life.fed) tell(life, { kind: 'changes', number, deltas });
    });
  }

  function setKeys(name: string, keys: ZoneKeys): Promise<boolean> {
    zones = zones.map(({ signingKey, secondKey, ...zone }) => {
      if (zone.name === name) return { ...zone, ...keys };
      return { ...zone, ...(signingKey && { signingKey }), ...(secondKey && { secondKey }) };
    });
    tell(life, { kind: 'keys', zone: name, keys });
    // the worker takes everything in its order
    return publish([]);
  }

  function setCookieSecrets(next: readonly Uint8Array[]): void {
    secrets = next;
    tell(life, { kind: 'secrets', secrets });
  }

  function close(): Promise<void> {
    closing ??= closeNow();
    return closing;
  }

  async function closeNow(): Promise<void> {
    restart?.();
    const exited = new Promise<void>((resolve) => life.worker.once('exit', () => resolve()));
    if (!life.over) {
      tell(life, { kind: 'close' });
      await exited;
    }
    for (const { resolve } of waiting.splice(0)) resolve(false);
  }
}

function tell(life: Life, message: ToWorker): void {
  if (!life.over) life.worker.postMessage(message, []);
}
