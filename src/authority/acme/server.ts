import { createAccountKeys } from './account-keys.ts';
import type { Acme } from './acme.ts';
import { createEdge } from './edge.ts';
import { RATE_LIMITS } from './limits.ts';
import { createNonces } from './nonces.ts';
import { createAllowances } from './policy/allowances.ts';
import { createRateLimiter } from './rate-limits.ts';
import { settingsOf } from './settings.ts';
import type { AcmeOptions, AcmeServer } from './types.ts';
import { createHold } from './work/hold.ts';
import { createIssuances } from './work/issuances.ts';
import { createRechecks } from './work/rechecks.ts';
import { createValidations } from './work/validations.ts';

/**
 * Builds the ACME server of RFC 8555 over a store, a CA and a validator. Nothing listens yet: mount `routing` on as many
 * sockets as there are addresses.
 *
 * ```ts
 * const acme = createAcmeServer({ store, ca, validator, clock, log, isOwnHost: (host) => host === 'ca.example' });
 * createServer(tls, acme.routing).listen(6464, '::1');
 * await acme.resume();
 * ```
 */
export function createAcmeServer(options: AcmeOptions): AcmeServer {
  const acme = createAcme(options);
  return {
    routing: createEdge(acme),
    async resume() {
      await Promise.all([acme.validations.resume(), acme.issuances.resume()]);
    },
    accountChanged: (id) => acme.accountKeys.forget(id),
    allowancesChanged: () => acme.allowances.forget(),
    async close() {
      acme.validations.stop();
      await acme.issuances.settle();
    },
  };
}

function createAcme(options: AcmeOptions): Acme {
  const { store, ca, validator, clock, log } = options;
  const settings = settingsOf(options);
  const rates = { ...RATE_LIMITS, ...options.rateLimits };
  const limiters = {
    accountsPerNetwork: createRateLimiter(rates.accountsPerNetwork, clock),
    ordersPerNetwork: createRateLimiter(rates.ordersPerNetwork, clock),
    ordersPerAccount: createRateLimiter(rates.ordersPerAccount, clock),
    failuresPerName: createRateLimiter(rates.failuresPerName, clock),
  };
  const validations = createValidations({
    store,
    validator,
    clock,
    log,
    settings,
    authorizationLifetimeMs: settings.authorizationLifetimeMs,
    countFailure: (accountId, name) => void limiters.failuresPerName.take(`${accountId} ${name}`),
  });
  return {
    store,
    ca,
    clock,
    log,
    settings,
    nonces: createNonces(clock),
    accountKeys: createAccountKeys(store.accounts),
    allowances: createAllowances(store.allowances, settings.builtInNames, ca.issuer.permittedNames ?? []),
    validations,
    rechecks: createRechecks({ store, validator, log, settings }),
    issuances: createIssuances({ store, ca, clock, log }),
    hold: createHold(clock),
    trouble: { count: 0, loggedAt: Number.NEGATIVE_INFINITY },
    limiters,
  };
}
