/** What a JSON text holds; undefined, which JSON has not, for what is none. */
export function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The objects of a JSON array that a program printed; undefined where it printed something else. */
export function jsonRows(text: string): readonly Readonly<Record<string, unknown>>[] | undefined {
  if (text.trim() === '') return []; // `ip -j` prints nothing, or [], where there is nothing
  const value = jsonValue(text);
  // `ip -j` prints {} for what it leaves out
  return Array.isArray(value) ? value.filter(isRecord) : undefined;
}

export function isRecord(one: unknown): one is Readonly<Record<string, unknown>> {
  return typeof one === 'object' && one !== null && !Array.isArray(one);
}
