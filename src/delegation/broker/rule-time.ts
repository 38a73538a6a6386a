import type { RuleConditions } from '../../store/index.ts';
import { isOpen, nextOpening, readWindow, type Window } from './window.ts';

type Times = Pick<RuleConditions, 'windows' | 'from' | 'until'>;

/** Do a rule's times let it be used at that moment? */
export function isInTime({ windows = [], from, until }: Times, at: number): boolean {
  if (from !== undefined && at < from) return false;
  if (until !== undefined && at >= until) return false;
  return windows.length === 0 || read(windows).some((window) => isOpen(window, at));
}

/** When they let it be used next; undefined where they do so no more, as far as one looks. */
export function nextInTime({ windows = [], from, until }: Times, at: number): number | undefined {
  const earliest = Math.max(at, from ?? at);
  const openings =
    windows.length === 0
      ? [earliest]
      : read(windows).flatMap((window) => nextOpening(window, earliest) ?? []);
  const next = openings.length === 0 ? undefined : Math.min(...openings);
  return next === undefined || (until !== undefined && next >= until) ? undefined : next;
}

/** What is stored was read before: a text that is none any more (a zone that is gone) opens nothing. */
function read(windows: readonly string[]): Window[] {
  return windows.flatMap((text) => readWindow(text) ?? []);
}
