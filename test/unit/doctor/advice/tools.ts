// Tools that reach loopback alone: real connections, addresses as a test says, ports of its own servers.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { type Clock, systemClock } from '../../../../src/core/index.ts';
import type { Tools } from '../../../../src/doctor/advice/index.ts';
import {
  type AddressPolicy,
  createAddressPolicy,
  createDialer,
  createTlsProber,
  parseAddress,
  type Resolver,
} from '../../../../src/net/index.ts';

const OPEN = createAddressPolicy({ allowed: () => [], allowLoopback: true });
/** TCPMUX: nobody listens there. */
const CLOSED_PORT = 1;

export function loopbackTools(
  given: {
    readonly http?: number;
    readonly https?: number;
    readonly addresses?: readonly string[];
    readonly clock?: Clock;
    readonly policy?: AddressPolicy;
  } = {},
): Tools {
  const { http = CLOSED_PORT, https = CLOSED_PORT, addresses = ['127.0.0.1'], clock = systemClock } = given;
  return {
    resolver: fixedResolver(addresses),
    dialer: createDialer(clock),
    tls: createTlsProber({ clock }),
    policy: given.policy ?? OPEN,
    clock,
    ports: { http, https },
  };
}

/** Every name has these addresses. */
function fixedResolver(all: readonly string[]): Resolver {
  return {
    async lookup({ name, type, hop }) {
      const parsed = all.map(parseAddress).filter((one) => one !== undefined);
      const addresses = parsed.filter(({ family }) => (type === 'AAAA' ? family === 6 : family === 4));
      const evidence = {
        kind: 'lookup',
        at: 0,
        hop,
        name,
        type,
        outcome: 'answer',
        tries: 1,
        ms: 0,
      } as const;
      return { evidence, addresses, texts: [], records: [] };
    },
  };
}

/** An HTTP server on 127.0.0.1, or on more of loopback, that ends with its test. */
export async function serveHttp(
  test: { after(run: () => void): void },
  listener: RequestListener,
  host = '127.0.0.1',
): Promise<number> {
  const server: Server = createServer(listener);
  return listening(test, server, host);
}

export async function listening(
  test: { after(run: () => void): void },
  server: NetServer,
  host = '127.0.0.1',
): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  test.after(() => {
    server.close();
    (server as Partial<Server>).closeAllConnections?.();
  });
  return (server.address() as AddressInfo).port;
}
