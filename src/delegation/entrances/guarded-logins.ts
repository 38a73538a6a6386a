import { type Clock, fail, FAULTS, fault, type Log, type Result } from '../../core/index.ts';
import type { Broker } from '../broker/index.ts';
import { createFailureBudget } from './failures.ts';
import { FAILURE_EVERY_MS, FAILURES_TOLD_MS } from './limits.ts';

/**
 * Tries a proof of who somebody is, where the budget of the network leaves room for another wrong one. `proof`: a secret, a token, a
 * certificate's digest; only its digest is kept. Fault `tooManyWrongKeys`.
 */
export type LoginGuard = <T>(
  source: string,
  proof: string,
  login: () => Promise<Result<T>>,
) => Promise<Result<T>>;

/** One for all ways in which clients prove themselves over HTTP. */
export function createLoginGuard({ clock, log }: { clock: Clock; log: Log }): LoginGuard {
  const budget = createFailureBudget(clock);
  let toldAt = -Infinity;
  return async (source, proof, login) => {
    if (!budget.admits(source, proof)) {
      if (clock.monotonic() - toldAt >= FAILURES_TOLD_MS) {
        toldAt = clock.monotonic();
        log.warn({ source }, 'too many wrong keys of clients: those of this network are not looked up');
      }
      return fail(fault('tooManyWrongKeys', {}, { retryAfterSeconds: FAILURE_EVERY_MS / 1_000 }));
    }
    const who = await login();
    // what could not be checked was neither right nor wrong
    if (who.ok || FAULTS[who.fault.code].status < 500) budget.tell(source, proof, who.ok);
    if (!who.ok) {
      // which check it was, and never what was shown
      const { reason } = who.fault.params as { readonly reason?: string };
      log.debug({ source, code: who.fault.code, reason }, 'a proof of a client did not count');
    }
    return who;
  };
}

/** The broker as the HTTP entrances see it: wrong keys of one network are looked up only so often. Fault `tooManyWrongKeys`. */
export function guardLogins(broker: Broker, guard: LoginGuard): Broker {
  return {
    ...broker,
    authenticate: (credentials, source) =>
      guard(source, `${credentials.user ?? ''} ${credentials.key}`, () =>
        broker.authenticate(credentials, source),
      ),
  };
}
