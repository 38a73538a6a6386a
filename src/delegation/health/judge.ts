import { type Fault, fault, type LookupEvidence } from '../../core/index.ts';
import { judgeHeldRecords, judgeRecords } from './judge-records.ts';
import { judgeServers, notMeasured } from './judge-servers.ts';
import type { Health, HealthEvidence, HeldEvidence, ZoneEvidence } from './types.ts';

/** What is wrong with a delegated name, most telling first; pure. Each finding's message ends with what mends it. */
export function judgeHealth(evidence: HealthEvidence): Health {
  const { customer, ours, resolution, wanted } = evidence;
  const findings = [
    ...judgeRecords(evidence),
    ...judgeZone(wanted.delegation.name, evidence),
    ...(ours.zone === undefined ? [fault('delegatedZoneUnknown', { zone: wanted.zone })] : []),
  ];
  return judgeWay(wanted.delegation.challenge, resolution, findings, [customer, ours], THERE);
}

/** What is wrong with a name that a provider holds; as `judgeHealth`. */
export function judgeHeld(evidence: HeldEvidence): Health {
  const { held, customer, resolution } = evidence;
  const findings = [...judgeHeldRecords(evidence), ...judgeZone(held.name, evidence)];
  return judgeWay(held.challenge, resolution, findings, [customer], THERE_OR_NOT);
}

/** Between two orders the name of a delegated challenge is there, as its record is; that of one that is held need not be. */
const THERE: ReadonlySet<LookupEvidence['outcome']> = new Set(['answer', 'nodata']);
const THERE_OR_NOT: ReadonlySet<LookupEvidence['outcome']> = new Set([...THERE, 'nxdomain']);

function judgeZone(
  name: string,
  { customer, resolution }: Pick<HealthEvidence, 'customer' | 'resolution'>,
): Fault[] {
  const isUnknown = customer.zone === undefined && !isBogus(resolution);
  return isUnknown ? [fault('delegationZoneUnknown', { name })] : [];
}

/** With what was found of records: what there is to say of the servers, and of the whole way past them. */
function judgeWay(
  challenge: string,
  resolution: LookupEvidence,
  records: readonly Fault[],
  zones: readonly ZoneEvidence[],
  good: ReadonlySet<LookupEvidence['outcome']>,
): Health {
  const familiesNotMeasured = notMeasured(zones);
  const findings = [...records, ...zones.flatMap((zone) => judgeServers(zone, familiesNotMeasured))];
  const alone = findings.length === 0 && familiesNotMeasured.length < 2;
  return {
    findings: [...findings, ...judgeResolution(challenge, resolution, alone, good)],
    familiesNotMeasured,
    notAsked: zones.flatMap(({ servers }) => servers.flatMap((one) => (one.refused ? [one.address] : []))),
  };
}

/** What a CA would get. Where servers were found at fault, an error of the lookup only repeats them. */
function judgeResolution(
  challenge: string,
  resolution: LookupEvidence,
  alone: boolean,
  good: ReadonlySet<LookupEvidence['outcome']>,
): Fault[] {
  const { outcome, dnssec } = resolution;
  if (isBogus(resolution))
    return [fault('delegationBogus', { link: dnssec?.link ?? '', reason: dnssec?.reason ?? '' })];
  if (good.has(outcome) || !alone) return [];
  return [fault('delegationUnresolved', { challenge, outcome })];
}

function isBogus({ outcome, dnssec }: LookupEvidence): boolean {
  return outcome === 'bogus' || dnssec?.status === 'bogus';
}
