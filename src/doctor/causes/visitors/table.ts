import type { Cause } from '../types.ts';
import { largeHelloLost } from './g1-large-hello-lost.ts';
import { resourceWithoutSix } from './g2-resource-without-ipv6.ts';
import { resourceWithDeadSix } from './g3-resource-with-dead-ipv6.ts';
import { fourLiterals } from './g4-ipv4-literals.ts';
import { synthesisedAddress } from './g5-synthesised-address.ts';
import { slowerOverSix } from './g6-slower-over-ipv6.ts';
import { certificateEnds } from './g7-certificate-ends.ts';
import { noWayToTheCa } from './g8-no-way-to-the-ca.ts';
import { caRefuses } from './g9-the-ca-refuses.ts';
import { methodDoesNotFit } from './g10-method-does-not-fit.ts';

/** G: what visitors meet, the ACME client, and the CA. */
export const VISITOR_CAUSES: readonly Cause[] = [
  largeHelloLost,
  resourceWithoutSix,
  resourceWithDeadSix,
  fourLiterals,
  synthesisedAddress,
  slowerOverSix,
  certificateEnds,
  noWayToTheCa,
  caRefuses,
  methodDoesNotFit,
];
