import { cloudflare } from '../../src/delegation/providers/cloudflare/index.ts';
import { desec } from '../../src/delegation/providers/desec/index.ts';
import { digitalocean } from '../../src/delegation/providers/digitalocean/index.ts';
import { gandi } from '../../src/delegation/providers/gandi/index.ts';
import { hetzner } from '../../src/delegation/providers/hetzner/index.ts';
import { ovh } from '../../src/delegation/providers/ovh/index.ts';
import type { ProviderKind } from '../../src/delegation/providers/types.ts';
import { playCloudflare } from '../support/providers/cloudflare.ts';
import { playDesec } from '../support/providers/desec.ts';
import { playDigitalOcean } from '../support/providers/digitalocean.ts';
import { playGandi } from '../support/providers/gandi.ts';
import { playHetzner } from '../support/providers/hetzner.ts';
import { openKind } from '../support/providers/open-kind.ts';
import { playOvh } from '../support/providers/ovh.ts';
import { playedContract } from '../support/providers/played-contract.ts';
import type { Played } from '../support/providers/played.ts';
import { providerContract } from './provider.ts';

const TOKEN = 'secret-token-0123456789';
const WRONG = 'another-token-9876543210';

byToken('cloudflare, played', cloudflare, (token) => playCloudflare({ token }));
byToken('hetzner, played', hetzner, (token) => playHetzner({ token }));
byToken('digitalocean, played', digitalocean, (token) => playDigitalOcean({ token }));
byToken('desec, played', desec, (token) => playDesec({ token }), { wholeSets: true });
byToken('gandi, played', gandi, (token) => playGandi({ token }), { wholeSets: true });

providerContract('ovh, played', async () => {
  const played = await playOvh();
  const open = (url: string, wrong?: 'wrong') => {
    const application_secret = wrong === undefined ? played.credentials.application_secret : WRONG;
    return openKind(ovh, { options: { url }, credentials: { ...played.credentials, application_secret } });
  };
  return playedContract(played, open, [...Object.values(played.credentials), WRONG]);
});

function byToken<O, C>(
  name: string,
  kind: ProviderKind<O, C>,
  play: (token: string) => Promise<Played>,
  promises: { readonly wholeSets?: boolean } = {},
): void {
  const make = async () => {
    const open = (url: string, wrong?: 'wrong') =>
      openKind(kind, { options: { url }, credentials: { token: wrong === undefined ? TOKEN : WRONG } });
    return playedContract(await play(TOKEN), open, [TOKEN, WRONG]);
  };
  providerContract(name, make, promises);
}
