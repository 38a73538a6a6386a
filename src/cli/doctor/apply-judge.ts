import type { Remedy } from '../../doctor/remedies/index.ts';
import type { CheckOutcome } from './outcome.ts';

/**
 * What worked before and does not now, in a word or two; undefined where nothing is worse. Each family is judged alone: where one fault
 * hid another, the second comes to light as the first goes (a dropped packet is a timeout, after which IPv4 is tried; the refusal behind
 * it is not), and that is no reason to take the first remedy back. Pure.
 */
export function worsened(before: CheckOutcome, after: CheckOutcome): string | undefined {
  for (const who of ['six', 'four'] as const) {
    const is = after.visitors?.[who];
    if (before.visitors?.[who] === 'fine' && (is === 'broken' || is === 'unreachable')) return NAMES[who];
  }
  for (const { challenge, families } of before.reports[0]?.verdicts ?? []) {
    const now = after.reports[0]?.verdicts.find((one) => one.challenge === challenge)?.families;
    const lost = ([6, 4] as const).find((one) => families?.[one] === 'valid' && now?.[one] === 'invalid');
    if (lost !== undefined) return `${challenge} (IPv${lost})`;
  }
  return undefined;
}

const NAMES = { six: 'IPv6', four: 'IPv4' } as const;

/** Can all of it be done and taken back by commands on this machine? Pure. */
export function isApplicable({ at, now, undo }: Remedy): boolean {
  const byCommand = now.every((step) => step.do === 'run' || step.do === 'edit');
  return at === 'host' && now.length > 0 && byCommand && undo.length > 0;
}
