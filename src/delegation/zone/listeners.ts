import type { Socket } from 'node:dgram';
import type { Server } from 'node:net';
import { listenAll } from '../../net/index.ts';
import type { HandingOn } from './handing-on.ts';
import { PORT_TRIES } from './limits.ts';
import { isUnspecified } from './local-addresses.ts';
import type { Responder } from './responder.ts';
import { createTcpService } from './tcp.ts';
import type { ZoneListener, ZoneNotBound } from './types.ts';
import { openUdp, serveUdp } from './udp.ts';

export type Listeners = {
  readonly bound: readonly ZoneListener[];
  readonly failed: readonly ZoneNotBound[];
  close(): void;
};

type Pair = ZoneListener & { readonly udp: Socket; readonly tcp: Server };
type Opened = { readonly pairs: readonly Pair[]; readonly failed: readonly ZoneNotBound[] };

/**
 * Opens UDP and TCP on each address, IPv6 sockets for IPv6 only, all on one port, and answers from then on. An address is bound
 * with both or not at all: a name server without TCP breaks RFC 7766 section 5.
 */
export async function openListeners(
  addresses: readonly string[],
  port: number,
  responder: Responder,
  handing?: HandingOn,
): Promise<Listeners> {
  const service = createTcpService(responder, undefined, handing);
  const absent = addresses.filter(isUnspecified).map((address): ZoneNotBound => {
    return { address, family: address === '::' ? 6 : 4, port, transport: 'udp', errno: 'EADDRNOTAVAIL' };
  });
  const named = addresses.filter((address) => !isUnspecified(address));
  const { pairs, failed } = await openPairs(named, port, () => service.makeServer());
  for (const { udp } of pairs) serveUdp(udp, responder, handing);
  return {
    bound: pairs.map(({ address, family, port }) => ({ address, family, port })),
    failed: [...absent, ...failed],
    close() {
      closePairs(pairs);
      service.close();
    },
  };
}

async function openPairs(
  addresses: readonly string[],
  port: number,
  makeServer: () => Server,
): Promise<Opened> {
  for (let tries = 1; ; tries++) {
    const opened = await openOnce(addresses, port, makeServer);
    const taken = opened.failed.some(({ errno }) => errno === 'EADDRINUSE');
    if (port !== 0 || !taken || tries === PORT_TRIES) return opened;
    closePairs(opened.pairs);
  }
}

async function openOnce(
  addresses: readonly string[],
  port: number,
  makeServer: () => Server,
): Promise<Opened> {
  const tcp = await listenAll({ addresses, port }, makeServer);
  const pairs: Pair[] = [];
  const failed: ZoneNotBound[] = tcp.failed.map((one) => ({ ...one, transport: 'tcp' }));
  for (const { address, family, port, server } of tcp.bound) {
    const udp = await openUdp(address, port);
    if (typeof udp !== 'string') pairs.push({ address, family, port, udp, tcp: server });
    else {
      server.close();
      failed.push({ address, family, port, transport: 'udp', errno: udp });
    }
  }
  return { pairs, failed };
}

function closePairs(pairs: readonly Pair[]): void {
  for (const { udp, tcp } of pairs) {
    udp.close();
    tcp.close();
  }
}
