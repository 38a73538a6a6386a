// Evidence of a name that is rightly delegated, to be spoilt in one place by each test.
import type { LookupEvidence } from '../../../../src/core/index.ts';
import type {
  HealthEvidence,
  ServerAnswer,
  ServerEvidence,
  ZoneEvidence,
} from '../../../../src/delegation/health/index.ts';
import { delegate, DNS_01 } from '../../../../src/delegation/names/index.ts';

export const CUSTOMER = 'example.org';
export const ZONE = 'acme.example.net';
export const TARGET = `org-example-www.${ZONE}`;
export const CHALLENGE = '_acme-challenge.www.example.org';

type Spoil<T> = (one: T) => T;
const same: Spoil<ServerEvidence> = (one) => one;

/** Two servers for each zone, each with both families; `customer` and `ours` change each server's evidence. */
export function evidenceOf(
  spoil: { customer?: Spoil<ServerEvidence>; ours?: Spoil<ServerEvidence>; nameServers?: string[] } = {},
  more: Partial<HealthEvidence> = {},
): HealthEvidence {
  return {
    at: 0,
    wanted: {
      delegation: delegate('www.example.org', DNS_01, 'readable', ZONE),
      zone: ZONE,
      nameServers: spoil.nameServers ?? [],
    },
    customer: zoneOf(CUSTOMER, CUSTOMER_ANSWERS, spoil.customer ?? same),
    ours: zoneOf(ZONE, OUR_ANSWERS, spoil.ours ?? same),
    resolution: lookupOf({ chain: [TARGET] }),
    ...more,
  };
}

export function lookupOf(more: Partial<LookupEvidence> = {}): LookupEvidence {
  const found = { kind: 'lookup', at: 0, hop: 0, name: CHALLENGE, type: 'TXT', outcome: 'nodata' } as const;
  return { ...found, tries: 1, ms: 1, ...more };
}

/** The evidence of a server with some of its answers changed. */
export function answering(
  question: ServerAnswer['question'],
  change: Partial<ServerAnswer>,
  where: { readonly transport?: 'udp' | 'tcp'; readonly host?: string; readonly family?: 4 | 6 } = {},
): Spoil<ServerEvidence> {
  return (server) => {
    if (where.host !== undefined && server.host !== where.host) return server;
    if (where.family !== undefined && server.family !== where.family) return server;
    const answers = server.answers.map((answer) => {
      const meant =
        answer.question === question && (where.transport ?? answer.transport) === answer.transport;
      return meant ? changed(answer, change) : answer;
    });
    return { ...server, answers };
  };
}

/** The outcome of every answer changed. */
export function all(
  change: Partial<ServerAnswer>,
  where: { readonly transport?: 'udp' | 'tcp'; readonly host?: string; readonly family?: 4 | 6 } = {},
): Spoil<ServerEvidence> {
  const questions = ['zone', 'record', 'texts', 'sibling', 'values', 'keys'] as const;
  return (server) => questions.reduce((one, question) => answering(question, change, where)(one), server);
}

function changed({ target, ...answer }: ServerAnswer, change: Partial<ServerAnswer>): ServerAnswer {
  const kept = target !== undefined && change.outcome === undefined;
  return { ...answer, ...(kept && { target }), ...change };
}

const CUSTOMER_ANSWERS: readonly ServerAnswer[] = [
  { question: 'zone', transport: 'udp', outcome: 'answer', ms: 1 },
  { question: 'record', transport: 'udp', outcome: 'answer', target: TARGET, ms: 1 },
  { question: 'record', transport: 'tcp', outcome: 'answer', target: TARGET, ms: 1 },
  { question: 'texts', transport: 'udp', outcome: 'alias', ms: 1 },
  { question: 'sibling', transport: 'udp', outcome: 'nxdomain', ms: 1 },
  { question: 'keys', transport: 'tcp', outcome: 'nodata', ms: 1 },
];
const OUR_ANSWERS: readonly ServerAnswer[] = [
  { question: 'zone', transport: 'udp', outcome: 'answer', ms: 1 },
  { question: 'values', transport: 'udp', outcome: 'nodata', ms: 1 },
  { question: 'values', transport: 'tcp', outcome: 'nodata', ms: 1 },
  { question: 'keys', transport: 'tcp', outcome: 'nodata', ms: 1 },
];

function zoneOf(zone: string, answers: readonly ServerAnswer[], spoil: Spoil<ServerEvidence>): ZoneEvidence {
  const hosts = [`ns1.${zone}`, `ns2.${zone}`];
  const servers = hosts.flatMap((host, index): ServerEvidence[] => [
    { host, address: `2001:db8::${index + 1}`, family: 6, answers },
    { host, address: `192.0.2.${index + 1}`, family: 4, answers },
  ]);
  return { zone, lookups: [], hosts, servers: servers.map(spoil) };
}
