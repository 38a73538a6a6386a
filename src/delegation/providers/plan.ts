import type { ProviderRecord } from '../../store/index.ts';

/**
 * What is to be done about one value. `foreign`: it was there before us, which is written down and nothing else. `forget`: somebody
 * else's value, which nobody wants from us any more.
 */
export type RecordStep = {
  readonly kind: 'add' | 'remove' | 'foreign' | 'forget';
  readonly value: string;
};

type Row = Pick<ProviderRecord, 'value' | 'state'>;

/** Must the provider be asked what it has before a plan can be made? */
export function needsList(wanted: readonly string[], rows: readonly Row[]): boolean {
  return wanted.some((value) => {
    const state = rows.find((row) => row.value === value)?.state;
    return state === undefined || state === 'foreign';
  });
}

/**
 * From what is wanted and what the journal says of it to the steps between them; `there`: what the provider has, where it was asked.
 * Additions come first, since somebody waits for them. Only what the journal calls ours is ever removed. Pure.
 */
export function planRecords(
  wanted: readonly string[],
  rows: readonly Row[],
  there: readonly string[] | undefined,
): readonly RecordStep[] {
  const steps: RecordStep[] = [];
  for (const value of new Set(wanted)) {
    const kind = stepToward(rows.find((row) => row.value === value)?.state, there?.includes(value));
    if (kind !== undefined) steps.push({ kind, value });
  }
  for (const { value, state } of rows) {
    if (!wanted.includes(value)) steps.push({ kind: state === 'foreign' ? 'forget' : 'remove', value });
  }
  return steps;
}

function stepToward(
  state: Row['state'] | undefined,
  isThere: boolean | undefined,
): 'add' | 'foreign' | undefined {
  switch (state) {
    case undefined:
      return isThere === true ? 'foreign' : 'add';
    // whether it was done is not known, and doing it again is no harm
    case 'adding':
    case 'removing':
      return 'add';
    // somebody took it away
    case 'present':
    case 'foreign':
      return isThere === false ? 'add' : undefined;
  }
}
