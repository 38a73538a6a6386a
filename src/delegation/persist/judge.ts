import { type Family, type Fault, fault } from '../../core/index.ts';
import type { PersistRecord } from '../../store/index.ts';
import { judgeServers, notMeasured } from '../health/index.ts';
import { judgePublished } from './judge-published.ts';
import { PERSIST_NEAR_DAYS } from './limits.ts';
import type { PersistEvidence, PersistPlace } from './types.ts';

/** What the evidence says. Not measured is never a finding. */
export type PersistHealth = {
  readonly findings: readonly Fault[];
  /** This machine has no way out over these. */
  readonly familiesNotMeasured: readonly Family[];
  /** Addresses that the address policy forbids. */
  readonly notAsked: readonly string[];
};

/** What is wrong with the records of one name, measured by those of the inventory; pure. Each finding ends with what mends it. */
export function judgePersist(evidence: PersistEvidence, wanted: readonly PersistRecord[]): PersistHealth {
  const { owner, target, resolution, name, at } = evidence;
  const places = [owner, ...(target === undefined ? [] : [target])];
  const zones = places.map(({ zone }) => zone);
  const familiesNotMeasured = notMeasured(zones);
  const findings = [
    ...judgePublished(target ?? owner, target === undefined ? undefined : owner, wanted),
    ...wanted.flatMap((record) => judgeEnd(record, owner.name, at)),
    ...places.flatMap(differs),
    ...(owner.zone.zone === undefined && !isBogus(evidence)
      ? [fault('delegationZoneUnknown', { name })]
      : []),
    ...zones.flatMap((zone) => judgeServers(zone, familiesNotMeasured)),
  ];
  const bogus = isBogus(evidence)
    ? [
        fault('delegationBogus', {
          link: resolution.dnssec?.link ?? '',
          reason: resolution.dnssec?.reason ?? '',
        }),
      ]
    : [];
  const { outcome } = resolution;
  const unresolved =
    findings.length === 0 && bogus.length === 0 && outcome !== 'answer' && familiesNotMeasured.length < 2
      ? [fault('delegationUnresolved', { challenge: owner.name, outcome })]
      : [];
  return {
    findings: [...findings, ...bogus, ...unresolved],
    familiesNotMeasured,
    notAsked: zones.flatMap(({ servers }) => servers.flatMap((one) => (one.refused ? [one.address] : []))),
  };
}

function judgeEnd(record: PersistRecord, owner: string, now: number): Fault[] {
  const { issuer, until } = record;
  if (until === null) return [];
  const shown = new Date(until).toISOString().replace('.000Z', 'Z');
  if (until <= now) return [fault('persistEnded', { owner, issuer, until: shown })];
  return until - now < PERSIST_NEAR_DAYS * 86_400_000
    ? [fault('persistEndsSoon', { owner, issuer, until: shown, days: PERSIST_NEAR_DAYS })]
    : [];
}

/** Of what is said with authority, over whichever transport: records, a CNAME, or nothing. */
function differs({ name, zone, answers }: PersistPlace): Fault[] {
  const said = answers.flatMap(({ outcome, texts }) => {
    if (outcome === 'answer') return [JSON.stringify(texts.toSorted())];
    if (outcome === 'alias') return ['a CNAME'];
    return outcome === 'nodata' || outcome === 'nxdomain' ? ['nothing'] : [];
  });
  return new Set(said).size > 1
    ? [fault('persistServersDiffer', { owner: name, zone: zone.zone ?? '' })]
    : [];
}

function isBogus({ resolution }: PersistEvidence): boolean {
  return resolution.outcome === 'bogus' || resolution.dnssec?.status === 'bogus';
}
