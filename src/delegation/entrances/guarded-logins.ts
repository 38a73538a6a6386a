import { type Clock, fail, fault, type Log } from '../../core/index.ts';
import type { Broker } from '../broker/index.ts';
import { createFailureBudget } from './failures.ts';
import { FAILURES_TOLD_MS } from './limits.ts';

/** The broker as the HTTP entrances see it: wrong keys of one network are looked up only so often. Fault `tooManyWrongKeys`. */
export function guardLogins(broker: Broker, { clock, log }: { clock: Clock; log: Log }): Broker {
  const budget = createFailureBudget(clock);
  let toldAt = -Infinity;
  return {
    ...broker,
    async authenticate(credentials, source) {
      const key = `${credentials.user ?? ''} ${credentials.key}`;
      if (!budget.admits(source, key)) {
        if (clock.monotonic() - toldAt >= FAILURES_TOLD_MS) {
          toldAt = clock.monotonic();
          log.warn({ source }, 'too many wrong keys of clients: those of this network are not looked up');
        }
        return fail(fault('tooManyWrongKeys', {}));
      }
      const who = await broker.authenticate(credentials, source);
      // whoever has to wait was not wrong
      if (who.ok || who.fault.code !== 'importedKeysBusy') budget.tell(source, key, who.ok);
      return who;
    },
  };
}
