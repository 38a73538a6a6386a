import { createAccountStore } from './accounts.ts';
import { createAllowanceStore } from './allowances.ts';
import { createApprovalStore } from './approvals.ts';
import { createAuditStore } from './audit.ts';
import { createAuthorizationStore } from './authorizations.ts';
import { createChallengeChangeStore } from './challenge-changes.ts';
import { createChallengeStore } from './challenges.ts';
import { createCertificateStore } from './certificates.ts';
import { createClientIdentityStore } from './client-identities.ts';
import { createClientStore } from './clients.ts';
import type { Driver } from './driver.ts';
import { createExternalKeyStore } from './external-keys.ts';
import { createImportedAccountStore } from './imported-accounts.ts';
import { createJobStore } from './job-list.ts';
import { createOrderStore } from './orders.ts';
import { createPersistStore } from './persist.ts';
import { createOwnValueStore } from './own-values.ts';
import { createPerspectiveStore } from './perspectives.ts';
import { createProviderRecordStore } from './provider-records.ts';
import { createProviderStore } from './providers.ts';
import { createRuleStore } from './rules.ts';
import { createTsigKeyStore } from './tsig-keys.ts';
import type { Store } from './types.ts';
import { createValidationStore } from './validations.ts';
import { createSecondaryLagStore } from './secondary-lags.ts';
import { createZoneKeyStore } from './zone-keys.ts';

/** The store on any driver: the repositories, one for each concept. */
export function createStore(driver: Driver): Store {
  return {
    accounts: createAccountStore(driver),
    externalKeys: createExternalKeyStore(driver),
    orders: createOrderStore(driver),
    authorizations: createAuthorizationStore(driver),
    certificates: createCertificateStore(driver),
    validations: createValidationStore(driver),
    allowances: createAllowanceStore(driver),
    perspectives: createPerspectiveStore(driver),
    clients: createClientStore(driver),
    clientIdentities: createClientIdentityStore(driver),
    rules: createRuleStore(driver),
    approvals: createApprovalStore(driver),
    audit: createAuditStore(driver),
    challenges: createChallengeStore(driver),
    ownValues: createOwnValueStore(driver),
    challengeChanges: createChallengeChangeStore(driver),
    tsigKeys: createTsigKeyStore(driver),
    zoneKeys: createZoneKeyStore(driver),
    secondaryLags: createSecondaryLagStore(driver),
    importedAccounts: createImportedAccountStore(driver),
    persist: createPersistStore(driver),
    providers: createProviderStore(driver),
    providerRecords: createProviderRecordStore(driver),
    jobs: createJobStore(driver),
    close: () => driver.close(),
  };
}
