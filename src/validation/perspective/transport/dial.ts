import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock, Outcome, StopSignal } from '../../../core/index.ts';
import { type Address, createDialer, parseAddress } from '../../../net/index.ts';
import { LINK_ADDRESSES_MAX, LINK_CONNECT_MS } from './limits.ts';
import { startTls, type TlsFailure, type TlsResult } from './tls.ts';
import type { Peer, Place, Trust, Way } from './types.ts';

/** Where the other end listens. */
export type Target = { readonly host: string; readonly port: number };

export type LinkTarget = Target & {
  readonly credentials: Trust;
  readonly way: Way;
  readonly expects: (peer: Peer) => boolean;
};

export type DialResult =
  | (Extract<TlsResult, { ok: true }> & { readonly place: Place })
  | { readonly ok: false; readonly failures: readonly LinkFailure[] };

/** One address that was tried; no address: the name has none. */
export type LinkFailure = {
  readonly place?: Place;
  readonly reason: Outcome | TlsFailure | 'no-address';
  readonly errno?: string;
};

/** Connects to the first address that works, all of IPv6 before IPv4, one after the other; tells what became of the others. */
export async function dialLink(target: LinkTarget, clock: Clock, signal: StopSignal): Promise<DialResult> {
  const failures: LinkFailure[] = [];
  for (const address of await addressesOf(target.host)) {
    const place = { address: address.text, family: address.family, port: target.port };
    const dialled = await createDialer(clock).dial({
      address,
      port: target.port,
      timeoutMs: LINK_CONNECT_MS,
      signal,
    });
    if (!dialled.ok) {
      const { outcome: reason, errno } = dialled;
      failures.push({ place, reason, ...(errno && { errno }) });
      continue;
    }
    const secured = await startTls(dialled.socket, { ...target, clock });
    if (secured.ok) return { ...secured, place };
    failures.push({ place, reason: secured.reason, ...(secured.errno && { errno: secured.errno }) });
  }
  return { ok: false, failures: failures.length === 0 ? [{ reason: 'no-address' }] : failures };
}

/** `https://[2001:db8::1]:6466`: an address or a name, a port, and nothing else; undefined for anything else. */
export function parseTarget(url: string): Target | undefined {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' || parsed.href !== `${parsed.origin}/`) return undefined;
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  return host === '' ? undefined : { host, port: parsed.port === '' ? 443 : Number(parsed.port) };
}

/** The system's way to look a name up: `/etc/hosts` counts, as an administrator expects of his own machines. */
export async function addressesOf(host: string): Promise<Address[]> {
  const literal = isIP(host) === 0 ? undefined : parseAddress(host);
  if (literal !== undefined) return [literal];
  const found = await lookup(host, { all: true, order: 'ipv6first' }).catch(() => []);
  return found.flatMap(({ address }) => parseAddress(address) ?? []).slice(0, LINK_ADDRESSES_MAX);
}
