import type { HealthFaultMessages } from '../i18n/en/faults-health.ts';
import type { FaultEntry } from './fault-entry.ts';

/** What is found wrong with a delegated name (`sixfour name check`): never sent to an ACME client. */
export const healthFaults = {
  delegationZoneUnknown: entry('delegation-servers'),
  delegatedZoneUnknown: entry('delegation-servers'),
  delegationRecordMissing: entry('delegation-record'),
  delegationRecordWrong: entry('delegation-record'),
  delegationRecordSynthesised: entry('delegation-record'),
  delegationTextsBeside: entry('delegation-record'),
  delegationTargetAbsent: entry('delegation-servers'),
  heldRecordThere: entry('delegation-record'),
  heldZoneElsewhere: entry('delegation-record'),
  delegationBogus: entry('delegation-servers'),
  delegationUnresolved: entry('delegation-servers'),
  zoneKeysMissing: entry('delegation-servers'),
  nameServersDisagree: entry('delegation-servers'),
  nameServerUnaddressed: entry('delegation-servers'),
  nameServersOneFamily: entry('delegation-servers'),
  nameServerSilent: entry('delegation-servers'),
  nameServerLame: entry('delegation-servers'),
  nameServerOtherSource: entry('delegation-servers'),
} satisfies Record<keyof HealthFaultMessages, FaultEntry>;

function entry(anchor: string): FaultEntry {
  return { problem: null, status: 409, blame: 'client', anchor };
}
