import type { ProviderFaultMessages } from '../i18n/en/faults-provider.ts';
import type { FaultEntry } from './fault-entry.ts';

/** Faults of DNS providers: what the clients of the broker are told, and what their administrator is. */
export const providerFaults = {
  providerFailed: { problem: null, status: 502, blame: 'server', anchor: 'provider-failed' },
  providerLate: { problem: null, status: 503, blame: 'server', anchor: 'provider-late' },
  noSuchProvider: entry(404, 'not-found'),
  providerExists: entry(409, 'provider-input'),
  providerZoneTaken: entry(409, 'provider-input'),
  providerNameRefused: entry(400, 'provider-input'),
  providerZoneRefused: entry(400, 'provider-input'),
  providerKindUnknown: entry(400, 'provider-input'),
  providerInputInvalid: entry(400, 'provider-input'),
  providerCredentialsUnread: entry(400, 'provider-input'),
  providerInUse: entry(409, 'provider-in-use'),
} satisfies Record<keyof ProviderFaultMessages, FaultEntry>;

function entry(status: number, anchor: string): FaultEntry {
  return { problem: null, status, blame: 'client', anchor };
}
