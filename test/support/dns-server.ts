// A scripted DNS server on our own codec, over UDP and TCP, on loopback addresses that share one port.
//
//   const dns = await startDnsServer({ names: { 'www.example.test': { AAAA: ['::1'], A: ['127.0.0.1'] } } });
//   createStubResolver({ servers: dns.servers, clock: systemClock });
//   dns.set('www.example.test', { per: { AAAA: { rcode: 'SERVFAIL' } }, A: ['127.0.0.1'] });
//   await dns.close();
//
// Without `zones` it plays a recursive server; with `zones` an authoritative one, which refuses names outside them and
// hands out `delegations`.
import { once } from 'node:events';
import type { Server as TcpServer, Socket as TcpSocket } from 'node:net';
import type { Socket as UdpSocket } from 'node:dgram';
import { decodeMessage, encodeMessage, nameFromText, nameToText } from '../../src/wire/dns/index.ts';
import type { Message } from '../../src/wire/dns/index.ts';
import { compose } from './dns-answer.ts';
import type { Behaviour, NameScript, Script } from './dns-answer.ts';
import { bindAll, openUdp } from './dns-sockets.ts';

export type { NameScript } from './dns-answer.ts';

export type DnsServerSettings = {
  readonly names?: Readonly<Record<string, NameScript>>;
  readonly zones?: readonly string[];
  /** Zone cut by name: its name servers, each with glue (an empty list: none). */
  readonly delegations?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Answers instead of the script where it returns a message; `null` drops the query. */
  readonly handler?: (query: Message, transport: 'udp' | 'tcp') => Message | null | undefined;
  /** Default `::1` and `127.0.0.1`; an address that this machine lacks is left out. */
  readonly listen?: readonly string[];
  readonly port?: number;
};

type SeenQuery = {
  /** As sent: 0x20 makes its case random. */
  readonly name: string;
  readonly type: number;
  readonly transport: 'udp' | 'tcp';
  /** The server's own address that was asked. */
  readonly at: string;
  readonly message: Message;
};

export type DnsServer = {
  readonly port: number;
  readonly servers: readonly { readonly address: string; readonly port: number }[];
  /** Every query, in order. */
  readonly queries: readonly SeenQuery[];
  set(name: string, script: NameScript): void;
  close(): Promise<void>;
};

export async function startDnsServer(settings: DnsServerSettings = {}): Promise<DnsServer> {
  const script: Script = {
    names: new Map(),
    zones: settings.zones?.map(nameFromText),
    delegations: Object.entries(settings.delegations ?? {}).map(([zone, servers]) => ({
      zone: nameFromText(zone),
      servers,
    })),
  };
  const set = (name: string, entry: NameScript) => void script.names.set(name.toLowerCase(), entry);
  for (const [name, entry] of Object.entries(settings.names ?? {})) set(name, entry);
  const queries: SeenQuery[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const connections = new Set<TcpSocket>();

  const answer = (
    bytes: Uint8Array,
    at: string,
    transport: 'udp' | 'tcp',
    send: (bytes: Uint8Array, how: Behaviour, query: Message) => void,
  ) => {
    let query: Message;
    try {
      query = decodeMessage(bytes);
    } catch {
      return; // what is no DNS gets no answer
    }
    const [question] = query.questions;
    if (question === undefined) return;
    queries.push({ name: nameToText(question.name), type: question.type, transport, at, message: query });
    const own = settings.handler?.(query, transport);
    if (own === null) return;
    const { reply, behaviour } = own === undefined ? compose(script, query) : { reply: own, behaviour: {} };
    if (behaviour.drop === true || behaviour.drop === transport) return;
    const cut = behaviour.truncate === true && transport === 'udp';
    const whole = cut ? { ...reply, truncated: true, answers: [], authorities: [] } : reply;
    const maxSize = transport === 'tcp' ? 65_535 : Math.max(512, query.edns?.udpSize ?? 512);
    const encoded = encodeMessage(whole, { maxSize });
    if (behaviour.delayMs === undefined) return send(encoded, behaviour, query);
    const timer = setTimeout(() => {
      timers.delete(timer);
      send(encoded, behaviour, query);
    }, behaviour.delayMs);
    timers.add(timer);
  };

  const bound = await bindAll(settings.listen ?? ['::1', '127.0.0.1'], settings.port ?? 0);
  for (const { address, udp, tcp } of bound) {
    udp.on('message', (bytes, from) =>
      answer(bytes, address, 'udp', (reply, behaviour, query) => {
        void sendUdp(udp, address, reply, behaviour, query, from);
      }),
    );
    tcp.on('connection', (socket) => {
      connections.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => connections.delete(socket));
      serveStream(socket, (bytes, send) => answer(bytes, address, 'tcp', send));
    });
  }
  const port = bound[0]?.port ?? 0;
  return {
    port,
    servers: bound.map(({ address }) => ({ address, port })),
    queries,
    set,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of connections) socket.destroy();
      await Promise.all(bound.flatMap(({ udp, tcp }) => [closed(udp), closed(tcp)]));
    },
  };
}

async function sendUdp(
  udp: UdpSocket,
  address: string,
  reply: Uint8Array,
  behaviour: Behaviour,
  query: Message,
  from: { readonly address: string; readonly port: number },
): Promise<void> {
  for (const wrong of behaviour.before ?? []) {
    const bytes = Uint8Array.from(reply);
    if (wrong === 'wrong-id') bytes[0] = (bytes[0] ?? 0) ^ 0xff;
    if (wrong === 'garbage') bytes.fill(0xff, 4);
    if (wrong === 'wrong-question') {
      udp.send(otherQuestion(reply, query), from.port, from.address);
    } else if (wrong === 'wrong-source') {
      const other = await openUdp(address, 0);
      if (typeof other === 'object') other.send(bytes, from.port, from.address, () => other.close());
    } else udp.send(bytes, from.port, from.address);
  }
  if (behaviour.silentAfter !== true) udp.send(reply, from.port, from.address);
}

function otherQuestion(reply: Uint8Array, query: Message): Uint8Array {
  const message = decodeMessage(reply);
  const questions = query.questions.map((question) => ({ ...question, name: nameFromText('other.test') }));
  return encodeMessage({ ...message, questions });
}

function serveStream(
  socket: TcpSocket,
  answer: (bytes: Uint8Array, send: (reply: Uint8Array) => void) => void,
): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const bytes = pending.subarray(2, end);
      pending = pending.subarray(end);
      answer(bytes, (reply) => {
        if (!socket.destroyed)
          socket.write(Buffer.concat([Uint8Array.of(reply.length >> 8, reply.length & 0xff), reply]));
      });
    }
  });
}

async function closed(server: UdpSocket | TcpServer): Promise<void> {
  const done = once(server, 'close');
  server.close();
  await done;
}
