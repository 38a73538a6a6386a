import type { RuleStore } from './delegation-types.ts';
import type { Driver } from './driver.ts';
import { NAMES_COUNTED_MS, PRESENTS_COUNTED_MS } from './limits.ts';
import { statement } from './statement.ts';

/** When there is room again in a rule's quotas, to be told: what decides is in `rules-demands.ts`. */
export function ruleUsage(driver: Driver): RuleStore['usage'] {
  const live = statement(driver, (db, p: { id: string; now: number }) =>
    db
      .selectFrom('challenge_values')
      .select((eb) => eb.fn.min('expires_at').as('first'))
      .where('rule_id', '=', p.id)
      .where('expires_at', '>', p.now),
  );
  const presents = statement(driver, (db, p: { id: string; since: number }) =>
    db
      .selectFrom('rule_presents')
      .select((eb) => eb.fn.min('at').as('first'))
      .where('rule_id', '=', p.id)
      .where('at', '>', p.since),
  );
  const names = statement(driver, (db, p: { id: string; since: number }) =>
    db
      .selectFrom('rule_names')
      .select((eb) => eb.fn.min('last_at').as('first'))
      .where('rule_id', '=', p.id)
      .where('last_at', '>', p.since),
  );
  return async (id, now) => {
    const [[alive], [made], [named]] = await Promise.all([
      driver.read(live({ id, now })),
      driver.read(presents({ id, since: now - PRESENTS_COUNTED_MS })),
      driver.read(names({ id, since: now - NAMES_COUNTED_MS })),
    ]);
    return {
      nextLive: after(alive?.first, 0),
      nextPresents: after(made?.first, PRESENTS_COUNTED_MS),
      nextNames: after(named?.first, NAMES_COUNTED_MS),
    };
  };
}

function after(at: number | null | undefined, ms: number): number | null {
  return typeof at === 'number' ? at + ms : null;
}
