import { type Server, type ServerProber } from '../../net/index.ts';
import { nameFromText, TYPE } from '../../wire/dns/index.ts';
import {
  askServer,
  askZone,
  findZone,
  type HealthParts,
  lookup,
  type ServerAnswer,
  type ServerAsk,
  TRY_MS,
} from '../health/index.ts';
import { persistOwner } from './record.ts';
import type { PersistAnswer, PersistEvidence, PersistPlace } from './types.ts';

/**
 * Looks the records of one name up at every name server that has a say, over both families, UDP and TCP; follows a CNAME to its end, as
 * a CA does. Judges nothing, and never rejects for what servers do.
 */
export async function collectPersist(parts: HealthParts, name: string): Promise<PersistEvidence> {
  const at = parts.clock.now();
  const owner = persistOwner(name);
  const { evidence: resolution } = await lookup(parts, owner, 'TXT');
  const end = resolution.chain?.at(-1);
  const first = await look(parts, owner);
  const target = end === undefined ? undefined : await look(parts, end);
  return { at, name, owner: first, ...(target && { target }), resolution };
}

async function look(parts: HealthParts, name: string): Promise<PersistPlace> {
  const answers: PersistAnswer[] = [];
  const zone = await askZone(parts, await findZone(parts, name), async (server, apex, place) => {
    const plain = await askServer(parts.prober, server, apex, plainAsks(apex));
    const texts = await Promise.all(
      (['udp', 'tcp'] as const).map((transport) => askTexts(parts.prober, server, apex, name, transport)),
    );
    const { host, address, family } = place;
    for (const { transport, outcome, texts: found } of texts)
      answers.push({ host, address, family, transport, outcome, texts: found });
    return [...plain, ...texts.map(({ texts: _texts, ...answer }): ServerAnswer => answer)];
  });
  // servers are asked side by side: in the order in which they are shown
  const order = zone.servers.map(({ address }) => address);
  answers.sort((a, b) => order.indexOf(a.address) - order.indexOf(b.address));
  return { name, zone, answers };
}

function plainAsks(zone: string): ServerAsk[] {
  return [
    { question: 'zone', transport: 'udp', name: zone, type: 'SOA' },
    { question: 'keys', transport: 'tcp', name: zone, type: 'DNSKEY' },
  ];
}

async function askTexts(
  prober: ServerProber,
  server: Server,
  zone: string,
  name: string,
  transport: 'udp' | 'tcp',
): Promise<ServerAnswer & { readonly texts: readonly string[] }> {
  const asked = {
    zone: nameFromText(zone),
    name: nameFromText(name),
    type: TYPE.TXT,
    transport,
    tryMs: TRY_MS,
  };
  const said = await prober.probe(server, asked);
  const { outcome, ms } = said;
  const texts =
    said.outcome === 'answer'
      ? said.records.flatMap(({ data }) =>
          data.kind === 'TXT' ? [Buffer.concat(data.strings).toString('latin1')] : [],
        )
      : [];
  return {
    question: 'texts',
    transport,
    outcome,
    texts,
    ...(said.outcome === 'other-source' && { source: said.source }),
    ...((said.outcome === 'unreachable' || said.outcome === 'error') && { errno: said.errno }),
    ms,
  };
}
