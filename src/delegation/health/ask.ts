import type { Probed, Server, ServerProber } from '../../net/index.ts';
import { nameEquals, nameFromText, nameKey, TYPE } from '../../wire/dns/index.ts';
import { TRY_MS } from './limits.ts';
import type { ServerAnswer } from './types.ts';

/** A question that each server of a zone is asked. */
export type ServerAsk = {
  readonly question: ServerAnswer['question'];
  readonly transport: 'udp' | 'tcp';
  readonly name: string;
  readonly type: 'SOA' | 'CNAME' | 'TXT' | 'DNSKEY';
};

/** What the customer's servers are asked; `sibling`: a name beside the challenge's that nobody has published. */
export function customerAsks(zone: string, challenge: string, sibling: string): ServerAsk[] {
  return [
    { question: 'zone', transport: 'udp', name: zone, type: 'SOA' },
    { question: 'record', transport: 'udp', name: challenge, type: 'CNAME' },
    { question: 'record', transport: 'tcp', name: challenge, type: 'CNAME' },
    { question: 'texts', transport: 'udp', name: challenge, type: 'TXT' },
    { question: 'sibling', transport: 'udp', name: sibling, type: 'CNAME' },
    keys(zone),
  ];
}

/** What ours are; `name`: where the values are served. */
export function ourAsks(zone: string, name: string): ServerAsk[] {
  return [
    { question: 'zone', transport: 'udp', name: zone, type: 'SOA' },
    { question: 'values', transport: 'udp', name, type: 'TXT' },
    { question: 'values', transport: 'tcp', name, type: 'TXT' },
    keys(zone),
  ];
}

/** Over TCP: keys and their signatures seldom fit a datagram. */
function keys(zone: string): ServerAsk {
  return { question: 'keys', transport: 'tcp', name: zone, type: 'DNSKEY' };
}

export async function askServer(
  prober: ServerProber,
  server: Server,
  zone: string,
  asks: readonly ServerAsk[],
): Promise<ServerAnswer[]> {
  return Promise.all(
    asks.map(async (ask) => {
      const { question, transport } = ask;
      const name = nameFromText(ask.name);
      const asked = { zone: nameFromText(zone), name, type: TYPE[ask.type], transport, tryMs: TRY_MS };
      return { question, transport, ...read(ask, await prober.probe(server, asked)) };
    }),
  );
}

function read({ name }: ServerAsk, said: Probed): Omit<ServerAnswer, 'question' | 'transport'> {
  const { ms, outcome } = said;
  if (said.outcome === 'answer') {
    const data = said.records[0]?.data;
    return { outcome, ...(data?.kind === 'CNAME' && { target: nameKey(data.target) }), ms };
  }
  if (said.outcome === 'referral') {
    // a server of the zone that leads elsewhere than to the name asked is none
    if (!nameEquals(said.zone, nameFromText(name))) return { outcome: 'lame', ms };
    const nameServers = said.nameServers.map(nameKey).toSorted((a, b) => (a < b ? -1 : 1));
    return { outcome, nameServers, ms };
  }
  if (said.outcome === 'other-source') return { outcome, source: said.source, ms };
  if (said.outcome === 'unreachable' || said.outcome === 'error') return { outcome, errno: said.errno, ms };
  return { outcome, ms };
}
