import type { FastifyInstance } from 'fastify';
import { ok } from '../../core/index.ts';
import { zoneKeyTexts } from '../../delegation/zone/index.ts';
import type { ControlContext } from './context.ts';
import { answer } from './route.ts';
import { time } from './views.ts';

/** A zone of the settings, and what the zone above it is to publish. */
export type ZoneView = {
  readonly name: string;
  readonly nameServers: readonly string[];
  readonly dnssec: boolean;
  /** Null: no server has signed the zone yet. */
  readonly key: ZoneKeyView | null;
};
/** `ds` and `dnskey`: record data, as a zone file has it. */
type ZoneKeyView = {
  readonly keyTag: number;
  readonly ds: string;
  readonly dnskey: string;
  readonly createdAt: string;
};

/** `GET /zones`. */
export function zoneRoutes(app: FastifyInstance, context: ControlContext): void {
  app.get('/zones', async (_request, reply) => {
    const zones = await Promise.all(context.zones.map((zone) => zoneView(zone, context)));
    return answer(reply, ok({ zones }), context.language);
  });
}

async function zoneView(zone: ControlContext['zones'][number], { store }: ControlContext): Promise<ZoneView> {
  const stored = await store.zoneKeys.find(zone.name);
  const key = stored && {
    ...zoneKeyTexts(zone.name, stored.publicKey),
    createdAt: time(stored.createdAt),
  };
  return { ...zone, key: key ?? null };
}
