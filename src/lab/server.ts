import type { Socket as UdpSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import { type Clock, fail, fault, type Fault, ok, type Result } from '../core/index.ts';
import { bindUdp, closePairs, listenPairs } from '../net/index.ts';
import { DnsError, decodeMessage, nameToText, rcodeText, typeText } from '../wire/dns/index.ts';
import type { Message } from '../wire/dns/index.ts';
import { type ClientSubnet, readSubnet, takesSubnets } from './client-subnet.ts';
import { DELAYED_MAX, TCP_CONNECTIONS_MAX } from './limits.ts';
import { createMatcher, type Matcher } from './match.ts';
import { type Datagram, reply } from './reply.ts';
import { serveStream } from './stream.ts';
import type { LabAnswer, LabPlan, Rule, Transport } from './types.ts';

export type LabDnsSettings = {
  readonly plan: LabPlan;
  readonly addresses: readonly string[];
  /** 0: any that is free for UDP and TCP on all addresses. */
  readonly port: number;
  readonly clock: Clock;
  readonly onAnswer?: (answer: LabAnswer) => void;
};

type NotOpened = { readonly address: string; readonly port: number; readonly cause: string };

/** A running server. */
export type LabDns = {
  readonly listeners: readonly { readonly address: string; readonly port: number }[];
  /** Addresses that did not open. */
  readonly failed: readonly NotOpened[];
  readonly port: number;
  /** Another script from now on; `nth` counts anew. */
  load(plan: LabPlan): Promise<Result<void>>;
  close(): Promise<void>;
};

/**
 * Answers by a script, over UDP and TCP, one socket for each address. It fails where no address opens, or where one does not
 * from which a rule is to answer (`wrong-address`).
 */
export async function startLabDns(settings: LabDnsSettings): Promise<Result<LabDns>> {
  const { clock } = settings;
  const others = new Map<string, UdpSocket>();
  const opened = await openOthers(settings.plan, others);
  if (opened !== undefined) return fail(opened);
  const { pairs, failed: notBound } = await listenPairs(settings, () => createServer());
  const failed = notBound.map(({ address, port, errno }): NotOpened => ({ address, port, cause: errno }));
  const [first] = pairs;
  if (first === undefined) {
    closeAll(others);
    const [reason = { address: '', port: settings.port, cause: 'EADDRNOTAVAIL' }] = failed;
    return fail(fault('listenFailed', reason));
  }
  let { plan } = settings;
  let matcher = createMatcher(plan.rules);
  const waiting = new Set<() => void>();
  const connections = new Set<Socket>();

  /** Reads a question, decides, and sends at once or later. False: nothing more is read from this connection. */
  function serve(asked: Asked, send: (datagrams: readonly Datagram[]) => void, close: () => void): void {
    const query = readQuery(asked.bytes);
    if (query === undefined) return;
    const subnet = takesSubnets(plan.rules) ? readSubnet(query) : undefined;
    const rule = matchRule(matcher, asked, query, subnet);
    const decided = reply(plan.zones, rule, query, {
      transport: asked.transport,
      nowMs: clock.now(),
      subnet,
    });
    const late = (rule?.delayMs ?? 0) > 0;
    const overfull = late && waiting.size >= DELAYED_MAX;
    const datagrams = overfull ? [] : decided.datagrams;
    settings.onAnswer?.(logEntry(asked, query, rule, decided.message, datagrams, clock.now()));
    const act = () => (decided.close ? close() : send(datagrams));
    if (!late || overfull) return act();
    const cancel = clock.after(rule?.delayMs ?? 0, () => {
      waiting.delete(cancel);
      act();
    });
    waiting.add(cancel);
  }

  for (const { address, udp, tcp } of pairs) {
    udp.on('message', (bytes, from) => {
      const asked = { bytes, transport: 'udp', client: from.address, clientPort: from.port, server: address };
      serve(
        asked as Asked,
        (datagrams) => sendAll(udp, others, datagrams, from),
        () => {},
      );
    });
    tcp.maxConnections = TCP_CONNECTIONS_MAX;
    tcp.on('connection', (socket) => {
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
      const client = socket.remoteAddress ?? '';
      const clientPort = socket.remotePort ?? 0;
      serveStream(socket, (bytes, send) => {
        const asked: Asked = { bytes, transport: 'tcp', client, clientPort, server: address };
        serve(
          asked,
          (datagrams) => send(datagrams.map((one) => one.bytes)),
          () => socket.destroy(),
        );
      });
    });
  }

  return ok({
    listeners: pairs.map(({ address, port }) => ({ address, port })),
    failed,
    port: first.port,
    async load(next) {
      const missing = await openOthers(next, others);
      if (missing !== undefined) return fail(missing);
      plan = next;
      matcher = createMatcher(next.rules);
      return ok(undefined);
    },
    async close() {
      for (const cancel of waiting) cancel();
      for (const socket of connections) socket.destroy();
      closeAll(others);
      await closePairs(pairs);
    },
  });
}

type Asked = {
  readonly bytes: Uint8Array;
  readonly transport: Transport;
  readonly client: string;
  readonly clientPort: number;
  readonly server: string;
};

/** Undefined for what gets no answer: no DNS, or an answer itself (two servers would answer each other for ever). */
function readQuery(bytes: Uint8Array): Message | undefined {
  try {
    const message = decodeMessage(bytes);
    return message.response ? undefined : message;
  } catch (error) {
    if (error instanceof DnsError) return undefined;
    throw error;
  }
}

function matchRule(
  matcher: Matcher,
  { client, transport }: Asked,
  query: Message,
  subnet: ClientSubnet | undefined,
): Rule | undefined {
  const [question] = query.questions;
  return question && matcher.match({ name: question.name, type: question.type, client, subnet, transport });
}

/** Opens the addresses from which `wrong-address` answers, each once. */
async function openOthers(plan: LabPlan, others: Map<string, UdpSocket>): Promise<Fault | undefined> {
  for (const { fault: wanted } of plan.rules) {
    if (wanted.fault !== 'wrong-address' || others.has(wanted.from)) continue;
    const socket = await bindUdp(wanted.from, 0);
    if (typeof socket === 'string') {
      closeAll(others);
      return fault('listenFailed', { address: wanted.from, port: 0, cause: socket });
    }
    others.set(wanted.from, socket);
  }
  return undefined;
}

function sendAll(
  udp: UdpSocket,
  others: ReadonlyMap<string, UdpSocket>,
  datagrams: readonly Datagram[],
  to: { readonly address: string; readonly port: number },
): void {
  for (const { bytes, from } of datagrams) {
    if (from === undefined) udp.send(bytes, to.port, to.address);
    else if (from !== 'other-port') others.get(from.address)?.send(bytes, to.port, to.address);
    else void sendFromOtherPort(udp.address().address, bytes, to);
  }
}

async function sendFromOtherPort(
  address: string,
  bytes: Uint8Array,
  to: { readonly address: string; readonly port: number },
): Promise<void> {
  const socket = await bindUdp(address, 0);
  if (typeof socket !== 'string') socket.send(bytes, to.port, to.address, () => socket.close());
}

function logEntry(
  asked: Asked,
  query: Message,
  rule: Rule | undefined,
  message: Message,
  datagrams: readonly Datagram[],
  at: number,
): LabAnswer {
  const [question] = query.questions;
  const { transport, client, clientPort, server } = asked;
  const truncated = datagrams.some((one) => one.truncated);
  return {
    at,
    transport,
    client,
    clientPort,
    server,
    name: question === undefined ? '' : nameToText(question.name),
    type: question === undefined ? '' : typeText(question.type),
    ...(rule && { rule: rule.number, fault: rule.fault.fault }),
    ...(datagrams.length > 0 && { rcode: rcodeText(message.rcode) }),
    answers: datagrams.length === 0 || truncated ? 0 : message.answers.length,
    truncated,
    bytes: datagrams.reduce((sum, one) => sum + one.bytes.length, 0),
    delayMs: rule?.delayMs ?? 0,
  };
}

function closeAll(sockets: Map<string, UdpSocket>): void {
  for (const socket of sockets.values()) socket.close();
  sockets.clear();
}
