import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { ContractProvider } from '../../contract/provider.ts';
import type { Provider } from '../../../src/delegation/providers/types.ts';
import { emptyPort } from './fake-server.ts';
import type { Played } from './played.ts';

/** A played provider as the contract wants its peers: `open` opens the kind at an address. */
export async function playedContract(
  played: Played,
  open: (url: string, wrong?: 'wrong') => Promise<Provider>,
  secrets: readonly string[],
): Promise<ContractProvider> {
  const mute = await listenOnly();
  const path = new URL(played.api.url).pathname;
  return {
    provider: await open(played.api.url),
    zone: played.zone,
    values: (name) => Promise.resolve(played.values(name)),
    other: {
      async add(name, value) {
        played.other.add(name, value);
        await turn();
      },
      async remove(name, value) {
        played.other.remove(name, value);
        await turn();
      },
    },
    unauthorized: await open(played.api.url, 'wrong'),
    silent: await open(`http://127.0.0.1:${mute.port}${path}`),
    absent: await open(`http://127.0.0.1:${await emptyPort()}${path}`),
    noZone: { zone: 'example.org' },
    secrets,
    async close() {
      await mute.close();
      await played.api.close();
    },
  };
}

/** Takes connections and what is sent, and says nothing. */
export async function listenOnly(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.resume();
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** Lets a request of the other side come in between. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}
