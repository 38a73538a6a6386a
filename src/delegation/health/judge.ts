import { type Family, type Fault, fault, type LookupEvidence } from '../../core/index.ts';
import { judgeRecords } from './judge-records.ts';
import { judgeServers, notMeasured } from './judge-servers.ts';
import type { Health, HealthEvidence } from './types.ts';

/** What is wrong with a delegated name, most telling first; pure. Each finding's message ends with what mends it. */
export function judgeHealth(evidence: HealthEvidence): Health {
  const { customer, ours, resolution, wanted } = evidence;
  const zones = [customer, ours];
  const familiesNotMeasured = notMeasured(zones);
  const findings = [
    ...judgeRecords(evidence),
    ...(customer.zone === undefined && !isBogus(resolution)
      ? [fault('delegationZoneUnknown', { name: wanted.delegation.name })]
      : []),
    ...(ours.zone === undefined ? [fault('delegatedZoneUnknown', { zone: wanted.zone })] : []),
    ...zones.flatMap((zone) => judgeServers(zone, familiesNotMeasured)),
  ];
  return {
    findings: [...findings, ...judgeResolution(evidence, findings.length === 0, familiesNotMeasured)],
    familiesNotMeasured,
    notAsked: zones.flatMap(({ servers }) => servers.flatMap((one) => (one.refused ? [one.address] : []))),
  };
}

/** What a CA would get. Where servers were found at fault, an error of the lookup only repeats them. */
function judgeResolution(
  { resolution, wanted }: HealthEvidence,
  alone: boolean,
  families: readonly Family[],
): Fault[] {
  const { outcome, dnssec } = resolution;
  if (isBogus(resolution))
    return [fault('delegationBogus', { link: dnssec?.link ?? '', reason: dnssec?.reason ?? '' })];
  if (outcome === 'answer' || outcome === 'nodata' || !alone || families.length === 2) return [];
  return [fault('delegationUnresolved', { challenge: wanted.delegation.challenge, outcome })];
}

function isBogus({ outcome, dnssec }: LookupEvidence): boolean {
  return outcome === 'bogus' || dnssec?.status === 'bogus';
}
