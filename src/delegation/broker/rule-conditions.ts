import { fail, fault, ok, type Result } from '../../core/index.ts';
import type { RuleConditions } from '../../store/index.ts';
import { LIFETIME_MS_MIN, VALUE_LIFETIME_MS } from './limits.ts';
import { readWindow } from './window.ts';

/** The conditions of a rule as people type them. Numbers were checked before. */
export type TypedConditions = {
  readonly windows: readonly string[];
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly live?: number | undefined;
  readonly presentsPerHour?: number | undefined;
  readonly namesPerDay?: number | undefined;
  readonly approval: 'none' | 'first' | 'always';
  readonly lifetime?: string | undefined;
};

/** What is not asked for is left out. Fault `ruleInvalid`. */
export function readRuleConditions(typed: TypedConditions): Result<RuleConditions> {
  const windows = typed.windows.map((text) => text.trim().replace(/\s+/g, ' '));
  const odd = windows.find((text) => readWindow(text) === undefined);
  if (odd !== undefined) return invalid(odd, 'window');
  const [from, until] = [typed.from, typed.until].map((text) =>
    text === undefined ? undefined : (readMoment(text) ?? text),
  );
  if (typeof from === 'string') return invalid(from, 'date');
  if (typeof until === 'string') return invalid(until, 'date');
  if (from !== undefined && until !== undefined && from >= until) return invalid(typed.until ?? '', 'dates');
  const lifetimeMs = typed.lifetime === undefined ? undefined : readDuration(typed.lifetime);
  if (typed.lifetime !== undefined) {
    const fits = lifetimeMs !== undefined && lifetimeMs >= LIFETIME_MS_MIN && lifetimeMs <= VALUE_LIFETIME_MS;
    if (!fits) return invalid(typed.lifetime, 'lifetime');
  }
  const { live, presentsPerHour, namesPerDay, approval } = typed;
  return ok({
    ...(windows.length > 0 && { windows }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(live !== undefined && { liveMax: live }),
    ...(presentsPerHour !== undefined && { presentsPerHourMax: presentsPerHour }),
    ...(namesPerDay !== undefined && { namesPerDayMax: namesPerDay }),
    ...(approval !== 'none' && { approval }),
    ...(lifetimeMs !== undefined && { lifetimeMs }),
  });
}

function invalid(value: string, reason: 'window' | 'date' | 'dates' | 'lifetime'): Result<never> {
  return fail(fault('ruleInvalid', { value: value.slice(0, 260), reason }));
}

/** A date, which is its beginning in UTC, or a moment with its zone (RFC 3339). Milliseconds since 1970; undefined for anything else. */
export function readMoment(text: string): number | undefined {
  const match = MOMENT.exec(text);
  if (match === null) return undefined;
  const ms = Date.parse(text);
  // the engine takes the 30th of February for a day of March
  const day = match[1] ?? '';
  return Number.isNaN(ms) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day ? undefined : ms;
}

/** `90s`, `10m`, `2h`, `7d`, in milliseconds; undefined for anything else. */
export function readDuration(text: string): number | undefined {
  const match = /^([1-9][0-9]{0,5})([smhd])$/.exec(text);
  return match === null ? undefined : Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0);
}

const MOMENT =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
