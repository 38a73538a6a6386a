// Facts of the DNS as collectors bring them, of a name that is well: what rows of its causes change one thing of.
import { diagnose } from '../../../../src/doctor/causes/index.ts';
import type { InsideReport } from '../../../../src/doctor/inside/index.ts';
import type { AnswerFact, NameFact, OutsideReport } from '../../../../src/doctor/outside/index.ts';
import {
  connectFact,
  FOUR,
  handshakeFact,
  healthyInside,
  healthyReport,
  leafFact,
  NAME,
  nameFact,
  SIX,
} from '../../../support/doctor-reports.ts';

export const OTHER = '2001:db8:9::10';
export const ZONE = 'example.org';
export const CHALLENGE = `_acme-challenge.${NAME}`;

/** Host, address and family of two name servers. */
export const SERVERS = [
  ['ns1.example.org', '2001:db8::53', 6],
  ['ns1.example.org', '192.0.2.53', 4],
  ['ns2.example.org', '2001:db8::54', 6],
  ['ns2.example.org', '192.0.2.54', 4],
] as const;

export type Over = Partial<OutsideReport>;
/** Causes that are named, each with its certainty; notes too. */
export type Named = Readonly<Record<string, string>>;

export function named(
  report: OutsideReport,
  inside?: InsideReport,
  others: readonly OutsideReport[] = [],
): Named {
  const { findings, notes } = diagnose({ seen: { report, others, again: undefined }, inside });
  return Object.fromEntries(
    [...findings, ...notes].flatMap(({ id, certainty }) => (id.startsWith('A') ? [[id, certainty]] : [])),
  );
}

/** Everything that the DNS says of a name that is well, with some facts in place of others. */
export function dns({ names = [], answers = [] }: { names?: NameFact[]; answers?: AnswerFact[] } = {}): Over {
  const own = [nameFact('AAAA', [SIX]), nameFact('A', [FOUR]), ...besides()];
  const asked = SERVERS.flatMap((server) => plain(server));
  const isNew = (fact: NameFact) =>
    !names.some(({ role, type, host }) => role === fact.role && type === fact.type && host === fact.host);
  const isOther = (fact: AnswerFact) => !answers.some((one) => questionOf(one) === questionOf(fact));
  return { names: [...own.filter(isNew), ...names], answers: [...asked.filter(isOther), ...answers] };
}

function besides(): NameFact[] {
  const zone = { host: ZONE, role: 'zone', outcome: 'answer' } as const;
  return [
    nameFact('SOA', [], { ...zone, values: ['ns1.example.org 1'], ttl: 300 }),
    nameFact('NS', [], { ...zone, values: ['ns1.example.org', 'ns2.example.org'] }),
    nameFact('AAAA', [SIX], { host: ZONE, role: 'sibling' }),
    nameFact('A', [FOUR], { host: ZONE, role: 'sibling' }),
    nameFact('AAAA', [], { host: `aa.${ZONE}`, role: 'random', outcome: 'nxdomain' }),
    nameFact('TXT', [], { host: CHALLENGE, role: 'challenge', outcome: 'nxdomain' }),
    ...SERVERS.map(([host, address, family]) =>
      nameFact(family === 6 ? 'AAAA' : 'A', [address], { host, role: 'server' }),
    ),
  ];
}

type Server = (typeof SERVERS)[number];

export function plain(server: Server): AnswerFact[] {
  return [
    answer(server, 'SOA', { name: ZONE, serial: 1, values: ['ns1.example.org 1'] }),
    answer(server, 'SOA', { name: ZONE, serial: 1, values: ['ns1.example.org 1'], transport: 'tcp' }),
    answer(server, 'AAAA', { values: [SIX] }),
    answer(server, 'AAAA', { values: [SIX], transport: 'tcp' }),
    answer(server, 'A', { values: [FOUR] }),
    answer(server, 'A', { values: [FOUR], purpose: 'case' }),
    answer(server, 'AAAA', { values: [SIX], purpose: 'signed' }),
    answer(server, 'DNSKEY', { name: ZONE, outcome: 'nodata', purpose: 'edns' }),
    answer(server, 'TXT', { name: CHALLENGE, outcome: 'nxdomain' }),
  ];
}

export function answer([host, address, family]: Server, type: string, over: Partial<AnswerFact>): AnswerFact {
  return {
    zone: ZONE,
    server: host,
    address,
    family,
    transport: 'udp',
    purpose: 'plain',
    name: NAME,
    type,
    outcome: 'answer',
    values: [],
    ms: 10,
    ...over,
  };
}

function questionOf({ address, name, type, transport, purpose }: AnswerFact): string {
  return [address, name, type, transport, purpose].join(' ');
}

/** The same of every server address. */
export function everywhere(type: string, over: Partial<AnswerFact>): AnswerFact[] {
  return SERVERS.map((server) => answer(server, type, over));
}

/** Connections over IPv6 that end so, and IPv4 as it is. */
export function connects(outcome: string, errno?: string): Over {
  const { connects: all } = healthyReport();
  const ending = { outcome, ...(errno !== undefined && { errno }) };
  return { connects: all.map((one) => (one.family === 6 ? connectFact({ ...one, ...ending }) : one)) };
}

/** Over IPv6 another certificate is shown. */
export function otherLeaf(): Over {
  const leaf = leafFact({ fingerprint: 'ee'.repeat(32) });
  const { handshakes } = healthyReport();
  return { handshakes: handshakes.map((one) => (one.family === 6 ? handshakeFact({ ...one, leaf }) : one)) };
}

export const WILDCARD = nameFact('AAAA', [SIX], { host: `aa.${ZONE}`, role: 'random' });

/** The machine has another lasting address than the one published. */
export function elsewhere(address: string): InsideReport {
  const { addresses } = healthyInside();
  return healthyInside({
    addresses: addresses.map((one) => (one.address === SIX ? { ...one, address } : one)),
  });
}

export function https(value: string): NameFact {
  return nameFact('HTTPS', [], { outcome: 'answer', values: [value] });
}

export function signed(dnssec: NonNullable<NameFact['dnssec']>): NameFact {
  return nameFact('AAAA', [], { role: 'signed', outcome: 'answer', dnssec });
}

export function challenge(outcome: string, chain: string[]): NameFact {
  return nameFact('TXT', [], { host: CHALLENGE, role: 'challenge', outcome, chain });
}

export function doubled(outcome: string, values: string[]): NameFact[] {
  const host = `${CHALLENGE}.${ZONE}`;
  return [
    nameFact('TXT', [], { host, role: 'doubled', outcome: 'answer', values: ['"x"'] }),
    nameFact('TXT', [], { host: `aa.${NAME}.${ZONE}`, role: 'random', outcome, values }),
  ];
}

/** What is seen, and which causes that makes. */
export type Row = readonly [title: string, over: Over, found: Named, others?: readonly OutsideReport[]];
