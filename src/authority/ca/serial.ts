import { randomFillSync } from 'node:crypto';

/** 1 + 6 + 12: positive without a sign byte, and below the 20 bytes of RFC 5280 section 4.1.2.2. */
export const SERIAL_BYTES = 19;
export const NODE_BYTE_MAX = 0x7f;

/**
 * A new serial number: node byte (0x01 to 0x7f: several nodes never collide, and the number is positive), 48 bits of
 * time in ms (serials grow with time, so an index of them is appended to, not scattered over), 96 bits of the system's
 * CSPRNG (BR 7.1 asks for 64).
 */
export function newSerial(node: number, now: number): Uint8Array {
  const serial = Buffer.allocUnsafeSlow(SERIAL_BYTES);
  serial.writeUInt8(node, 0);
  serial.writeUIntBE(now, 1, 6);
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  serial.set(pool.subarray(used, (used += RANDOM_BYTES)), RANDOM_AT);
  return serial;
}

const RANDOM_AT = 7;
const RANDOM_BYTES = SERIAL_BYTES - RANDOM_AT;
/** Random bytes for many serials at a time: a call into the system for each costs as much as building the certificate. */
const pool = new Uint8Array(RANDOM_BYTES * 256);
let used = pool.length;
