import { type Clock, fail, fault, type Log, ok, type Result } from '../../core/index.ts';
import type { Store, ZoneRollover } from '../../store/index.ts';
import { newZoneKey, type ZoneKeys } from '../zone/index.ts';
import { dsSeen, keysFor } from './keys.ts';
import { ASK_DS_EVERY_MS } from './limits.ts';
import { nextStep } from './schedule.ts';
import type { AskDs, OpenKey, Rollovers } from './types.ts';

/**
 * Each step is stored before it is served: after a crash the zone is served as the store says, and times count from then on at the
 * latest. Steps are compared and set: two servers of one store take each once.
 */
export function createRollovers(parts: {
  readonly store: Pick<Store, 'zoneKeys'>;
  /** Signed ones, with the longest TTL of their records in seconds. */
  readonly zones: ReadonlyMap<string, number>;
  readonly seal: (zone: string, pkcs8: Uint8Array) => Uint8Array;
  readonly open: OpenKey;
  /** Resolves when answers are signed so. */
  readonly serve: (zone: string, keys: ZoneKeys) => Promise<unknown>;
  readonly askDs: AskDs;
  /** After which age a key is changed by itself; 0: never. */
  readonly everyMs: number;
  readonly clock: Clock;
  readonly log: Log;
}): Rollovers {
  const { zones, seal, open, askDs, everyMs, clock, log } = parts;
  const { zoneKeys } = parts.store;
  return { begin, abort, dsPublished, run };

  async function begin(zone: string): Promise<Result<ZoneRollover>> {
    const old = zones.has(zone) ? await zoneKeys.find(zone) : undefined;
    if (old === undefined) return fail(fault('zoneNotSigned', { zone }));
    const { publicKey, pkcs8 } = newZoneKey();
    const now = clock.now();
    const rollover: ZoneRollover = {
      zone,
      phase: 'key-published',
      publicKey,
      sealedKey: seal(zone, pkcs8),
      startedAt: now,
      phaseAt: now,
      dsTtl: 0,
      dsSeen: 'unknown',
      dsSeenAt: null,
    };
    if (!(await zoneKeys.beginRollover(rollover))) return fail(fault('rolloverUnderWay', { zone }));
    log.info({ zone }, 'the key of a zone is changed: the new one is published beside the old one');
    await serve(rollover);
    return ok(rollover);
  }

  async function abort(zone: string): Promise<Result<undefined>> {
    const rollover = await zoneKeys.findRollover(zone);
    if (rollover === undefined) return fail(fault('noRollover', { zone }));
    const { phase } = rollover;
    if (phase === 'ds-changed') return fail(fault('rolloverTooLate', { zone }));
    // nobody was asked to rely on the new key yet
    if (phase === 'key-published') await drop(rollover);
    else if (phase === 'ds-awaited') await move(rollover, 'aborting');
    return ok(undefined);
  }

  async function dsPublished(zone: string): Promise<Result<undefined>> {
    const rollover = await zoneKeys.findRollover(zone);
    if (rollover === undefined) return fail(fault('noRollover', { zone }));
    if (rollover.phase !== 'ds-awaited') return fail(fault('dsNotAwaited', { zone }));
    const seen = await look(rollover);
    if (seen !== undefined && seen.dsSeen !== 'new' && seen.dsSeen !== 'both') {
      return fail(fault('dsNotPublished', { zone }));
    }
    if (seen === undefined) await zoneKeys.sawDs(zone, 'unknown', rollover.dsTtl, clock.now());
    await move(rollover, 'ds-changed');
    return ok(undefined);
  }

  async function run(): Promise<void> {
    for (const [zone, ttl] of zones) {
      try {
        await runZone(zone, ttl);
      } catch (err) {
        log.error({ err, zone }, 'a step of a change of key failed, and is tried again');
      }
    }
  }

  async function runZone(zone: string, ttl: number): Promise<void> {
    let rollover = await zoneKeys.findRollover(zone);
    if (rollover === undefined) {
      const key = everyMs === 0 ? undefined : await zoneKeys.find(zone);
      if (key !== undefined && clock.now() - key.createdAt >= everyMs) await begin(zone);
      return;
    }
    const { dsSeenAt } = rollover;
    if (dsSeenAt === null || clock.now() - dsSeenAt >= ASK_DS_EVERY_MS)
      rollover = (await look(rollover)) ?? rollover;
    const step = nextStep(rollover, ttl, clock.now());
    if (step.kind === 'move') await move(rollover, step.to);
    if (step.kind === 'ask-ds' && rollover.phase === 'aborting') {
      await zoneKeys.moveRollover(zone, 'aborting', 'aborting', clock.now());
    }
    if (step.kind === 'drop') await drop(rollover);
    if (step.kind === 'finish') await finish(rollover);
  }

  /** What the zone above has now; undefined where it could not be asked. */
  async function look(rollover: ZoneRollover): Promise<ZoneRollover | undefined> {
    const { zone, publicKey, dsTtl } = rollover;
    const said = await askDs(zone);
    const old = await zoneKeys.find(zone);
    if (said === undefined || old === undefined) return undefined;
    const seen = dsSeen(zone, said.records, { old: old.publicKey, fresh: publicKey });
    const at = clock.now();
    await zoneKeys.sawDs(zone, seen, said.ttl, at);
    return { ...rollover, dsSeen: seen, dsTtl: Math.max(dsTtl, said.ttl), dsSeenAt: at };
  }

  async function move(rollover: ZoneRollover, to: ZoneRollover['phase']): Promise<void> {
    const { zone, phase } = rollover;
    const phaseAt = clock.now();
    if (!(await zoneKeys.moveRollover(zone, phase, to, phaseAt))) return;
    log.info({ zone, from: phase, to }, 'the change of the key of a zone went on a step');
    await serve({ ...rollover, phase: to, phaseAt });
  }

  async function finish(rollover: ZoneRollover): Promise<void> {
    if (!(await zoneKeys.finishRollover(rollover))) return;
    const { zone } = rollover;
    log.info({ zone }, 'the change of the key of a zone is done: the old one is gone');
    await parts.serve(zone, { signingKey: open(zone, rollover.sealedKey) });
  }

  async function drop({ zone, phase }: ZoneRollover): Promise<void> {
    if (!(await zoneKeys.dropRollover(zone, phase))) return;
    log.info({ zone }, 'the change of the key of a zone was given up: the new one is gone');
    const old = await zoneKeys.find(zone);
    if (old !== undefined) await parts.serve(zone, { signingKey: open(zone, old.sealedKey) });
  }

  async function serve({ zone, phase, sealedKey }: ZoneRollover): Promise<void> {
    const old = await zoneKeys.find(zone);
    if (old === undefined) return;
    await parts.serve(zone, keysFor(phase, open(zone, old.sealedKey), open(zone, sealedKey)));
  }
}
