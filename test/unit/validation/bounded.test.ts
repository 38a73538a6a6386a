import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createStop } from '../../../src/core/index.ts';
import type { Lookup, Question, Resolver } from '../../../src/net/index.ts';
import { bounded } from '../../../src/validation/bounded.ts';
import { QUESTIONS_PER_STEP } from '../../../src/validation/limits.ts';
import type { ValidatorSettings } from '../../../src/validation/settings.ts';
import { createTurns } from '../../../src/validation/turns.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

it('what is asked in one breath begins as one step, up to a bound; what is asked later as another', async () => {
  const clock = createVirtualClock();
  let steps = 0;
  const asked: string[] = [];
  const answer = { addresses: [], texts: [], records: [] } as unknown as Lookup;
  const resolver: Resolver = {
    lookup({ name }: Question) {
      asked.push(`${name} in step ${steps}`);
      return Promise.resolve(answer);
    },
  };
  const pace = () => {
    steps++;
    return undefined;
  };
  const settings = { clock, resolverFor: () => resolver } as unknown as ValidatorSettings;
  const lookups = createTurns(100, clock, createStop().signal);
  const { resolverFor } = bounded(settings, 'owner', { lookups, pace });
  const own = resolverFor({ type: 'dns', value: 'x.test' }, 'http-01');
  const ask = (...names: string[]) =>
    Promise.all(names.map((name) => own.lookup({ name, type: 'A', hop: 0, deadlineMs: 1_000 })));

  await ask('a', 'b');
  await ask('c');
  assert.deepEqual(asked.splice(0), ['a in step 1', 'b in step 1', 'c in step 2']);
  await ask(...Array.from({ length: QUESTIONS_PER_STEP + 1 }, (_, i) => String(i)));
  assert.equal(asked.at(-2), `${QUESTIONS_PER_STEP - 1} in step 3`);
  assert.equal(asked.at(-1), `${QUESTIONS_PER_STEP} in step 4`);
});
