import { auditStep, plainEntry } from './audit.ts';
import { challengeEntry } from './challenge-entry.ts';
import { challengeStatements } from './challenge-statements.ts';
import { challengesOf } from './clients.ts';
import type { ChallengeEvent, ChallengeStore, DelegatedName, UnmetDemand } from './delegation-types.ts';
import type { Driver, Step } from './driver.ts';
import { pageLimit } from './page.ts';
import type { ChallengeEventRow, DelegatedNameRow } from './schema.ts';
import { ruleDemands } from './rules-demands.ts';
import { query } from './statement.ts';

/** Labels, the values that they show, and what happened to them. */
export function createChallengeStore(driver: Driver): ChallengeStore {
  const statements = challengeStatements(driver);
  const demands = ruleDemands(driver);
  const audit = auditStep(driver);
  const allocation = (names: readonly DelegatedName[]) =>
    names.map((name): Step => ({ query: statements.allocate(toRow(name)), expect: 'one' }));
  const record = (event: ChallengeEvent): Step => ({ query: statements.record(toEventRow(event)) });

  return {
    allocate: async (names) => (await driver.write(allocation(names))).done,
    async findName(zone, label) {
      return (await driver.read(statements.findName({ zone, label }))).map(toName)[0];
    },
    async listByChallenge(challenge) {
      return (await driver.read(statements.byChallenge({ challenge }))).map(toName);
    },
    async listNames({ clientId, after, limit }) {
      let select = driver.db
        .selectFrom('delegated_names')
        .selectAll()
        .orderBy('zone')
        .orderBy('label')
        .limit(pageLimit({ limit }));
      if (clientId !== undefined) select = select.where('client_id', '=', clientId);
      if (after !== undefined) {
        select = select.where((eb) =>
          eb(eb.refTuple('zone', 'label'), '>', eb.tuple(after.zone, after.label)),
        );
      }
      return (await driver.read(query(select))).map(toName);
    },
    async present(value, names, event, valuesMax) {
      const { ruleId, clientId } = value;
      const steps: (Step & { readonly failure?: 'rule-gone' | 'too-many' | UnmetDemand })[] = [
        { query: statements.stillAllowed({ ruleId, clientId }), expect: 'one', failure: 'rule-gone' },
        ...demands(value, event.at),
        {
          query: statements.present({ ...value, now: event.at, valuesMax }),
          expect: 'one',
          failure: 'too-many',
        },
        ...allocation(names),
        record(event),
        audit(challengeEntry(event, { value: value.value, ruleId, expiresAt: value.expiresAt })),
      ];
      const result = await driver.write(steps.map(({ failure: _failure, ...step }) => step));
      return result.done ? 'presented' : (steps[result.failedStep]?.failure ?? 'label-taken');
    },
    async cleanUp(value, event) {
      const { at, source } = event;
      const { challenge, clientId } = value;
      const told = { at, source, by: event.by, challenge, clientId, event: 'cleaned' } as const;
      const entry = plainEntry(challengeEntry(told, { value: value.value }));
      const result = await driver.write([
        { query: statements.recordCleaned({ ...value, at, source }) },
        { query: statements.auditCleaned({ ...value, ...entry }) },
        // in this order: what has two references has one afterwards, and stays
        { query: statements.dropLast(value) },
        { query: statements.dropOne(value) },
      ]);
      return result.done && result.steps.includes(1);
    },
    async liveValues(challenge, now) {
      const rows = await driver.read(statements.live({ challenge, now }));
      return [...new Set(rows.map(({ value }) => value))];
    },
    allLive: (now) => driver.read(statements.allLive({ now })),
    async expire(now, limit) {
      const result = await driver.write([{ query: statements.expire({ now, limit }), rows: true }]);
      return result.done ? challengesOf(result.steps[0]) : [];
    },
    async reserveSequences(count) {
      const result = await driver.write([{ query: statements.reserve({ count }), rows: true }]);
      const [row] = result.done ? (result.steps[0] as readonly { value: number }[]) : [];
      if (row === undefined) throw new Error('the zone sequence has no row');
      return row.value;
    },
    async record(events) {
      const refusals = events.filter(({ event }) => event === 'refused');
      await driver.write([
        ...events.map(record),
        ...refusals.map((event) => audit(challengeEntry(event, { reason: event.reason }))),
      ]);
    },
    async recordFetches(fetches) {
      await driver.write(
        fetches.map((fetch) => ({
          query:
            fetch.label === ''
              ? statements.recordFetchOf({ ...fetch, challenge: fetch.zone })
              : statements.recordFetch(fetch),
        })),
      );
    },
    async listEvents({ clientId, challenge, limit }) {
      let select = driver.db
        .selectFrom('challenge_events')
        .selectAll()
        .orderBy('number', 'desc')
        .limit(pageLimit({ limit }));
      if (clientId !== undefined) select = select.where('client_id', '=', clientId);
      if (challenge !== undefined) select = select.where('challenge', '=', challenge);
      return (await driver.read(query(select))).map(toEvent);
    },
    async purgeEvents(before, limit) {
      const result = await driver.write([{ query: statements.purgeEvents({ before, limit }) }]);
      return result.done ? Number(result.steps[0]) : 0;
    },
  };
}

function toRow(name: DelegatedName): DelegatedNameRow {
  const { zone, label, challenge, clientId, createdAt } = name;
  return { zone, label, challenge, client_id: clientId, created_at: createdAt };
}

function toName(row: DelegatedNameRow): DelegatedName {
  const { zone, label, challenge, client_id, created_at } = row;
  return { zone, label, challenge, clientId: client_id, createdAt: created_at };
}

function toEventRow({ clientId, ...event }: ChallengeEvent): ChallengeEventRow {
  const { at, challenge, event: what, source, reason } = event;
  return { at, client_id: clientId, challenge, event: what, source, reason };
}

function toEvent(row: ChallengeEventRow): ChallengeEvent {
  const { at, client_id, challenge, event, source, reason } = row;
  return { at, clientId: client_id, challenge, event, source, reason };
}
