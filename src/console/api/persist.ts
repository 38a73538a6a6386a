import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, FAULTS, type Fault, ok, type Result } from '../../core/index.ts';
import {
  PERSIST_RECORDS_MAX,
  type PersistAnswer,
  type PersistChecked,
  persistLine,
  readWish,
} from '../../delegation/persist/index.ts';
import { readHostName } from '../../delegation/names/index.ts';
import { catalogue, describeFault } from '../../i18n/index.ts';
import type { By, PersistCheck, PersistRecord } from '../../store/index.ts';
import { byOf } from './actor.ts';
import type { ControlContext } from './context.ts';
import { PAGE_DEFAULT, PAGE_MAX } from './limits.ts';
import { answer, check } from './route.ts';
import { time } from './views.ts';

/** What the handlers ask of whoever looks names up. */
export type PersistControl = { check(name: string): Promise<Result<PersistChecked>> };

export type PersistRecordView = {
  readonly name: string;
  readonly issuer: string;
  readonly accountUri: string;
  readonly draft: '01' | '02';
  readonly wildcard: boolean;
  readonly until: string | null;
  readonly createdAt: string;
  /** The line for a zone file. */
  readonly record: string;
};
type FindingView = { readonly code: string; readonly message: string; readonly help: string };
export type PersistNameView = {
  readonly name: string;
  readonly records: readonly PersistRecordView[];
  /** Null: not looked at yet. */
  readonly checkedAt: string | null;
  readonly findings: readonly FindingView[];
};
export type PersistCheckView = {
  readonly name: string;
  readonly owner: string;
  readonly checkedAt: string;
  readonly findings: readonly FindingView[];
  readonly familiesNotMeasured: PersistChecked['familiesNotMeasured'];
  readonly notAsked: readonly string[];
  /** What each server said; those at the end of a CNAME stand behind. */
  readonly answers: readonly (PersistAnswer & { readonly at: string })[];
};

const text = z.string().min(1).max(2_100);
const addBody = z.strictObject({
  name: text,
  issuer: text,
  accountUri: text,
  draft: z.enum(['01', '02']),
  wildcard: z.boolean().default(false),
  until: z.string().max(40).optional(),
  thumbprint: z.string().max(100).optional(),
  hashPrefix: text.optional(),
});
const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
  after: z.string().max(300).optional(),
});
const removeQuery = z.strictObject({ issuer: text.optional(), accountUri: text.optional() });
type Named = { Params: { name: string } };

/** `GET /persist`, `POST /persist`, `GET /persist/:name`, `DELETE /persist/:name`, `POST /persist/:name/check`. */
export function persistRoutes(app: FastifyInstance, context: ControlContext): void {
  const { language } = context;
  const { persist } = context.store;

  app.get('/persist', async (request, reply) => {
    const query = check(listQuery, request.query);
    if (!query.ok) return answer(reply, query, language);
    const { limit, after } = query.value;
    const checks = await persist.names({ limit, ...(after !== undefined && { after }) });
    const names = await Promise.all(checks.map((one) => nameView(one, context)));
    const next = checks.length === limit ? (checks.at(-1)?.name ?? null) : null;
    return answer(reply, ok({ names, next }), language);
  });

  app.post('/persist', async (request, reply) => {
    const body = check(addBody, request.body);
    return answer(
      reply,
      body.ok ? await add(body.value, context, byOf(request, context.clock)) : body,
      language,
    );
  });

  app.get<Named>('/persist/:name', async (request, reply) => {
    const found = await find(request.params.name, context);
    return answer(reply, found.ok ? ok(await nameView(found.value, context)) : found, language);
  });

  app.delete<Named>('/persist/:name', async (request, reply) => {
    const query = check(removeQuery, request.query);
    if (!query.ok) return answer(reply, query, language);
    const found = await find(request.params.name, context);
    if (!found.ok) return answer(reply, found, language);
    const { name } = found.value;
    const { issuer, accountUri } = query.value;
    const filter = {
      ...(issuer !== undefined && { issuer: issuer.toLowerCase().replace(/\.$/, '') }),
      ...(accountUri !== undefined && { accountUri }),
    };
    const removed = await persist.remove(name, filter, byOf(request, context.clock));
    return answer(
      reply,
      removed > 0 ? ok({ name, removed }) : fail(fault('persistNameUnknown', { name })),
      language,
    );
  });

  app.post<Named>('/persist/:name/check', async (request, reply) => {
    const found = await find(request.params.name, context);
    if (!found.ok) return answer(reply, found, language);
    const checked = await context.persist.check(found.value.name);
    return answer(reply, checked.ok ? ok(checkView(checked.value, language)) : checked, language);
  });
}

async function find(typed: string, { store }: ControlContext): Promise<Result<PersistCheck>> {
  const read = readHostName(typed);
  if (!read.ok) return read;
  const { name } = read.value;
  const found = await store.persist.check(name);
  return found === undefined ? fail(fault('persistNameUnknown', { name })) : ok(found);
}

async function add(
  body: z.output<typeof addBody>,
  { store, clock }: ControlContext,
  by: By,
): Promise<Result<PersistRecordView>> {
  const read = readWish(body, clock.now());
  if (!read.ok) return read;
  const record = read.value;
  const { name, issuer, accountUri } = record;
  if (await store.persist.add(record, PERSIST_RECORDS_MAX, by)) return ok(recordView(record));
  const same = (await store.persist.of(name)).some(
    (one) => one.issuer === issuer && one.accountUri === accountUri,
  );
  return fail(
    same
      ? fault('persistRecordExists', { name, issuer })
      : fault('tooManyPersistRecords', { name, max: PERSIST_RECORDS_MAX }),
  );
}

async function nameView(
  { name, checkedAt, findings }: PersistCheck,
  { store, language }: ControlContext,
): Promise<PersistNameView> {
  const records = (await store.persist.of(name)).map(recordView);
  const at = checkedAt === null ? null : time(checkedAt);
  return { name, records, checkedAt: at, findings: findings.map((one) => findingView(one, language)) };
}

function recordView(record: PersistRecord): PersistRecordView {
  const { name, issuer, accountUri, draft, wildcard, until, createdAt } = record;
  return {
    name,
    issuer,
    accountUri,
    draft,
    wildcard,
    until: until === null ? null : time(until),
    createdAt: time(createdAt),
    record: persistLine(record),
  };
}

function checkView(checked: PersistChecked, language: string): PersistCheckView {
  const { evidence, findings, familiesNotMeasured, notAsked } = checked;
  const { name, owner, target, at } = evidence;
  const places = [owner, ...(target === undefined ? [] : [target])];
  return {
    name,
    owner: owner.name,
    checkedAt: time(at),
    findings: findings.map((one) => findingView(one, language)),
    familiesNotMeasured,
    notAsked,
    answers: places.flatMap((place) => place.answers.map((one) => ({ at: place.name, ...one }))),
  };
}

/** What an older program found, and this one does not know, is shown by its code. */
function findingView(finding: Fault, language: string): FindingView {
  if (!Object.hasOwn(FAULTS, finding.code)) return { code: finding.code, message: finding.code, help: '' };
  const message = describeFault(finding, catalogue(language));
  return { code: finding.code, message, help: FAULTS[finding.code].anchor };
}
