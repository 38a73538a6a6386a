import { azure } from '../../src/delegation/providers/azure/index.ts';
import { AZURE, AZURE_SECRET, azureValues, otherAtAzure, playAzure } from '../support/providers/azure.ts';
import { emptyPort } from '../support/providers/fake-server.ts';
import { endPlayed, openKind } from '../support/providers/open-kind.ts';
import { providerContract } from './provider.ts';

const WRONG = 'abc8Q~EXAMPLE_client.secret-9876543210~';

providerContract(
  'azure, played',
  async () => {
    const peer = await playAzure();
    const silent = await playAzure();
    silent.trouble(/./, 'silence', Number.POSITIVE_INFINITY);
    peer.zones.add('example.com').add('example.net');
    return {
      provider: await at(peer),
      zone: 'example.com',
      values: (name) => Promise.resolve(azureValues(peer, name)),
      other: otherAtAzure(peer),
      unauthorized: await at(peer, WRONG),
      silent: await at(silent),
      absent: await at({ url: `https://127.0.0.1:${await emptyPort()}`, ca: peer.ca }),
      noZone: { zone: 'example.org' },
      secrets: [AZURE_SECRET, WRONG],
      close: () => endPlayed([peer, silent]),
    };
  },
  { lacks: ['inSync'] },
);

function at({ url, ca }: { url: string; ca: string }, client_secret = AZURE_SECRET) {
  return openKind(azure, { options: { ...AZURE, url, login_url: url, ca }, credentials: { client_secret } });
}
