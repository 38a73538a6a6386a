/** Where the parts of a script stand in its text, by path: `rules.2.type` and `rules.2`. Lines count from 1. */
export type ScriptLines = {
  /** The nearest line known for a path: the key's own, else its table's, else the first. */
  lineOf(path: readonly PropertyKey[]): number;
  /** The line of the text's line `index` (from 0) inside of the string at `path`. */
  lineInside(path: readonly PropertyKey[], index: number): number;
};

/**
 * Finds the lines of keys and tables in TOML that has been parsed already, so that no wrong TOML is met here. Written for the way
 * in which scripts are written: tables in brackets, a key on each line. What stands in an inline table has that table's line.
 */
export function scriptLines(text: string): ScriptLines {
  const found = new Map<string, { line: number; first: number; spread: boolean }>();
  const counts = new Map<string, number>();
  let table = '';
  let closing: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const number = index + 1;
    if (closing !== undefined) {
      if (line.includes(closing)) closing = undefined;
      continue;
    }
    const header = /^\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]?\]/.exec(line)?.[1];
    if (header !== undefined) {
      const count = counts.get(header) ?? 0;
      counts.set(header, count + 1);
      table = `${header}.${count}`;
      found.set(table, { line: number, first: number, spread: false });
      continue;
    }
    const [, key, value = ''] = /^\s*([A-Za-z0-9_-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    const quotes = /^('''|""")/.exec(value)?.[1];
    const spread = quotes !== undefined && !value.slice(3).includes(quotes);
    const path = table === '' ? key : `${table}.${key}`;
    // the line break after the opening quotes is not part of the string
    found.set(path, { line: number, first: value.trim() === quotes ? number + 1 : number, spread });
    if (spread) closing = quotes;
  }
  const nearest = (path: readonly PropertyKey[]) => {
    for (let length = path.length; length > 0; length--) {
      const place = found.get(path.slice(0, length).join('.'));
      if (place !== undefined) return place;
    }
    return { line: 1, first: 1, spread: false };
  };
  return {
    lineOf: (path) => nearest(path).line,
    lineInside(path, index) {
      const place = nearest(path);
      return place.spread ? place.first + index : place.line;
    },
  };
}
