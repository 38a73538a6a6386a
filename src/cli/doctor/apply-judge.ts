import { RETRY_RULES } from '../../core/index.ts';
import type { Remedy } from '../../doctor/remedies/index.ts';
import type { CheckOutcome } from './outcome.ts';

/** What worked before and does not now, in a word or two; undefined where nothing is worse. Pure. */
export function worsened(before: CheckOutcome, after: CheckOutcome): string | undefined {
  for (const who of ['dual', 'six', 'four'] as const) {
    const was = before.visitors?.[who];
    const is = after.visitors?.[who];
    if ((was === 'fine' || was === 'delayed') && (is === 'broken' || is === 'unreachable')) return NAMES[who];
  }
  for (const one of before.reports[0]?.verdicts ?? []) {
    const now = after.reports[0]?.verdicts.find(({ challenge }) => challenge === one.challenge);
    const lost = RETRY_RULES.find((rule) => one.rules[rule] === 'valid' && now?.rules[rule] === 'invalid');
    if (lost !== undefined) return `${one.challenge} (${lost})`;
  }
  return undefined;
}

const NAMES = { dual: 'IPv6 + IPv4', six: 'IPv6', four: 'IPv4' } as const;

/** Can all of it be done and taken back by commands on this machine? Pure. */
export function isApplicable({ at, now, undo }: Remedy): boolean {
  const byCommand = now.every((step) => step.do === 'run' || step.do === 'edit');
  return at === 'host' && now.length > 0 && byCommand && undo.length > 0;
}
