import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/core/index.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { clockContract } from './clock.ts';

// sleep() holds the process, which the clock's own timers do not
clockContract('system', () => ({ clock: systemClock, pass: (ms) => sleep(ms) }));

clockContract('virtual', () => {
  const clock = createVirtualClock();
  return { clock, pass: (ms) => clock.advance(ms) };
});
