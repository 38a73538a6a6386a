import { addressRecords } from './dns/d1-address-records.ts';
import { challengeRecords } from './dns/d2-challenge-records.ts';
import { nameServers } from './dns/d3-name-servers.ts';
import { anotherWay } from './elsewhere/another-way.ts';
import { cloud } from './elsewhere/c1-cloud.ts';
import { page } from './elsewhere/page.ts';
import { ticket } from './elsewhere/ticket.ts';
import { wait } from './elsewhere/wait.ts';
import { portRules } from './filters/f1-rules.ts';
import { icmpv6 } from './filters/f2-icmpv6.ts';
import { manager } from './filters/f3-manager.ts';
import { reversePath } from './filters/f4-rpfilter.ts';
import { keepRules } from './filters/f5-persist.ts';
import { address } from './network/n1-address.ts';
import { route } from './network/n2-route.ts';
import { packetSize } from './network/n4-mtu.ts';
import { tables } from './network/n5-tables.ts';
import type { RemedyRule } from './types.ts';
import { exemptFromRedirect, letPathThrough, oneFolder } from './web/challenge-path.ts';
import { webServer } from './web/w-special.ts';
import { nginxListens } from './web/w1-nginx.ts';
import { apacheListens } from './web/w2-apache.ts';
import { caddyBinds } from './web/w3-caddy.ts';
import { nodeListens } from './web/w4-node.ts';
import { haproxyBinds } from './web/w5-haproxy.ts';
import { traefikEntryPoints } from './web/w6-traefik.ts';
import { certificate } from './web/w7-certificate.ts';
import { docker } from './web/w8-docker.ts';
import { tlsVersions } from './web/w9-tls-versions.ts';

/** The cookbook: docs/remedies.md. Its keys are what causes name. */
export const REMEDIES: ReadonlyMap<string, RemedyRule> = new Map([
  ['W', webServer],
  ['W1', nginxListens],
  ['W2', apacheListens],
  ['W3', caddyBinds],
  ['W4', nodeListens],
  ['W5', haproxyBinds],
  ['W6', traefikEntryPoints],
  ['W7', certificate],
  ['W8', docker],
  ['W9', tlsVersions],
  ['N1', address],
  ['N2', route],
  ['N4', packetSize],
  ['N5', tables],
  ['F1', portRules],
  ['F2', icmpv6],
  ['F3', manager],
  ['F4', reversePath],
  ['F5', keepRules],
  ['C1', cloud],
  ['D1', addressRecords],
  ['D2', challengeRecords],
  ['D3', nameServers],
  ['X', letPathThrough],
  ['X1', exemptFromRedirect],
  ['X2', oneFolder],
  ['wait', wait],
  ['ticket', ticket],
  ['dns', anotherWay],
  ['site', page],
]);
