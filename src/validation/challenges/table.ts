import type { ChallengeType } from '../../core/index.ts';
import type { Challenge } from './challenge.ts';
import { dnsAccount01 } from './dns-account01.ts';
import { dnsPersist01 } from './dns-persist01.ts';
import { dns01 } from './dns01.ts';
import { http01 } from './http01.ts';
import { tlsAlpn01 } from './tls-alpn01.ts';

/** Every challenge type, and how it is looked at. */
export const CHALLENGES: Readonly<Record<ChallengeType, Challenge>> = {
  'http-01': http01,
  'dns-01': dns01,
  'tls-alpn-01': tlsAlpn01,
  'dns-account-01': dnsAccount01,
  'dns-persist-01': dnsPersist01,
};
