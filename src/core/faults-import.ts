import type { ImportFaultMessages } from '../i18n/en/faults-import.ts';
import type { FaultEntry } from './fault-entry.ts';

/** What can go wrong when accounts of acme-dns are taken over. */
export const importFaults = {
  importUnreadable: entry(409, 'acme-dns-import'),
  importNotAcmeDns: entry(409, 'acme-dns-import'),
  importVersionUnknown: entry(409, 'acme-dns-import'),
  importTooLarge: entry(409, 'acme-dns-import'),
  importedKeysBusy: entry(503, 'acme-dns-import'),
} satisfies Record<keyof ImportFaultMessages, FaultEntry>;

function entry(status: number, anchor: string): FaultEntry {
  return { problem: null, status, blame: 'client', anchor };
}
