import type { Settings } from '../../config/index.ts';
import type { Clock, Log } from '../../core/index.ts';
import { createSecondaries, type Secondaries, secondaryWire } from '../../delegation/transfer/index.ts';
import type { Secondary, ServerParts, ZoneServer } from '../../delegation/zone/index.ts';
import type { Store } from '../../store/index.ts';
import { REFUSALS_TOLD_MAX } from './limits.ts';

type Parts = {
  readonly settings: Settings;
  readonly secondaries: readonly Secondary[];
  readonly store: Pick<Store, 'secondaryLags'>;
  readonly clock: Clock;
  readonly log: Log;
};

/** The secondaries of the zones: told of changes, and of who lags the store keeps a line. */
export function followSecondaries({ settings, secondaries, store, clock, log }: Parts): Secondaries {
  const keptMs = settings.retention.evidence_days * 86_400_000;
  return createSecondaries({
    secondaries,
    zones: Object.keys(settings.delegation.zones),
    wire: (secondary) => secondaryWire(secondary, clock),
    waitMs: settings.delegation.secondary_wait_ms,
    clock,
    log,
    changed({ lagsSince, serial, ...who }) {
      const now = clock.now();
      const written =
        lagsSince === undefined
          ? store.secondaryLags.end(who, now)
          : store.secondaryLags.begin({ ...who, since: lagsSince, serial: serial ?? null }, now - keptMs);
      written.catch((err: unknown) => log.warn({ err }, 'a lag of a secondary could not be written down'));
    },
  });
}

/** What a change waits for: every listener of ours, then every secondary that keeps up. */
export function publishBeyond(
  publish: ZoneServer['publish'],
  secondaries: Pick<Secondaries, 'follow'>,
): ZoneServer['publish'] {
  return async (deltas) => {
    const served = await publish(deltas);
    if (served) await secondaries.follow(deltas);
    return served;
  };
}

/** Refusals are for the administrator, the first of each address and reason; nobody shall fill the log with them. */
export function logTransfers(log: Log): NonNullable<ServerParts['onTransfer']> {
  const told = new Set<string>();
  return (transfer) => {
    if (transfer.end === 'done') return log.debug(transfer, 'a zone was transferred');
    const about = `${transfer.address} ${transfer.secondary} ${transfer.end}`;
    const isNew = told.size < REFUSALS_TOLD_MAX && !told.has(about);
    if (isNew) told.add(about);
    log[isNew ? 'info' : 'debug'](transfer, 'a transfer of a zone was refused or broken off');
  };
}
