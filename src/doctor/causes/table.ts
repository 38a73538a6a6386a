import { ADDRESS_CAUSES } from './addresses/table.ts';
import { DNS_CAUSES } from './dns/table.ts';
import { FILTER_CAUSES } from './filters/table.ts';
import { HTTP_CAUSES } from './http/table.ts';
import { LISTENER_CAUSES } from './listeners/table.ts';
import { ROUTING_CAUSES } from './routing/table.ts';
import type { Cause } from './types.ts';
import { VISITOR_CAUSES } from './visitors/table.ts';

/** The catalogue of causes, A1 to G10: docs/causes.md. */
export const CAUSES: readonly Cause[] = [
  ...DNS_CAUSES,
  ...ADDRESS_CAUSES,
  ...ROUTING_CAUSES,
  ...FILTER_CAUSES,
  ...LISTENER_CAUSES,
  ...HTTP_CAUSES,
  ...VISITOR_CAUSES,
];
