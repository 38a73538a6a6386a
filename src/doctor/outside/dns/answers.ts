import { type Address, knock } from '../../../net/index.ts';
import type { Seen } from '../examine.ts';
import type { Look } from '../kit.ts';
import type { AnswerFact, OutsideReport } from '../report.ts';
import { addressesIn, askPlace, type ServerAsk } from './ask.ts';
import { ELSEWHERE_CONNECT_MS, ELSEWHERE_MAX, SUBNETS } from './limits.ts';
import { placesOf, type ServerPlace, zoneOf } from './servers.ts';

/** Every address of the zone's name servers, over both families, UDP and TCP, all at once. */
export async function collectAnswers(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const { name } = look;
  const subject = seen.names.filter(({ role, host }) => role === 'subject' && host === name);
  // of a name that is not there the servers above are none of its own
  if (subject.every(({ outcome }) => outcome === 'nxdomain')) return;
  const served = zoneOf(seen, name);
  if (served === undefined) return;
  const places = await placesOf(look, served, add);
  const known = new Set(subject.flatMap(({ addresses }) => addresses));
  const asks = plainAsks(name, served.zone, seen);
  const asked = places.flatMap((place) => asks.map((ask) => ({ place, ask })));
  const swept = firstOfEach(places).flatMap((place) => sweep(name).map((ask) => ({ place, ask })));
  const heard = new Set<string>();
  const all = await Promise.all(
    [...asked, ...swept].map(async (one) => {
      const answer = await askPlace(look, served.zone, one.place, one.ask);
      if (answer.outcome === 'timeout') return [{ ...one, answer }];
      heard.add(answer.address);
      const dead = one.ask.purpose === 'subnet' ? await deadOf(look, answer, known) : [];
      add({ answers: [{ ...answer, ...(dead.length > 0 && { dead }) }] });
      return [];
    }),
  );
  // a server that answers some of so many at once may have lost the others in the crowd: these are asked again by themselves
  await Promise.all(
    all.flat().map(async ({ place, ask, answer }) => {
      const again = heard.has(answer.address) ? await askPlace(look, served.zone, place, ask) : answer;
      add({ answers: [again] });
    }),
  );
}

function plainAsks(name: string, zone: string, { names }: OutsideReport): ServerAsk[] {
  const persist = `_validation-persist.${name}`;
  const texts = [
    `_acme-challenge.${name}`,
    ...(names.some(({ host, outcome }) => host === persist && outcome === 'answer') ? [persist] : []),
  ];
  return [
    { purpose: 'plain', transport: 'udp', name: zone, type: 'SOA' },
    { purpose: 'plain', transport: 'tcp', name: zone, type: 'SOA' },
    { purpose: 'plain', transport: 'udp', name, type: 'AAAA' },
    { purpose: 'plain', transport: 'tcp', name, type: 'AAAA' },
    { purpose: 'plain', transport: 'udp', name, type: 'A' },
    { purpose: 'case', transport: 'udp', name, type: 'A' },
    { purpose: 'signed', transport: 'udp', name, type: 'AAAA' },
    { purpose: 'signed', transport: 'udp', name, type: 'A' },
    { purpose: 'edns', transport: 'udp', name: zone, type: 'DNSKEY' },
    ...texts.map((text): ServerAsk => ({ purpose: 'plain', transport: 'udp', name: text, type: 'TXT' })),
  ];
}

/** Clients elsewhere: one server of each family is enough. */
function sweep(name: string): ServerAsk[] {
  return SUBNETS.flatMap((subnet) =>
    (['AAAA', 'A'] as const).map(
      (type): ServerAsk => ({ purpose: 'subnet', transport: 'udp', name, type, subnet }),
    ),
  );
}

function firstOfEach(places: readonly ServerPlace[]): ServerPlace[] {
  return ([6, 4] as const).flatMap((family) => places.find((place) => place.family === family) ?? []);
}

/** Addresses that only others are given, and that take no connection from here. */
async function deadOf(look: Look, answer: AnswerFact, known: ReadonlySet<string>): Promise<string[]> {
  const { kit, signal } = look;
  const others = addressesIn(answer).filter(({ text }) => !known.has(text));
  const open = others.filter((address) => kit.policy.check(address).ok).slice(0, ELSEWHERE_MAX);
  const dead = await Promise.all(
    open.map(async (address): Promise<Address[]> => {
      const timeoutMs = ELSEWHERE_CONNECT_MS * kit.timeScale;
      const { ending } = await knock(kit.dialer, { address, port: kit.ports.http, timeoutMs, signal });
      return ending.outcome === 'response' || ending.outcome === 'cancelled' ? [] : [address];
    }),
  );
  return dead.flat().map(({ text }) => text);
}
