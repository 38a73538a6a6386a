import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import type { Allowance } from '../../store/index.ts';
import { byOf } from './actor.ts';
import { parseAllowance } from './allowance.ts';
import type { ControlContext } from './context.ts';
import { ALLOWANCES_PER_REQUEST_MAX } from './limits.ts';
import { answer, check } from './route.ts';
import { allowanceView } from './views.ts';

const entries = z.strictObject({
  kind: z.enum(['name', 'exact', 'address', 'network']),
  values: z.array(z.string().min(1).max(300)).min(1).max(ALLOWANCES_PER_REQUEST_MAX),
});
type Change = { readonly kind: Allowance['kind']; readonly value: string; readonly changed: boolean };

/** `GET /allowances`, `POST /allowances`, `POST /allowances/remove`: all values are checked before any is written. */
export function allowanceRoutes(app: FastifyInstance, context: ControlContext): void {
  app.get('/allowances', async (_request, reply) => {
    const rows = await context.store.allowances.list();
    return answer(reply, ok({ allowances: rows.map(allowanceView) }), context.language);
  });

  app.post('/allowances', async (request, reply) => {
    const wanted = parse(request.body, context);
    if (!wanted.ok) return answer(reply, wanted, context.language);
    const changes: Change[] = [];
    for (const one of wanted.value) {
      const by = byOf(request, context.clock);
      const changed = await context.store.allowances.add({ ...one, createdAt: by.at }, by);
      changes.push({ ...one, changed });
    }
    await context.allowancesChanged();
    return answer(reply, ok({ allowed: changes }), context.language);
  });

  app.post('/allowances/remove', async (request, reply) => {
    const wanted = parse(request.body, context);
    if (!wanted.ok) return answer(reply, wanted, context.language);
    const known = await context.store.allowances.list();
    const missing = wanted.value.find(
      (one) => !known.some((row) => row.kind === one.kind && row.value === one.value),
    );
    if (missing !== undefined) {
      return answer(reply, fail(fault('noSuchAllowance', { value: missing.value })), context.language);
    }
    const changes: Change[] = [];
    for (const one of wanted.value) {
      const by = byOf(request, context.clock);
      changes.push({ ...one, changed: await context.store.allowances.remove(one.kind, one.value, by) });
    }
    await context.allowancesChanged();
    return answer(reply, ok({ removed: changes }), context.language);
  });
}

function parse(body: unknown, context: ControlContext): Result<Pick<Allowance, 'kind' | 'value'>[]> {
  const checked = check(entries, body);
  if (!checked.ok) return checked;
  const { test: testAddresses } = context.status();
  const parsed: Pick<Allowance, 'kind' | 'value'>[] = [];
  for (const raw of checked.value.values) {
    const one = parseAllowance(checked.value.kind, raw, { testAddresses });
    if (!one.ok) return one;
    parsed.push(one.value);
  }
  return ok(parsed);
}
