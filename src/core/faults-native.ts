import type { NativeFaultMessages } from '../i18n/en/faults-native.ts';
import type { FaultEntry } from './fault-entry.ts';

/** Faults of the native API, and of the ways in which its clients prove who they are. */
export const nativeFaults = {
  credentialsMissing: entry(401, 'client-key'),
  clientCertificateRefused: entry(401, 'client-certificate'),
  clientTokenRefused: entry(401, 'client-token'),
  tokenIssuerUnavailable: entry(503, 'client-token'),
  keyAuthorizationRefused: entry(400, 'key-authorization'),
  requestInvalid: entry(400, 'native-request'),
  nothingThere: entry(404, 'native-request'),
  methodRefused: entry(405, 'native-request'),
  contentTypeRefused: entry(415, 'native-request'),
  requestTooLarge: entry(413, 'native-request'),
  noSuchClientKey: entry(404, 'not-found'),
  tooManyClientKeys: entry(409, 'client-exists'),
  expiryInvalid: entry(400, 'client-input'),
  noSuchClientIdentity: entry(404, 'not-found'),
  clientIdentityInvalid: entry(400, 'client-identity'),
  clientIdentityExists: entry(409, 'client-identity'),
  tooManyClientIdentities: entry(409, 'client-identity'),
} satisfies Record<keyof NativeFaultMessages, FaultEntry>;

function entry(status: number, anchor: string): FaultEntry {
  return { problem: null, status, blame: status === 503 ? 'server' : 'client', anchor };
}
