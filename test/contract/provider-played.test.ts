import { playedContract } from '../support/providers/played-contract.ts';
import { PLAYED_KINDS, WRONG } from '../support/providers/played-kinds.ts';
import { providerContract } from './provider.ts';

for (const { name, play, open, secrets, wholeSets = false } of PLAYED_KINDS) {
  providerContract(`${name}, played`, async () => playedContract(await play(), open, [...secrets, WRONG]), {
    wholeSets,
    lacks: ['inSync'],
  });
}
