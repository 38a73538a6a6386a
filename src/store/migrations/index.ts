import { firstSchema } from './0001-first-schema.ts';
import { delegation } from './0002-delegation.ts';
import { tsigKeys } from './0003-tsig-keys.ts';
import { zoneKeys } from './0004-zone-keys.ts';
import { providers } from './0005-providers.ts';
import { ruleConditions } from './0006-rule-conditions.ts';
import { audit } from './0007-audit.ts';
import { workloadIdentities } from './0008-workload-identities.ts';
import { zoneTransfer } from './0009-zone-transfer.ts';
import { importedAccountsAndPersist } from './0010-imported-accounts-and-persist.ts';
import type { Migration } from './types.ts';

export type { Migration } from './types.ts';

/** All of them, in order; applied in one transaction when a database is opened (`sqlite/migrate.ts`). */
export const MIGRATIONS: readonly Migration[] = [
  firstSchema,
  delegation,
  tsigKeys,
  zoneKeys,
  providers,
  ruleConditions,
  audit,
  workloadIdentities,
  zoneTransfer,
  importedAccountsAndPersist,
];
