import type { DelegationFaultMessages } from '../i18n/en/faults-delegation.ts';
import type { FaultEntry } from './fault-entry.ts';

/** Faults of the delegation: they never reach an ACME client, but those who answer for one. */
export const delegationFaults = {
  clientKeyUnknown: entry(401, 'client-key'),
  tooManyWrongKeys: entry(429, 'too-many-wrong-keys'),
  notAChallengeName: entry(400, 'challenge-name'),
  notDelegatedTo: entry(403, 'not-delegated'),
  challengeValueRefused: entry(400, 'challenge-value'),
  challengeRequestMalformed: entry(400, 'challenge-value'),
  tooManyChallengeValues: entry(409, 'too-many-challenge-values'),
  labelTaken: entry(409, 'label-taken'),
  delegationOff: entry(409, 'delegation-off'),
  noSuchZone: entry(404, 'not-found'),
  nameServersMissing: entry(400, 'zone-settings'),
  nameServerWithoutAddress: entry(400, 'zone-settings'),
  secondaryWithoutAddress: entry(400, 'secondary-settings'),
  secondaryKeyUnreadable: entry(400, 'secondary-settings'),
  secondaryZoneUnknown: entry(400, 'secondary-settings'),
  secondaryOfSignedZone: entry(400, 'secondary-of-signed-zone'),
  zoneNotSigned: entry(409, 'key-rollover'),
  rolloverUnderWay: entry(409, 'key-rollover'),
  noRollover: entry(409, 'key-rollover'),
  rolloverTooLate: entry(409, 'key-rollover'),
  dsNotAwaited: entry(409, 'key-rollover'),
  dsNotPublished: entry(409, 'key-rollover'),
  noSuchClient: entry(404, 'not-found'),
  clientExists: entry(409, 'client-exists'),
  clientNameRefused: entry(400, 'client-input'),
  tsigKeyNameRefused: entry(400, 'client-input'),
  tsigKeyExists: entry(409, 'client-exists'),
  tooManyTsigKeys: entry(409, 'client-exists'),
  noSuchTsigKey: entry(404, 'not-found'),
  noSuchRule: entry(404, 'not-found'),
  auditKeyUnreadable: entry(400, 'audit-input'),
  auditFileUnreadable: entry(400, 'audit-input'),
  auditLineUnreadable: entry(400, 'audit-input'),
  approvalPeriod: entry(400, 'approval-input'),
  ruleInvalid: entry(400, 'rule-input'),
} satisfies Record<keyof DelegationFaultMessages, FaultEntry>;

function entry(status: number, anchor: string): FaultEntry {
  return { problem: null, status, blame: 'client', anchor };
}
