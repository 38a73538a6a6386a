import { localTime, transitions } from './time-zone.ts';
import { WINDOW_SEARCH_DAYS } from './limits.ts';

/** Some hours of some days of the week, as the clocks of one place show them. */
export type Window = {
  /** 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes of the day, the second one not within. Where it is no later, the window ends on the day after. */
  readonly start: number;
  readonly end: number;
  /** Of the IANA time zone database. */
  readonly zone: string;
};

/**
 * Reads `DAYS HH:MM-HH:MM ZONE`, e.g. `Mon-Fri 08:00-18:00 Europe/Berlin`; days are `daily`, or days and ranges with commas between them.
 * Undefined for anything else.
 */
export function readWindow(text: string): Window | undefined {
  const match = FORM.exec(text.trim());
  if (match === null) return undefined;
  const [, dayText = '', startText = '', endText = '', zone = ''] = match;
  const days = readDays(dayText.toLowerCase());
  const [start, end] = [readTime(startText), readTime(endText)];
  if (days === undefined || start === undefined || start === MINUTES_OF_DAY || end === undefined)
    return undefined;
  return localTime(0, zone) === undefined ? undefined : { days, start, end, zone };
}

/**
 * Is it open at that moment (milliseconds since 1970)? What counts is what the clocks there show: an hour that is left out in spring opens
 * nothing, one that comes twice in autumn counts twice.
 */
export function isOpen({ days, start, end, zone }: Window, at: number): boolean {
  const local = localTime(at, zone);
  if (local === undefined) return false;
  const { day, minute } = local;
  if (start < end) return days.includes(day) && minute >= start && minute < end;
  // over midnight: the evening of its day, or the morning after it
  return (days.includes(day) && minute >= start) || (days.includes((day + 6) % 7) && minute < end);
}

/** The first moment at or after `at` at which it is open; undefined where there is none within two weeks. */
export function nextOpening(window: Window, at: number): number | undefined {
  if (isOpen(window, at)) return at;
  const local = localTime(at, window.zone);
  if (local === undefined) return undefined;
  const until = at + WINDOW_SEARCH_DAYS * DAY_MS;
  const shifts = transitions(window.zone, at, until);
  const offsets = new Set([local.offset, ...shifts.map((shift) => shift.offset)]);
  // it opens when the clocks there show its beginning, or when they are set to a time within it
  const candidates = shifts.map((shift) => shift.at);
  const midnight = Math.floor((at + local.offset) / DAY_MS) * DAY_MS;
  for (let day = -1; day <= WINDOW_SEARCH_DAYS; day++) {
    const shown = midnight + day * DAY_MS + window.start * MINUTE_MS;
    for (const offset of offsets) candidates.push(shown - offset);
  }
  return candidates
    .filter((one) => one > at && one <= until)
    .toSorted((a, b) => a - b)
    .find((one) => isOpen(window, one));
}

const FORM = /^(\S+) +(\d\d:\d\d)-(\d\d:\d\d) +([A-Za-z][A-Za-z0-9_+/-]{0,63})$/;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MINUTES_OF_DAY = 1_440;

function readDays(text: string): number[] | undefined {
  if (text === 'daily') return [0, 1, 2, 3, 4, 5, 6];
  const days = new Set<number>();
  for (const part of text.split(',')) {
    const [first = '', last = first, more] = part.split('-');
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (from < 0 || to < 0 || more !== undefined) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === to) break;
    }
  }
  return [...days].toSorted((a, b) => a - b);
}

/** Minutes of the day; 24:00 is the end of it. */
function readTime(text: string): number | undefined {
  const [hours, minutes] = text.split(':').map(Number);
  if (hours === undefined || minutes === undefined || minutes > 59) return undefined;
  const total = hours * 60 + minutes;
  return total > MINUTES_OF_DAY ? undefined : total;
}
