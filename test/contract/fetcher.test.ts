import { systemClock } from '../../src/core/index.ts';
import { createFetcher } from '../../src/net/index.ts';
import { fetcherContract } from './fetcher.ts';

fetcherContract('real sockets', createFetcher({ clock: systemClock }));
