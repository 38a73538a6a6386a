import { cloudflare } from '../../../src/delegation/providers/cloudflare/index.ts';
import { desec } from '../../../src/delegation/providers/desec/index.ts';
import { digitalocean } from '../../../src/delegation/providers/digitalocean/index.ts';
import { gandi } from '../../../src/delegation/providers/gandi/index.ts';
import { hetzner } from '../../../src/delegation/providers/hetzner/index.ts';
import { ovh } from '../../../src/delegation/providers/ovh/index.ts';
import { powerdns } from '../../../src/delegation/providers/powerdns/index.ts';
import type { Provider, ProviderFailure, ProviderKind } from '../../../src/delegation/providers/types.ts';
import { playCloudflare } from './cloudflare.ts';
import { playDesec } from './desec.ts';
import { playDigitalOcean } from './digitalocean.ts';
import { playGandi } from './gandi.ts';
import { playHetzner } from './hetzner.ts';
import { openKind } from './open-kind.ts';
import { OVH_KEYS, playOvh } from './ovh.ts';
import { playPowerDns } from './powerdns.ts';
import type { Played } from './played.ts';

export const TOKEN = 'secret-token-0123456789';
export const WRONG = 'another-token-9876543210';

export type PlayedKind = {
  readonly name: string;
  readonly play: () => Promise<Played>;
  readonly open: (url: string, wrong?: 'wrong') => Promise<Provider>;
  readonly secrets: readonly string[];
  /** Takes record sets as a whole, without compare-and-swap. */
  readonly wholeSets?: boolean;
  /** Failures of a change after which it looks for itself, and tries again. */
  readonly again?: readonly ProviderFailure['outcome'][];
};

/** The kinds whose peers are played by `PlayedApi`. */
export const PLAYED_KINDS: readonly PlayedKind[] = [
  byToken('cloudflare', cloudflare, () => playCloudflare({ token: TOKEN })),
  byToken('hetzner', hetzner, () => playHetzner({ token: TOKEN }), { again: ['conflict', 'refused'] }),
  byToken('digitalocean', digitalocean, () => playDigitalOcean({ token: TOKEN })),
  byToken('desec', desec, () => playDesec({ token: TOKEN }), { wholeSets: true, again: ['conflict'] }),
  byToken('gandi', gandi, () => playGandi({ token: TOKEN }), { wholeSets: true, again: ['conflict'] }),
  {
    name: 'powerdns',
    play: () => playPowerDns({ key: TOKEN }),
    open: (url, wrong) =>
      openKind(powerdns, {
        options: { url, notify: true },
        credentials: { key: wrong === undefined ? TOKEN : WRONG },
      }),
    secrets: [TOKEN],
    wholeSets: true,
    again: ['conflict'],
  },
  {
    name: 'ovh',
    play: () => playOvh(),
    open: (url, wrong) =>
      openKind(ovh, {
        options: { url },
        credentials: {
          application_key: OVH_KEYS.application_key,
          application_secret: wrong === undefined ? OVH_KEYS.application_secret : WRONG,
          consumer_key: OVH_KEYS.consumer_key,
        },
      }),
    secrets: Object.values(OVH_KEYS),
  },
];

function byToken<O, C>(
  name: string,
  kind: ProviderKind<O, C>,
  play: () => Promise<Played>,
  more: Pick<PlayedKind, 'wholeSets' | 'again'> = {},
): PlayedKind {
  const open = (url: string, wrong?: 'wrong') =>
    openKind(kind, { options: { url }, credentials: { token: wrong === undefined ? TOKEN : WRONG } });
  return { name, play, open, secrets: [TOKEN], ...more };
}
