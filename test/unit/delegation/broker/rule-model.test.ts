// Random rules with quotas and approval, random requests over time, on a real store: what is allowed and what lives is what a model says
// that has nothing in common with the program but the question.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { newId, silentLog, ok } from '../../../../src/core/index.ts';
import {
  createBroker,
  createChanges,
  newClientKey,
  readChallengeName,
} from '../../../../src/delegation/broker/index.ts';
import {
  openSqliteStore,
  type Rule,
  type RuleConditions,
  type RuleScope,
} from '../../../../src/store/index.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const HOUR = 3_600_000;
const NAMES = ['a', 'b', 'x.a'];
const VALUES = ['v', 'w'].map((letter) => letter.repeat(43));

type PlainRule = {
  readonly client: 0 | 1;
  readonly scope: RuleScope;
  readonly about: string;
  readonly conditions: RuleConditions;
};
type About = { readonly client: 0 | 1; readonly name: string };
type Operation =
  | (About & { readonly kind: 'present' | 'update' | 'cleanUp'; readonly value: string })
  | (About & { readonly kind: 'answer'; readonly yes: boolean; readonly ms: number })
  | { readonly kind: 'advance'; readonly ms: number };

const client = fc.constantFrom<(0 | 1)[]>(0, 0, 0, 1);
const quota = fc.integer({ min: 1, max: 3 });
const rules: fc.Arbitrary<PlainRule[]> = fc.array(
  fc.record({
    client,
    scope: fc.constantFrom<RuleScope[]>('exact', 'one-label', 'subtree', 'subtree'),
    about: fc.constantFrom('', 'a'),
    // one or two conditions at a time: with all of them nothing would ever be allowed
    conditions: fc
      .array(
        fc.oneof(
          fc.record({ liveMax: quota }),
          fc.record({ presentsPerHourMax: quota }),
          fc.record({ namesPerDayMax: fc.integer({ min: 1, max: 2 }) }),
          fc.record({ approval: fc.constantFrom('first' as const, 'always' as const) }),
          fc.record({ lifetimeMs: fc.constantFrom(60_000, 1_200_000) }),
          fc.record({ from: fc.constantFrom(0, HOUR) }),
          fc.record({ until: fc.constantFrom(3 * HOUR, 100 * HOUR) }),
        ),
        { maxLength: 3 },
      )
      .map((some): RuleConditions => Object.assign({}, ...some)),
  }),
  { minLength: 1, maxLength: 4 },
);
const about = { client, name: fc.constantFrom(...NAMES) };
const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('present', 'update', 'present', 'cleanUp'),
      ...about,
      value: fc.constantFrom(...VALUES),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('answer'),
      ...about,
      yes: fc.constantFrom(true, true, false),
      ms: fc.constantFrom(600_000, 2 * HOUR),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('advance'),
      ms: fc.constantFrom(60_000, 600_000, HOUR, 25 * HOUR),
    }),
  },
);

/** What should happen, kept as lists of what did. Times count from the begin of the run. */
function model(plain: readonly PlainRule[]) {
  const presents: { rule: number; name: string; at: number }[] = [];
  let values: { rule: number; client: number; name: string; value: string; count: number; end: number }[] =
    [];
  const answers = new Map<string, { yes: boolean; end: number; used: boolean }>();
  let now = 0;
  const covers = ({ scope, about: own }: PlainRule, name: string) => {
    if (scope === 'exact') return name === own;
    const below = own === '' ? name : name.endsWith(`.${own}`) ? name.slice(0, -own.length - 1) : '';
    return below !== '' && (scope === 'subtree' || !below.includes('.'));
  };
  const alive = () => values.filter(({ end }) => end > now);
  const why = (index: number, who: number, name: string, value: string): string => {
    const { client: of, conditions: c } = plain[index] as PlainRule;
    if (of !== who || !covers(plain[index] as PlainRule, name)) return 'no-rule';
    if (now < (c.from ?? 0) || now >= (c.until ?? Infinity)) return 'window';
    const answer = answers.get(`${who} ${name}`);
    const stands =
      answer !== undefined && answer.yes && (answer.end > now || (c.approval === 'first' && answer.used));
    if (c.approval !== undefined && !stands) return 'approval';
    const same = (one: (typeof values)[number]) =>
      one.client === who && one.name === name && one.value === value;
    const others = alive().filter((one) => one.rule === index && !same(one));
    if (others.length >= (c.liveMax ?? Infinity)) return 'quota';
    const own = presents.filter(({ rule }) => rule === index);
    if (own.filter(({ at }) => at > now - HOUR).length >= (c.presentsPerHourMax ?? Infinity)) return 'quota';
    const today = new Set(own.filter((one) => one.at > now - 24 * HOUR).map((one) => one.name));
    today.delete(name);
    return today.size >= (c.namesPerDayMax ?? Infinity) ? 'quota' : '';
  };
  return {
    advance: (ms: number) => (now += ms),
    answer(who: number, name: string, yes: boolean, ms: number) {
      const used = answers.get(`${who} ${name}`)?.used ?? false;
      answers.set(`${who} ${name}`, { yes, end: now + ms, used: yes && used });
    },
    /** '' when it is allowed, else the reason. */
    present(who: number, name: string, value: string): string {
      const reasons = plain.map((_, index) => why(index, who, name, value));
      const rule = reasons.indexOf('');
      if (rule < 0) return ['quota', 'approval', 'window'].find((one) => reasons.includes(one)) ?? 'no-rule';
      presents.push({ rule, name, at: now });
      const { approval, lifetimeMs = HOUR } = (plain[rule] as PlainRule).conditions;
      const answer = answers.get(`${who} ${name}`);
      if (approval !== undefined && answer !== undefined) answer.used = true;
      const known = alive().find((one) => one.client === who && one.name === name && one.value === value);
      values = values.filter((one) => one.client !== who || one.name !== name || one.value !== value);
      values.push({ rule, client: who, name, value, count: (known?.count ?? 0) + 1, end: now + lifetimeMs });
      return '';
    },
    cleanUp(who: number, name: string, value: string) {
      for (const one of values)
        if (one.client === who && one.name === name && one.value === value) one.count--;
      values = values.filter(({ count }) => count > 0);
    },
    live: (name: string) => new Set(alive().flatMap((one) => (one.name === name ? [one.value] : []))),
  };
}

async function world(t: TestContext) {
  const file = join(tempDir(t), 'store.sqlite');
  const store = await openSqliteStore({ file, log: silentLog, synchronous: 'OFF' });
  t.after(() => store.close());
  const clock = createVirtualClock();
  const parts = { store, publish: () => Promise.resolve(ok(undefined)), clock, log: silentLog };
  const broker = createBroker({ ...parts, zones: [{ name: 'z.example', style: 'readable' }] });
  const changes = createChanges({ ...parts, targets: (challenge) => broker.targets(challenge) });
  return { store, clock, broker, changes };
}

test('over random rules and requests, by every entrance, what is allowed is what the model allows', async (t) => {
  const { store, clock, broker, changes } = await world(t);
  const seen: Record<string, number> = {};
  let run = 0;
  const property = async (plain: readonly PlainRule[], operations: readonly Operation[]) => {
    const base = `r${run++}.example`;
    const begin = clock.now();
    const full = (name: string) => (name === '' ? base : `${name}.${base}`);
    const who = await Promise.all(
      [0, 1].map(async (index) => {
        const made = { id: newId(begin), name: `r${run}-${index}`, createdAt: begin };
        const { key, row } = newClientKey(made.id, begin);
        assert.ok(await store.clients.add(made, row));
        const found = await broker.authenticate({ key }, '::1');
        assert.ok(found.ok);
        return found.value;
      }),
    );
    const ids = plain.map(() => newId(begin)).toSorted();
    for (const [index, { client: of, scope, about: own, conditions }] of plain.entries()) {
      const { from, until, ...others } = conditions;
      const rule: Rule = {
        id: ids[index] ?? '',
        clientId: who[of]?.client.id ?? '',
        name: full(own),
        scope,
        types: ['dns-01'],
        networks: [],
        thumbprints: [],
        conditions: {
          ...others,
          ...(from !== undefined && { from: begin + from }),
          ...(until !== undefined && { until: begin + until }),
        },
        createdAt: begin,
      };
      assert.ok(await store.rules.add(rule));
    }
    const expected = model(plain);
    for (const one of operations) {
      if (one.kind === 'advance') {
        expected.advance(one.ms);
        await clock.advance(one.ms);
        continue;
      }
      const principal = who[one.client];
      const challenge = readChallengeName(`_acme-challenge.${full(one.name)}`);
      assert.ok(principal && challenge);
      if (one.kind === 'answer') {
        expected.answer(one.client, one.name, one.yes, one.ms);
        await store.approvals.decide({
          clientId: principal.client.id,
          challenge: challenge.challenge,
          state: one.yes ? 'approved' : 'denied',
          at: clock.now(),
          expiresAt: clock.now() + one.ms,
          by: 'administrator',
        });
        continue;
      }
      const asked = { challenge, value: one.value, source: '::1', thumbprint: undefined };
      if (one.kind === 'cleanUp') {
        expected.cleanUp(one.client, one.name, one.value);
        await broker.cleanUp(principal, asked);
      } else {
        const wanted = expected.present(one.client, one.name, one.value);
        const done =
          one.kind === 'present'
            ? await broker.present(principal, asked)
            : await changes.apply(
                principal.client,
                [{ kind: 'present', challenge, value: one.value }],
                '::1',
              );
        const reason = done.ok ? '' : (done.fault.params as { reason?: string }).reason;
        assert.equal(reason, wanted);
        seen[wanted] = (seen[wanted] ?? 0) + 1;
      }
      for (const name of NAMES) {
        const values = await store.challenges.liveValues(`_acme-challenge.${full(name)}`, clock.now());
        assert.deepEqual(new Set(values), expected.live(name), name);
      }
    }
  };
  await fc.assert(fc.asyncProperty(rules, fc.array(operation, { minLength: 15, maxLength: 40 }), property), {
    numRuns: 200,
  });
  for (const outcome of ['', 'no-rule', 'window', 'approval', 'quota']) {
    assert.ok((seen[outcome] ?? 0) > 20, `"${outcome}" came ${seen[outcome]} times: it was put to the test`);
  }
});
