import { systemClock } from '../../src/core/index.ts';
import { createDialer } from '../../src/net/index.ts';
import { dialerContract } from './dialer.ts';

dialerContract('real sockets', createDialer(systemClock));
