import type { Cause } from '../types.ts';
import { ipv4OnlyListener } from './e1-ipv4-only-listener.ts';
import { proxyProtocol } from './e10-proxy-protocol.ts';
import { upstreamOfTheOtherFamily } from './e11-upstream-of-the-other-family.ts';
import { accessByIpv4Only } from './e12-access-by-ipv4-only.ts';
import { http3Closed } from './e13-http3-closed.ts';
import { ipv6OnlyListener } from './e2-ipv6-only-listener.ts';
import { notForOutsiders } from './e3-not-for-outsiders.ts';
import { onePortLacksIpv6 } from './e4-one-port-lacks-ipv6.ts';
import { listensClash } from './e5-listens-clash.ts';
import { otherVirtualHost } from './e6-other-virtual-host.ts';
import { certificateOfOneFamily } from './e7-certificate-of-one-family.ts';
import { nameRefused } from './e8-name-refused.ts';
import { wrongProtocol } from './e9-wrong-protocol.ts';

/** E: listeners. */
export const LISTENER_CAUSES: readonly Cause[] = [
  ipv4OnlyListener,
  ipv6OnlyListener,
  notForOutsiders,
  onePortLacksIpv6,
  listensClash,
  otherVirtualHost,
  certificateOfOneFamily,
  nameRefused,
  wrongProtocol,
  proxyProtocol,
  upstreamOfTheOtherFamily,
  accessByIpv4Only,
  http3Closed,
];
