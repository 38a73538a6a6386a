// Our entrance for updates on real sockets, with the world of update-world.ts behind it.
import { silentLog, systemClock } from '../../src/core/index.ts';
import {
  createUpdateEntrance,
  type Listener,
  type Soa,
  type UpdateEntrance,
} from '../../src/delegation/entrances/update/index.ts';
import { decodeMessage, nameFromText } from '../../src/wire/dns/index.ts';
import { startRawDns } from './raw-dns.ts';
import { CHALLENGE, DELEGATED, updateWorld, type UpdateWorld, ZONE } from './update-world.ts';
import { VECTOR_KEY, type UpdateVector, vectorKey } from './update-vectors.ts';

export const SOA: Soa = {
  kind: 'SOA',
  mname: nameFromText(`ns1.${ZONE}`),
  rname: nameFromText(`hostmaster.${ZONE}`),
  serial: 1,
  refresh: 14_400,
  retry: 3_600,
  expire: 1_209_600,
  minimum: 300,
};

export type UpdateListener = {
  readonly server: { readonly address: string; readonly port: number };
  readonly world: UpdateWorld;
  /** What came in so far, with the rcode of each answer. */
  messages(): UpdateVector['messages'];
  close(): Promise<void>;
};

/** One client, with the key of the vectors, that may change `CHALLENGE` and `DELEGATED`. */
export function vectorWorld(): UpdateWorld {
  return updateWorld({ keys: [vectorKey], covers: { [VECTOR_KEY]: [CHALLENGE, DELEGATED] } });
}

export async function startUpdateListener(listener: Listener): Promise<UpdateListener> {
  const world = vectorWorld();
  const { keys, values, zones } = world;
  const entrance: UpdateEntrance = createUpdateEntrance({
    keys,
    values,
    zones,
    soa: SOA,
    allowSha1: false,
    clock: systemClock,
    log: silentLog,
  });
  const rcodes: number[] = [];
  const dns = await startRawDns(async (bytes, source) => {
    const reply = await entrance.answer(bytes, source, listener);
    rcodes.push(reply === undefined ? -1 : decodeMessage(reply).rcode);
    return reply;
  });
  return {
    server: { address: dns.addresses[0] ?? '', port: dns.port },
    world,
    messages: () =>
      dns.received.map(({ bytes, transport }, i) => ({
        transport,
        hex: Buffer.from(bytes).toString('hex'),
        rcode: rcodes[i] ?? -1,
      })),
    close: () => dns.close(),
  };
}
