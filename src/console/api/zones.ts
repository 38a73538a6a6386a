import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { nextStep } from '../../delegation/rollover/index.ts';
import type { SecondaryState } from '../../delegation/transfer/index.ts';
import { ZONE_TTL_MAX, zoneKeyTexts } from '../../delegation/zone/index.ts';
import type { SecondaryLag, ZoneRollover } from '../../store/index.ts';
import type { ControlContext } from './context.ts';
import { LAGS_SHOWN } from './limits.ts';
import { answer, check } from './route.ts';
import { time } from './views.ts';

/** A zone of the settings, and what the zone above it is to publish. */
export type ZoneView = {
  readonly name: string;
  readonly nameServers: readonly string[];
  readonly dnssec: boolean;
  /** Null: no server has signed the zone yet. */
  readonly key: ZoneKeyView | null;
  /** Null: the key is not being changed. */
  readonly rollover: RolloverView | null;
  readonly secondaries: readonly SecondaryView[];
  /** Newest first. */
  readonly lags: readonly LagView[];
};
/** `ds` and `dnskey`: record data, as a zone file has it. */
type ZoneKeyView = {
  readonly keyTag: number;
  readonly ds: string;
  readonly dnskey: string;
  readonly createdAt: string;
};
type RolloverView = {
  readonly phase: ZoneRollover['phase'];
  readonly newKey: Omit<ZoneKeyView, 'createdAt'>;
  readonly startedAt: string;
  readonly phaseAt: string;
  /** What is waited for: a time, or what the zone above has. */
  readonly waitsFor: 'time' | 'ds';
  /** Null where it is not a time. */
  readonly nextAt: string | null;
  readonly dsSeen: ZoneRollover['dsSeen'];
  readonly dsSeenAt: string | null;
};
type SecondaryView = {
  readonly name: string;
  readonly address: string;
  /** Null: it has not said. */
  readonly serial: number | null;
  readonly wanted: number;
  /** Null: it keeps up. */
  readonly lagsSince: string | null;
};
type LagView = Omit<SecondaryLag, 'zone' | 'since' | 'until'> & {
  readonly since: string;
  readonly until: string | null;
};

/** What a running server knows of zones, and does with their keys; without one there are no secondaries, and no key is changed. */
export type ZoneControl = {
  secondaries(): readonly SecondaryState[];
  roll(zone: string, action: RollAction): Promise<Result<undefined>>;
};
type RollAction = z.infer<typeof rollBody>['action'];
const rollBody = z.strictObject({ action: z.enum(['begin', 'abort', 'ds-published']).default('begin') });

/** `GET /zones`; `POST /zones/:name/roll`, which answers with the zone as it is then. */
export function zoneRoutes(app: FastifyInstance, context: ControlContext): void {
  const { language } = context;
  app.get('/zones', async (_request, reply) => {
    const zones = await Promise.all(context.zones.map((zone) => zoneView(zone, context)));
    return answer(reply, ok({ zones }), language);
  });

  app.post<{ Params: { name: string } }>('/zones/:name/roll', async (request, reply) => {
    const body = check(rollBody, request.body);
    return answer(
      reply,
      body.ok ? await roll(request.params.name, body.value.action, context) : body,
      language,
    );
  });
}

async function roll(name: string, action: RollAction, context: ControlContext): Promise<Result<ZoneView>> {
  const zone = context.zones.find((one) => one.name === name);
  if (zone === undefined) return fail(fault('noSuchZone', { zone: name }));
  const done = await context.zoneControl.roll(name, action);
  return done.ok ? ok(await zoneView(zone, context)) : done;
}

async function zoneView(
  zone: ControlContext['zones'][number],
  { store, clock, zoneControl }: ControlContext,
): Promise<ZoneView> {
  const { name } = zone;
  const [stored, rollover, lags] = await Promise.all([
    store.zoneKeys.find(name),
    store.zoneKeys.findRollover(name),
    store.secondaryLags.list(name, LAGS_SHOWN),
  ]);
  const key = stored && { ...zoneKeyTexts(name, stored.publicKey), createdAt: time(stored.createdAt) };
  const states = zoneControl.secondaries().filter((state) => state.zone === name);
  return {
    ...zone,
    key: key ?? null,
    rollover: rollover === undefined ? null : rolloverView(rollover, clock.now()),
    secondaries: states.map(({ secondary, address, serial, wanted, lagsSince }) => {
      const since = lagsSince === undefined ? null : time(lagsSince);
      return { name: secondary, address, serial: serial ?? null, wanted, lagsSince: since };
    }),
    lags: lags.map(({ zone: _zone, since, until, ...lag }) => {
      return { ...lag, since: time(since), until: until === null ? null : time(until) };
    }),
  };
}

function rolloverView(rollover: ZoneRollover, now: number): RolloverView {
  const { zone, phase, publicKey, startedAt, phaseAt, dsSeen, dsSeenAt } = rollover;
  const step = nextStep(rollover, ZONE_TTL_MAX, now);
  return {
    phase,
    newKey: zoneKeyTexts(zone, publicKey),
    startedAt: time(startedAt),
    phaseAt: time(phaseAt),
    waitsFor: step.kind === 'ask-ds' ? 'ds' : 'time',
    nextAt: step.kind === 'ask-ds' ? null : time(step.kind === 'wait' ? step.until : now),
    dsSeen,
    dsSeenAt: dsSeenAt === null ? null : time(dsSeenAt),
  };
}
