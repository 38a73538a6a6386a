/** What the clocks of a place show. */
type LocalTime = {
  /** 0 is Sunday. */
  readonly day: number;
  readonly minute: number;
  /** Milliseconds that the clocks there are ahead of UTC. */
  readonly offset: number;
};

/** Of a moment in milliseconds since 1970; undefined for a zone that nobody knows. */
export function localTime(at: number, zone: string): LocalTime | undefined {
  const format = formatOf(zone);
  if (format === undefined) return undefined;
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return {
    day: new Date(shown).getUTCDay(),
    minute: hour * 60 + minute,
    offset: shown - Math.floor(at / 1_000) * 1_000,
  };
}

/** The moments at which the clocks of a place are set otherwise, after `from` and up to `until`, and what they are then ahead of UTC. */
export function transitions(zone: string, from: number, until: number): { at: number; offset: number }[] {
  const found: { at: number; offset: number }[] = [];
  const offset = (at: number) => localTime(at, zone)?.offset ?? 0;
  for (let before = from; before < until; before += DAY_MS) {
    const after = Math.min(before + DAY_MS, until);
    const target = offset(after);
    if (offset(before) === target) continue;
    // clocks are set at whole seconds
    let [low, high] = [Math.floor(before / 1_000), Math.floor(after / 1_000)];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle * 1_000) === target) high = middle;
      else low = middle;
    }
    found.push({ at: high * 1_000, offset: target });
  }
  return found;
}

const DAY_MS = 86_400_000;
/** By name in lower case, of which there are so many as there are zones: only those that are known are kept. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  const name = zone.toLowerCase();
  const known = formats.get(name);
  if (known !== undefined) return known;
  // what is an offset to Intl ("+01:00") is no zone: it knows no summer
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(name, format);
    return format;
  } catch {
    return undefined;
  }
}
