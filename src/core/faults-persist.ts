import type { PersistFaultMessages } from '../i18n/en/faults-persist.ts';
import type { FaultEntry } from './fault-entry.ts';

/** Of records of dns-persist-01: what the inventory refuses, and what is found wrong with them (`sixfour persist check`). */
export const persistFaults = {
  persistNameUnknown: entry(404, 'not-found'),
  persistRecordExists: entry(409, 'persist-inventory'),
  tooManyPersistRecords: entry(409, 'persist-inventory'),
  persistRecordInvalid: entry(400, 'persist-inventory'),
  persistMissing: entry(409, 'persist-record'),
  persistDrift: entry(409, 'persist-record'),
  persistTwice: entry(409, 'persist-record'),
  persistUnknownAccount: entry(409, 'persist-record'),
  persistUnknownIssuer: entry(409, 'persist-record'),
  persistUnreadable: entry(409, 'persist-record'),
  persistEnded: entry(409, 'persist-end'),
  persistEndsSoon: entry(409, 'persist-end'),
  persistServersDiffer: entry(409, 'persist-record'),
  persistAliasElsewhere: entry(409, 'persist-record'),
} satisfies Record<keyof PersistFaultMessages, FaultEntry>;

function entry(status: number, anchor: string): FaultEntry {
  return { problem: null, status, blame: 'client', anchor };
}
