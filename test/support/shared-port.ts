import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { listenAll } from '../../src/net/index.ts';

/**
 * A port that is free on every one of these addresses. It is below those that the system gives to whoever asks for any
 * (`ip_local_port_range`; from 49152 elsewhere): nothing takes it on one of them before the last is bound.
 */
export async function sharedPort(addresses: readonly string[] = ['127.0.0.1', '::1']): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const port = randomInt(20_000, 32_000);
    const { bound, failed } = await listenAll({ addresses, port }, () => createServer());
    await Promise.all(bound.map(({ server }) => new Promise((resolve) => server.close(resolve))));
    if (failed.length === 0) return port;
  }
  throw new Error(`no port is free on all of ${addresses.join(', ')}`);
}

const TRIES_MAX = 50;
