import { closePairs, listenPairs } from '../../net/index.ts';
import type { HandingOn } from './handing-on.ts';
import { UDP_RECEIVE_BYTES } from './limits.ts';
import { isUnspecified } from './local-addresses.ts';
import type { Responder } from './responder.ts';
import { createTcpService } from './tcp.ts';
import type { ZoneListener, ZoneNotBound } from './types.ts';
import { serveUdp } from './udp.ts';

export type Listeners = {
  readonly bound: readonly ZoneListener[];
  readonly failed: readonly ZoneNotBound[];
  close(): void;
};

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
  const named = { addresses: addresses.filter((address) => !isUnspecified(address)), port };
  const { pairs, failed } = await listenPairs(named, () => service.makeServer(), {
    recvBufferSize: UDP_RECEIVE_BYTES,
  });
  for (const { udp } of pairs) serveUdp(udp, responder, handing);
  return {
    bound: pairs.map(({ address, family, port }) => ({ address, family, port })),
    failed: [...absent, ...failed],
    close() {
      void closePairs(pairs);
      service.close();
    },
  };
}
