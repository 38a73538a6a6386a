import { route53 } from '../../src/delegation/providers/route53/index.ts';
import { emptyPort } from '../support/providers/fake-server.ts';
import { endPlayed, openKind } from '../support/providers/open-kind.ts';
import { AWS_KEY, otherAtRoute53, playRoute53, valuesAt } from '../support/providers/route53.ts';
import { providerContract } from './provider.ts';

providerContract('route53, played', async () => {
  const peer = await playRoute53();
  const silent = await playRoute53();
  silent.trouble(/./, 'silence', Number.POSITIVE_INFINITY);
  peer.pending = 2;
  peer.zones.push(
    { id: 'Z0PRIVATE', name: 'example.com.', private: true, sets: [] },
    { id: 'Z1PUBLIC', name: 'example.com.', sets: [] },
    { id: 'Z2OTHER', name: 'example.net.', sets: [] },
  );
  const wrong = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEX';
  return {
    provider: await at(peer),
    zone: 'example.com',
    values: (name) => Promise.resolve(valuesAt(peer, name)),
    other: otherAtRoute53(peer),
    unauthorized: await at(peer, wrong),
    silent: await at(silent),
    absent: await at({ url: `https://127.0.0.1:${await emptyPort()}`, ca: peer.ca }),
    noZone: { zone: 'example.org' },
    secrets: [AWS_KEY.secret, wrong],
    close: () => endPlayed([peer, silent]),
  };
});

function at({ url, ca }: { url: string; ca: string }, secret_access_key = AWS_KEY.secret) {
  return openKind(route53, {
    options: { url, ca },
    credentials: { access_key_id: AWS_KEY.id, secret_access_key },
  });
}
