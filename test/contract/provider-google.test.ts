import { google } from '../../src/delegation/providers/google/index.ts';
import { emptyPort } from '../support/providers/fake-server.ts';
import {
  FORGED_ACCOUNT,
  googleValues,
  otherAtGoogle,
  playGoogle,
  SERVICE_ACCOUNT,
} from '../support/providers/google.ts';
import { endPlayed, openKind } from '../support/providers/open-kind.ts';
import { providerContract } from './provider.ts';

providerContract('google, played', async () => {
  const peer = await playGoogle();
  const silent = await playGoogle();
  silent.trouble(/./, 'silence', Number.POSITIVE_INFINITY);
  peer.pending = 2;
  peer.zones.push(
    { name: 'inside', dnsName: 'example.com.', visibility: 'private', rrsets: [] },
    { name: 'outside', dnsName: 'example.com.', visibility: 'public', rrsets: [] },
    { name: 'other', dnsName: 'example.net.', visibility: 'public', rrsets: [] },
  );
  return {
    provider: await at(peer),
    zone: 'example.com',
    values: (name) => Promise.resolve(googleValues(peer, name)),
    other: otherAtGoogle(peer),
    unauthorized: await at(peer, FORGED_ACCOUNT),
    silent: await at(silent),
    absent: await at({ url: `https://127.0.0.1:${await emptyPort()}`, ca: peer.ca }),
    noZone: { zone: 'example.org' },
    secrets: [SERVICE_ACCOUNT.private_key, FORGED_ACCOUNT.private_key],
    close: () => endPlayed([peer, silent]),
  };
});

function at({ url, ca }: { url: string; ca: string }, account: object = SERVICE_ACCOUNT) {
  return openKind(google, {
    options: { url, login_url: url, ca },
    credentials: { key: JSON.stringify(account) },
  });
}
