import { collectAddresses } from './addresses.ts';
import { collectAssigned } from './addresses-assigned.ts';
import { collectCounters } from './counters.ts';
import { collectDocker } from './docker.ts';
import { collectFilters } from './filters/collect.ts';
import { collectFirewalls } from './filters/managers.ts';
import { collectJournal } from './journal.ts';
import { collectListeners } from './listeners.ts';
import { collectManagers } from './managers.ts';
import { collectNeighbours } from './neighbours.ts';
import { collectRoutes } from './routes.ts';
import type { InsideCollector } from './survey.ts';
import { collectSysctls } from './sysctls.ts';
import { collectWeb } from './web/collect.ts';

export type InsideCollectorName =
  | 'addresses'
  | 'assigned'
  | 'routes'
  | 'neighbours'
  | 'sysctls'
  | 'counters'
  | 'listeners'
  | 'filters'
  | 'firewalls'
  | 'web'
  | 'managers'
  | 'docker'
  | 'journal';

/** Everything that is read of a machine; progress and documentation are made of this table. */
export const INSIDE_COLLECTORS: Readonly<Record<InsideCollectorName, InsideCollector>> = {
  addresses: collectAddresses,
  assigned: collectAssigned,
  routes: collectRoutes,
  neighbours: collectNeighbours,
  sysctls: collectSysctls,
  counters: collectCounters,
  listeners: collectListeners,
  filters: collectFilters,
  firewalls: collectFirewalls,
  web: collectWeb,
  managers: collectManagers,
  docker: collectDocker,
  journal: collectJournal,
};
