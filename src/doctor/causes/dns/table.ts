import type { Cause } from '../types.ts';
import { anotherServer } from './a1-another-server.ts';
import { deadAddress } from './a2-dead-address.ts';
import { wildcardAddress } from './a3-wildcard-address.ts';
import { staleAddress } from './a4-stale-address.ts';
import { specialAddress } from './a5-special-address.ts';
import { noSixAddress } from './a6-no-ipv6-address.ts';
import { noFourAddress } from './a7-no-ipv4-address.ts';
import { siblingDiffers } from './a8-sibling-differs.ts';
import { oneOfSeveralDead } from './a9-one-of-several-dead.ts';
import { aaaaNotAnswered } from './a10-aaaa-not-answered.ts';
import { nameServersWithoutSix } from './a11-name-servers-without-ipv6.ts';
import { nameServersDisagree } from './a12-name-servers-disagree.ts';
import { geoAnswers } from './a13-geo-answers.ts';
import { aliasWithoutSix } from './a14-alias-without-ipv6.ts';
import { addressHints } from './a15-address-hints.ts';
import { signaturesWrong } from './a16-signatures-wrong.ts';
import { keptInCaches } from './a17-kept-in-caches.ts';
import { doubledLabel } from './a18-doubled-label.ts';
import { delegationLame } from './a19-delegation-lame.ts';
import { otherSource } from './a20-other-source.ts';
import { transportBroken } from './a21-transport-broken.ts';
import { caaForbids } from './a22-caa-forbids.ts';

/** A: what the DNS says. */
export const DNS_CAUSES: readonly Cause[] = [
  anotherServer,
  deadAddress,
  wildcardAddress,
  staleAddress,
  specialAddress,
  noSixAddress,
  noFourAddress,
  siblingDiffers,
  oneOfSeveralDead,
  aaaaNotAnswered,
  nameServersWithoutSix,
  nameServersDisagree,
  geoAnswers,
  aliasWithoutSix,
  addressHints,
  signaturesWrong,
  keptInCaches,
  doubledLabel,
  delegationLame,
  otherSource,
  transportBroken,
  caaForbids,
];
