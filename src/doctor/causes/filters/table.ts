import type { Cause } from '../types.ts';
import { portNotAllowed } from './d1-port-not-allowed.ts';
import { homeRouter } from './d10-home-router.ts';
import { port80Blocked } from './d11-port-80-blocked.ts';
import { sourcesBlocked } from './d12-sources-blocked.ts';
import { banned } from './d13-banned.ts';
import { overloaded } from './d14-overloaded.ts';
import { dockerIpv4Only } from './d15-docker-ipv4-only.ts';
import { exposed } from './d16-exposed.ts';
import { allowedTooLate } from './d2-allowed-too-late.ts';
import { icmpv6Dropped } from './d3-icmpv6-dropped.ts';
import { rejected } from './d4-rejected.ts';
import { onePortOpen } from './d5-one-port-only.ts';
import { notSaved } from './d6-not-saved.ts';
import { firewalldZone } from './d7-firewalld-zone.ts';
import { ufwWithoutIpv6 } from './d8-ufw-without-ipv6.ts';
import { cloudFirewall } from './d9-cloud-firewall.ts';

/** D: packet filters. */
export const FILTER_CAUSES: readonly Cause[] = [
  portNotAllowed,
  allowedTooLate,
  icmpv6Dropped,
  rejected,
  onePortOpen,
  notSaved,
  firewalldZone,
  ufwWithoutIpv6,
  cloudFirewall,
  homeRouter,
  port80Blocked,
  sourcesBlocked,
  banned,
  overloaded,
  dockerIpv4Only,
  exposed,
];
