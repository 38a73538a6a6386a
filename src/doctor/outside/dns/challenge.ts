import type { Fault } from '../../../core/index.ts';
import { createHealthCheck, type HealthParts, judgeHealth } from '../../../delegation/health/index.ts';
import { DNS_01 } from '../../../delegation/names/index.ts';
import { collectPersist, judgePersist } from '../../../delegation/persist/index.ts';
import type { Resolver, ServerProber } from '../../../net/index.ts';
import type { Seen } from '../examine.ts';
import type { Look } from '../kit.ts';
import type { OutsideReport } from '../report.ts';
import { isHostName, resolverOf } from './look-up.ts';
import { findZone } from './servers.ts';

/**
 * A challenge that is answered elsewhere, by a CNAME: everyone who serves the way there and the name that it leads to. And what all
 * name servers say of a record of dns-persist-01, where there is one. Most names have neither: then nothing is asked.
 */
export async function collectChallenge(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  await Promise.all([delegated(look, seen, add), persistent(look, seen, add)]);
}

async function delegated(look: Look, seen: OutsideReport, add: (more: Seen) => void): Promise<void> {
  const challenge = `_acme-challenge.${look.name}`;
  const target = textsAt(seen, challenge)?.chain.at(-1);
  // a server can write anything into a name; what is no host name nobody serves
  if (target === undefined || !isHostName(target)) return;
  const served = await findZone(look, target);
  if (served === undefined) return;
  const evidence = await createHealthCheck(partsOf(look)).collect({
    delegation: { name: look.name, purpose: DNS_01, challenge, target },
    zone: served.zone,
    nameServers: [],
  });
  add({ records: judgeHealth(evidence).findings.map((finding) => recordOf('delegation', finding)) });
}

async function persistent(look: Look, seen: OutsideReport, add: (more: Seen) => void): Promise<void> {
  if (textsAt(seen, `_validation-persist.${look.name}`)?.outcome !== 'answer') return;
  const evidence = await collectPersist(partsOf(look), look.name);
  // whose records these are is not known here: what is said of the servers counts
  const { findings } = judgePersist(evidence, []);
  const served = findings.filter(({ code }) => !UNKNOWN.has(code));
  add({ records: served.map((finding) => recordOf('persist', finding)) });
}
const UNKNOWN: ReadonlySet<string> = new Set(['persistUnknownIssuer', 'persistUnknownAccount']);

function textsAt({ names }: OutsideReport, host: string) {
  return names.find((fact) => fact.host === host && fact.type === 'TXT' && fact.role === 'challenge');
}

function partsOf(look: Look): HealthParts {
  const { kit, deadlineMs, signal } = look;
  const { servers, policy, clock, ports } = kit;
  const walk = resolverOf(look);
  const resolver: Resolver = {
    lookup: (question) => walk.lookup({ ...question, deadlineMs: Math.min(question.deadlineMs, deadlineMs) }),
  };
  const prober: ServerProber = {
    probe: (server, question) => servers.probe(server, { ...question, signal }),
  };
  return { resolver, prober, policy, clock, ...(ports.dns !== undefined && { port: ports.dns }) };
}

function recordOf(
  about: 'delegation' | 'persist',
  { code, params }: Fault,
): OutsideReport['records'][number] {
  const texts = Object.entries(params).map(([key, value]) => [key, String(value).slice(0, 512)]);
  return { about, code, params: Object.fromEntries(texts) };
}
