/** The objects of a JSON array that a program printed; undefined where it printed something else. */
export function jsonRows(text: string): readonly Readonly<Record<string, unknown>>[] | undefined {
  if (text.trim() === '') return []; // `ip -j` prints nothing, or [], where there is nothing
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return undefined;
    // `ip -j` prints {} for what it leaves out
    return value.filter((row) => typeof row === 'object' && row !== null) as Record<string, unknown>[];
  } catch {
    return undefined;
  }
}
