import { formatAddress, parseAddress } from '../../net/index.ts';
import type { ListenerFact } from './report.ts';
import type { Machine } from './shell.ts';
import type { Part } from './survey.ts';

/**
 * Sockets that wait for connections or datagrams: from `ss`, which tells a socket for both families (`*:80`) from one for IPv6 alone
 * (`[::]:80 ... v6only:1`); else from /proc, which does not.
 */
export async function collectListeners(machine: Machine): Promise<Part> {
  const [tcp, udp] = await Promise.all([machine.run(['ss', '-Htlnpe']), machine.run(['ss', '-Hulnpe'])]);
  if (tcp.ok && udp.ok) {
    return { listeners: [...socketsOf(tcp.out, 'tcp'), ...socketsOf(udp.out, 'udp')] };
  }
  const [four = '', six = ''] = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => machine.readFile(path)),
  );
  return {
    listeners: [...fromTable(four, 4), ...fromTable(six, 6)],
    unread: [{ what: 'ss', why: tcp.why ?? udp.why ?? 'failed' }],
  };
}

/** `LISTEN 0 511 *:80 *:* users:(("nginx",pid=1,fd=6)) ino:38 sk:2 v6only:1 <->` */
function socketsOf(text: string, protocol: ListenerFact['protocol']): ListenerFact[] {
  return text.split('\n').flatMap((line): ListenerFact[] => {
    const [, waiting = '', max = '', local = '', , ...rest] = line.trim().split(/\s+/);
    const bound = /^(.*):(\d+)$/.exec(local);
    if (bound === null) return [];
    const [, where = '', port] = bound;
    const literal = where.replace(/%.*$/, '').replace(/^\[(.*?)\].*$/, '$1');
    // the kernel has one socket for both families here: an IPv6 one
    const parsed = literal === '*' ? parseAddress('::') : parseAddress(literal);
    if (parsed === undefined) return [];
    const details = rest.join(' ');
    const process = /users:\(\("((?:[^"\\]|\\.)*)"/.exec(details)?.[1];
    const only = literal !== '*' && (parsed.text !== '::' || /\bv6only:1\b/.test(details));
    return [
      {
        protocol,
        family: parsed.family,
        address: parsed.text,
        port: Number(port),
        ...(parsed.family === 6 && { v6only: only }),
        ...(process !== undefined && { process: process.slice(0, 64) }),
        ...(protocol === 'tcp' && { queue: { waiting: Number(waiting), max: Number(max) } }),
      },
    ];
  });
}

/** /proc/net/tcp and tcp6: addresses in words of the processor's own byte order; state 0A listens. */
function fromTable(text: string, family: 6 | 4): ListenerFact[] {
  return text.split('\n').flatMap((line): ListenerFact[] => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    const [hex = '', port = ''] = local.split(':');
    if (state !== '0A' || hex.length !== (family === 6 ? 32 : 8)) return [];
    const words = Buffer.from(hex, 'hex');
    const address = formatAddress(LITTLE_ENDIAN ? words.swap32() : words).text;
    return [{ protocol: 'tcp', family, address, port: Number.parseInt(port, 16) }];
  });
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
