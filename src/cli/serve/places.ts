import { isIPv6 } from 'node:net';
import type { Settings } from '../../config/index.ts';
import type { Listeners } from './listeners.ts';

/** Where the server is, for clients and for its own client. */
export type Places = {
  /** For the administrator's clients. */
  readonly directoryUrl: string;
  /** For the internal client, on the port that is really open. */
  readonly ownDirectoryUrl: string;
  readonly loopback: { readonly address: string; readonly port: number };
};

const WILDCARDS: Readonly<Record<string, string>> = { '::': '::1', '0.0.0.0': '127.0.0.1' };

export function places(settings: Settings, names: readonly string[], https: Listeners): Places {
  const { public_host, https_port } = settings.host;
  const first = https.views[0]?.address ?? '::1';
  return {
    directoryUrl: directoryUrl(public_host === '' ? 'localhost' : public_host, https_port || https.port),
    ownDirectoryUrl: directoryUrl(names[0] ?? 'localhost', https.port),
    loopback: { address: WILDCARDS[first] ?? first, port: https.port },
  };
}

/** The HTTP listener proves the server's own name over loopback, so loopback is always among its addresses. */
export function withLoopback(addresses: readonly string[]): string[] {
  const has = (family: 6 | 4) =>
    addresses.some(
      (one) => one === (family === 6 ? '::' : '0.0.0.0') || one === (family === 6 ? '::1' : '127.0.0.1'),
    );
  return [...addresses, ...(has(6) ? [] : ['::1']), ...(has(4) ? [] : ['127.0.0.1'])];
}

/** The directory of this server, as its clients know it. */
export function directoryUrl(host: string, port: number): string {
  const name = isIPv6(host) ? `[${host}]` : host;
  return `https://${name}${port === 443 ? '' : `:${port}`}/acme/directory`;
}
