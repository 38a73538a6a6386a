import type { Catalogue } from '../../i18n/index.ts';
import type { CheckOutcome } from './outcome.ts';

/** What nobody looked at, and why: it is never taken for good. */
export function unmeasuredTexts(messages: Catalogue, { reports, inside }: CheckOutcome): string[] {
  const { unmeasured } = messages.doctor.report;
  const steps: Readonly<Record<string, (() => string) | undefined>> = messages.doctor.check.steps;
  const whys: Readonly<Record<string, unknown>> = unmeasured;
  const because = (why: string): string => {
    const text = ['blind', 'refused', 'unread'].includes(why) ? undefined : whys[why];
    return typeof text === 'function' ? String(text()) : why;
  };
  // a second look from here may have missed what the first one saw
  const seen = reports
    .filter(({ vantage }) => vantage === reports[0]?.vantage)
    .flatMap(({ reach, refused, unmeasured: cut }) => [
      ...reach
        .filter(({ state }) => state === 'blind')
        .map(({ family }) => unmeasured.blind({ family: `IPv${family}` })),
      ...refused.map((address) => unmeasured.refused({ address })),
      ...cut.map(({ what, why }) => unmeasured.unread({ what: steps[what]?.() ?? what, why: because(why) })),
    ]);
  // programs that are not installed are no gap
  const unread = (inside?.unread ?? []).filter(({ why }) => why !== 'absent');
  return [
    ...new Set([...seen, ...unread.map(({ what, why }) => unmeasured.unread({ what, why: because(why) }))]),
  ];
}
