import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Clock, StopSignal } from '../../core/index.ts';
import { EDNS_OPTION, RCODE } from '../../wire/dns/index.ts';
import type { Message, Name, ResourceRecord, Rrsig } from '../../wire/dns/index.ts';
import { readReply } from './delegation.ts';
import { buildQuery, judge } from './query.ts';
import type { OverTcp, Query } from './query.ts';
import { exchangeTcp } from './tcp.ts';
import { endingOf } from './transport.ts';
import type { Ending } from './transport.ts';
import type { Server } from './types.ts';
import { createUdpExchange } from './udp.ts';

/** One question for one authoritative server of `zone`, over one transport. */
type ServerQuestion = {
  readonly zone: Name;
  readonly name: Name;
  readonly type: number;
  readonly transport: 'udp' | 'tcp';
  /** For each try: a datagram that is not answered is sent once more. */
  readonly tryMs: number;
  /** Bytes of a datagram that are offered (EDNS), instead of what never needs fragments. */
  readonly udpBytes?: number;
  /** Ask for signatures (the DO bit). */
  readonly signatures?: boolean;
  /** Ask as if for a client there (RFC 7871). */
  readonly subnet?: ClientSubnet;
  /** Letters as they are given; else their case is drawn, and must come back. */
  readonly plainCase?: boolean;
  /** Ends the question as if its time were over. */
  readonly signal?: StopSignal | undefined;
};
/** The first `bits` bits of a client's address. */
export type ClientSubnet = { readonly address: Uint8Array; readonly bits: number };

/** What that server said, or why nothing: read as `createIterativeResolver` reads it, but of this one server. */
export type Probed = { readonly ms: number } & Said;
type Said =
  /** `signatures`: those that came along for these records; not verified. */
  | {
      readonly outcome: 'answer';
      readonly records: readonly ResourceRecord[];
      readonly signatures: readonly Rrsig[];
    }
  | { readonly outcome: 'referral'; readonly zone: Name; readonly nameServers: readonly Name[] }
  /** The name that it leads to. */
  | { readonly outcome: 'alias'; readonly target: Name }
  | { readonly outcome: 'nodata' | 'nxdomain' | 'loop' | 'servfail' | 'refused' | 'lame' }
  | { readonly outcome: 'timeout' | 'malformed' }
  /** Over UDP only: truncated, or not to be trusted over UDP. TCP has to say. */
  | { readonly outcome: 'over-tcp'; readonly why: OverTcp }
  /** The answer came from another address than was asked: a resolver never sees it. */
  | { readonly outcome: 'other-source'; readonly source: string }
  | { readonly outcome: 'unreachable' | 'error'; readonly errno: string };

/** Asks single servers, as a diagnosis has to. Never rejects; ends within two tries' time or at the signal, with nothing left open. */
export type ServerProber = { probe(server: Server, question: ServerQuestion): Promise<Probed> };

export function createServerProber({ clock }: { readonly clock: Clock }): ServerProber {
  return { probe: (server, question) => probe(server, question, clock) };
}

type Heard = Ending | { readonly kind: 'other-source'; readonly source: string };

async function probe(server: Server, question: ServerQuestion, clock: Clock): Promise<Probed> {
  const began = clock.monotonic();
  const ending = await hear(server, question, clock);
  const ms = clock.monotonic() - began;
  if (ending.kind === 'reply') return { ms, ...meaningOf(ending.message, question) };
  if (ending.kind === 'other-source') return { ms, outcome: ending.kind, source: ending.source };
  if (ending.kind === 'unreachable' || ending.kind === 'error')
    return { ms, outcome: ending.kind, errno: ending.errno };
  if (ending.kind === 'over-tcp') return { ms, outcome: ending.kind, why: ending.why ?? 'noise' };
  return { ms, outcome: ending.kind };
}

function meaningOf(message: Message, { zone, name, type }: ServerQuestion): Said {
  const meaning = readReply(message, zone, name, type);
  if (meaning.kind === 'useless') return { outcome: meaning.why };
  if (meaning.kind === 'answer')
    return { outcome: 'answer', records: meaning.records, signatures: signaturesOf(message, type) };
  if (meaning.kind === 'alias') return { outcome: 'alias', target: meaning.target };
  if (meaning.kind !== 'referral') return { outcome: meaning.kind };
  const { referral } = meaning;
  return {
    outcome: 'referral',
    zone: referral.zone,
    nameServers: referral.nameServers.map((server) => server.name),
  };
}

function signaturesOf({ answers }: Message, type: number): Rrsig[] {
  return answers.flatMap(({ data }) => (data.kind === 'RRSIG' && data.typeCovered === type ? [data] : []));
}

async function hear(server: Server, question: ServerQuestion, clock: Clock): Promise<Heard> {
  const { name, type, transport, tryMs, udpBytes, signatures = false, subnet, plainCase, signal } = question;
  const ednsOptions = subnet && [subnetOption(subnet)];
  const ask = (edns: boolean): Query =>
    buildQuery(name, type, { recursion: false, signatures, edns, udpBytes, ednsOptions, plainCase });
  const send = async (query: Query): Promise<Heard> => {
    if (signal?.stopped) return { kind: 'timeout' };
    if (transport === 'tcp') return exchangeTcp(server, query, tryMs, clock, signal);
    const first = await createUdpExchange(clock)(server, query, tryMs, signal);
    if (first.kind !== 'timeout' || signal?.stopped) return first;
    return hearFromAnywhere(server, query, tryMs, clock, signal);
  };
  const said = await send(ask(true));
  // RFC 6891 section 7
  const plain = said.kind === 'reply' && said.message.rcode === RCODE.FORMERR && !said.message.edns;
  return plain ? send(ask(false)) : said;
}

/** RFC 7871 section 6: as many bytes as the prefix needs. */
function subnetOption({ address, bits }: ClientSubnet): { readonly code: number; readonly data: Uint8Array } {
  const family = address.length === 16 ? 2 : 1;
  const prefix = address.slice(0, (bits + 7) >> 3);
  return { code: EDNS_OPTION.CLIENT_SUBNET, data: Uint8Array.from([0, family, bits, 0, ...prefix]) };
}

/** Once more, on a socket that hears whoever answers: servers with several addresses may answer from the wrong one. */
function hearFromAnywhere(
  server: Server,
  query: Query,
  timeoutMs: number,
  clock: Clock,
  signal?: StopSignal,
): Promise<Heard> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
    let other: string | undefined;
    let open = true;
    const settle = (heard: Heard) => {
      if (!open) return;
      open = false;
      stopTimer();
      forget?.();
      socket.close(); // its error listener stays: a late error must not be thrown
      resolve(heard);
    };
    const stopTimer = clock.after(timeoutMs, () =>
      settle(other === undefined ? { kind: 'timeout' } : { kind: 'other-source', source: other }),
    );
    const forget = signal?.onStop(() => settle({ kind: 'timeout' }));
    socket.on('error', (error) => settle(endingOf(error)));
    socket.on('message', (bytes, from) => {
      const judged = judge(query, bytes, 'udp');
      if (judged.kind === 'ignore') return;
      if (from.address === server.address && from.port === server.port) settle(judged);
      else other ??= from.address === server.address ? `${from.address}#${from.port}` : from.address;
    });
    socket.send(query.bytes, server.port, server.address, (error) => {
      if (error !== null) settle(endingOf(error));
    });
  });
}
