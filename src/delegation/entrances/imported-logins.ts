import { type Clock, fail, fault, type Log } from '../../core/index.ts';
import type { Store } from '../../store/index.ts';
import { type Broker, comesFrom, keyDigest, KEYS_PER_CLIENT_MAX } from '../broker/index.ts';
import { type BcryptChecker, canonicalUser } from '../import/index.ts';
import { createFailureBudget } from './failures.ts';
import { FAILURE_EVERY_MS } from './limits.ts';

type Parts = {
  readonly importedAccounts: Store['importedAccounts'];
  readonly checker: BcryptChecker;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * The broker, as clients of acme-dns see it that were taken over: a key that is not known by its digest is checked against the bcrypt hash
 * of its user, once. From then on its digest is known, and the hash is gone. A check costs 60 ms, so it comes last: after the budget
 * of the network (`guardLogins`), the networks of the account, and a budget of the account's own, which no change of addresses renews.
 * Fault `importedKeysBusy`.
 */
export function withImportedKeys(broker: Broker, { importedAccounts, checker, clock, log }: Parts): Broker {
  const budget = createFailureBudget(clock); // by account instead of network
  return {
    ...broker,
    async authenticate(given, source) {
      const user = given.user === undefined ? undefined : canonicalUser(given.user);
      // acme-dns takes a UUID in any of its forms
      const credentials = user === undefined ? given : { ...given, user };
      const known = await broker.authenticate(credentials, source);
      if (known.ok || user === undefined || !PASSWORD.test(given.key)) return known;
      const found = await importedAccounts.findWaiting(user);
      if (found === undefined || !comesFrom(found.key.networks, source)) return known;
      if (!budget.admits(user, given.key)) return fail(fault('tooManyWrongKeys', {}, LATER));
      const { hash } = found.key;
      const outcome = await checker.check(given.key, hash);
      if (outcome === 'busy') return fail(fault('importedKeysBusy', {}, LATER));
      budget.tell(user, given.key, outcome === 'right');
      if (outcome === 'wrong') return known;
      const digest = { sha256: keyDigest(given.key), at: clock.now(), keysMax: KEYS_PER_CLIENT_MAX };
      if (await importedAccounts.upgrade({ user, hash }, digest))
        log.info(
          { client: found.client.name, source },
          'a client of acme-dns used its key for the first time',
        );
      return broker.authenticate(credentials, source); // of two at once one was later, and is as good
    },
  };
}

/** By then another wrong key is looked at, and a hundred checks are done. */
const LATER = { retryAfterSeconds: FAILURE_EVERY_MS / 1_000 };

/** As acme-dns makes them; it takes no others. */
const PASSWORD = /^[A-Za-z0-9_-]{40}$/;
