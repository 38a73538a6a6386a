import { randomTexts } from './random.ts';

const TIME_BYTES = 6;
const RANDOM_BYTES = 10;
const randomDigits = randomTexts(RANDOM_BYTES, 'hex');

/**
 * A new id: 48 bits of time in ms, then 80 random bits, as 32 lower-case hex digits. Ids sort by time, so indexes grow at
 * one end. Never a secret: access is decided by ownership, not by knowing an id.
 */
export function newId(now: number): string {
  return now.toString(16).padStart(TIME_BYTES * 2, '0') + randomDigits();
}
