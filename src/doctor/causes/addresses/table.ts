import type { Cause } from '../types.ts';
import { switchedOffSix } from './b1-switched-off.ts';
import { prefixLength } from './b10-prefix-length.ts';
import { notApplied } from './b2-not-applied.ts';
import { lostAtReboot } from './b3-lost-at-reboot.ts';
import { noLastingAddress } from './b4-no-lasting-address.ts';
import { duplicateAddress } from './b5-duplicate-address.ts';
import { bindBeforeAddress } from './b6-bind-before-address.ts';
import { deprecatedAddress } from './b7-deprecated-address.ts';
import { temporaryAddress } from './b8-temporary-address.ts';
import { otherThanAssigned } from './b9-other-than-assigned.ts';

/** B: addresses. */
export const ADDRESS_CAUSES: readonly Cause[] = [
  switchedOffSix,
  notApplied,
  lostAtReboot,
  noLastingAddress,
  duplicateAddress,
  bindBeforeAddress,
  deprecatedAddress,
  temporaryAddress,
  otherThanAssigned,
  prefixLength,
];
