import type { Family, Outcome } from '../core/index.ts';
import { parseAddress } from './address.ts';
import type { Address, Dialer, DialRequest } from './types.ts';

/** How a connection ended that was made for nothing but that. */
export type Knocked = {
  /** `response` where somebody took it. */
  readonly ending: { readonly outcome: Outcome; readonly errno?: string };
  readonly ms: number;
  /** Which of this host's own addresses it came from, where somebody took it. */
  readonly source?: Address;
};

/** One connection, gone at once: nothing is sent over it. */
export async function knock(dialer: Dialer, request: DialRequest): Promise<Knocked> {
  const dialled = await dialer.dial(request);
  const { ms } = dialled;
  if (!dialled.ok) {
    const { outcome, errno } = dialled;
    return { ending: { outcome, ...(errno !== undefined && { errno }) }, ms };
  }
  const { socket } = dialled;
  const source = parseAddress(socket.localAddress ?? '');
  socket.on('error', () => {}).destroy(); // a late error must not be thrown
  return { ending: { outcome: 'response' }, ms, ...(source !== undefined && { source }) };
}

/** A public server that is known to take connections over TCP: whether a host has a family itself is found out there. */
export type Anchor = { readonly address: string; readonly port: number };

export function anchorsOver(
  family: Family,
  anchors: readonly Anchor[],
): readonly Pick<DialRequest, 'address' | 'port'>[] {
  return anchors.flatMap(({ address, port }) => {
    const parsed = parseAddress(address);
    return parsed?.family === family ? [{ address: parsed, port }] : [];
  });
}
