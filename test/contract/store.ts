import { describe } from 'node:test';
import { accountContract } from './store/accounts.ts';
import { auditContract } from './store/audit.ts';
import { authorizationContract } from './store/authorizations.ts';
import { challengeChangeContract } from './store/challenge-changes.ts';
import { challengeContract } from './store/challenges.ts';
import { certificateContract } from './store/certificates.ts';
import { clientIdentityContract } from './store/client-identities.ts';
import { clientContract } from './store/clients.ts';
import { identifierContract } from './store/identifiers.ts';
import { importedAccountContract } from './store/imported-accounts.ts';
import { jobContract } from './store/jobs.ts';
import { orderContract } from './store/orders.ts';
import { persistContract } from './store/persist.ts';
import { perspectiveContract } from './store/perspectives.ts';
import { providerContract } from './store/providers.ts';
import { retentionContract } from './store/retention.ts';
import { standingContract } from './store/standing.ts';
import { tsigKeyContract } from './store/tsig-keys.ts';
import { zoneKeyContract } from './store/zone-keys.ts';
import type { OpenStore } from './store/world.ts';

/** What every `Store` keeps (src/store/types.ts). Each part gets an empty store of its own. */
export function storeContract(name: string, open: OpenStore): void {
  describe(`store on ${name}`, () => {
    describe('accounts', () => accountContract(open));
    describe('orders', () => orderContract(open));
    describe('authorizations', () => authorizationContract(open));
    describe('identifiers', () => identifierContract(open));
    describe('standing authorizations', () => standingContract(open));
    describe('certificates', () => certificateContract(open));
    describe('perspectives', () => perspectiveContract(open));
    describe('clients and rules', () => clientContract(open));
    describe('identities of clients', () => clientIdentityContract(open));
    describe('challenges', () => challengeContract(open));
    describe('changes of challenges', () => challengeChangeContract(open));
    describe('TSIG keys', () => tsigKeyContract(open));
    describe('keys of zones', () => zoneKeyContract(open));
    describe('the audit', () => auditContract(open));
    describe('retention', () => retentionContract(open));
    describe('imported accounts', () => importedAccountContract(open));
    describe('records of dns-persist-01', () => persistContract(open));
    describe('DNS providers', () => providerContract(open));
    describe('jobs', () => jobContract(open));
  });
}
