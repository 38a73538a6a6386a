import { isIP } from 'node:net';
import { STUB_SERVERS_MAX } from './limits.ts';
import type { Server } from './types.ts';

const DNS_PORT = 53;

/** What a resolv.conf said: its servers, and every line about servers that could not be used, for the reader's eyes. */
export type SystemServers = {
  readonly servers: readonly Server[];
  readonly ignored: readonly { readonly line: number; readonly text: string }[];
};

/**
 * Reads the text of `/etc/resolv.conf` (resolv.conf(5)): `nameserver` lines with an IP literal, IPv6 with or without a scope
 * id (`fe80::1%eth0`), and BSD's `[address]:port`. Other known keywords are passed over; a broken or unknown line, or a
 * server beyond the limit, is named in `ignored`. No server at all leaves the choice of a default to the caller.
 */
export function systemServers(text: string): SystemServers {
  const servers: Server[] = [];
  const ignored: { line: number; text: string }[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const [keyword = '', value = ''] = line.split(/\s+/);
    if (OTHER_KEYWORDS.has(keyword)) continue;
    const server = keyword === 'nameserver' ? parseServer(value) : undefined;
    if (server !== undefined && servers.length < STUB_SERVERS_MAX) servers.push(server);
    else ignored.push({ line: index + 1, text: line });
  }
  return { servers, ignored };
}

/** `192.0.2.1`, `2001:db8::1`, `fe80::1%eth0`, `192.0.2.1:5353`, `[2001:db8::1]:5353`; undefined for anything else. */
export function parseServer(text: string): Server | undefined {
  if (isIP(text) !== 0) return { address: text, port: DNS_PORT };
  const match = /^(?:\[([^\]]+)\]|([0-9.]+))(?::(\d{1,5}))?$/.exec(text);
  const address = match?.[1] ?? match?.[2] ?? '';
  const port = match?.[3] === undefined ? DNS_PORT : Number(match[3]);
  return isIP(address) !== 0 && port > 0 && port <= 65_535 ? { address, port } : undefined;
}

const OTHER_KEYWORDS = new Set(['search', 'domain', 'options', 'sortlist', 'lookup', 'family']);
