import type { Cause } from '../types.ts';
import { noDefaultRoute } from './c1-no-default-route.ts';
import { neighbourDiscovery } from './c10-neighbour-discovery.ts';
import { twoRouters } from './c11-two-routers.ts';
import { sourceAddress } from './c12-source-address.ts';
import { forwardingHost } from './c2-forwarding-host.ts';
import { routerGone } from './c3-router-gone.ts';
import { offLinkGateway } from './c4-off-link-gateway.ts';
import { notAnnounced } from './c5-not-announced.ts';
import { splitPath } from './c6-split-path.ts';
import { reversePath } from './c7-reverse-path.ts';
import { packetTooBig } from './c8-packet-too-big.ts';
import { tunnel } from './c9-tunnel.ts';

/** C: routing. */
export const ROUTING_CAUSES: readonly Cause[] = [
  noDefaultRoute,
  forwardingHost,
  routerGone,
  offLinkGateway,
  notAnnounced,
  splitPath,
  reversePath,
  packetTooBig,
  tunnel,
  neighbourDiscovery,
  twoRouters,
  sourceAddress,
];
