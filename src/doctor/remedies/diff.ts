import { CONTEXT_LINES } from './limits.ts';
import type { Patient, Step } from './types.ts';

/** Lines `from` (counted from 1) replaced: `take` lines of the old, `put` in their place. */
export type Change = {
  readonly from: number;
  readonly take: readonly string[];
  readonly put: readonly string[];
};

type Edit = Extract<Step, { do: 'edit' }>;

/**
 * An edit of a file, as a unified diff. Of a file that was read it has three lines around each change, and its own indentation; of
 * one that was not, the lines themselves alone.
 */
export function edit(file: string, changes: readonly Change[], files: Patient['files']): Edit {
  const text = files?.[file];
  const lines = text === undefined ? undefined : linesOf(text);
  let shift = 0;
  const hunks = groups(changes, lines === undefined ? 0 : CONTEXT_LINES).map((group) => {
    const hunk = hunkOf(group, lines, shift);
    for (const { put, take } of group) shift += put.length - take.length;
    return hunk;
  });
  return { do: 'edit', file, diff: [`--- ${file}`, `+++ ${file}`, ...hunks.flat()].join('\n') };
}

/** A file that is not there yet. */
export function create(file: string, lines: readonly string[]): Edit {
  const added = lines.map((line) => `+${line}`);
  return {
    do: 'edit',
    file,
    diff: ['--- /dev/null', `+++ ${file}`, `@@ -0,0 +1,${lines.length} @@`, ...added].join('\n'),
  };
}

/** The file as it was: the same diff backwards. */
export function reverse({ file, diff }: Edit): Edit {
  const [before = '', after = '', ...body] = diff.split('\n');
  const swapped = body.map((line) => {
    const header = /^@@ -(\S+) \+(\S+) @@$/.exec(line);
    if (header !== null) return `@@ -${header[2]} +${header[1]} @@`;
    if (line.startsWith('+')) return `-${line.slice(1)}`;
    return line.startsWith('-') ? `+${line.slice(1)}` : line;
  });
  const head = [after.replace('+++', '---'), before.replace('---', '+++')];
  return { do: 'edit', file, diff: [...head, ...removedFirst(swapped)].join('\n') };
}

/** The old text with a diff applied; undefined where it is not the text that the diff was made of. */
export function patched(old: string | undefined, diff: string): string | undefined {
  const [before = ''] = diff.split('\n', 1);
  const creates = before === '--- /dev/null';
  if (creates !== (old === undefined)) return undefined;
  const lines = linesOf(old ?? '');
  const result: string[] = [];
  let at = 0;
  for (const line of diff.split('\n').slice(2)) {
    const header = /^@@ -(\d+)(?:,(\d+))? \+/.exec(line);
    const rest = line.slice(1);
    if (header !== null) {
      // a hunk that takes no line begins behind the one that it names
      const start = Number(header[1]) - (header[2] === '0' ? 0 : 1);
      if (start < at || start > lines.length) return undefined;
      result.push(...lines.slice(at, start));
      at = start;
    } else if (line.startsWith('+')) result.push(rest);
    else {
      if (lines[at] !== rest) return undefined;
      if (line.startsWith(' ')) result.push(rest);
      at++;
    }
  }
  return [...result, ...lines.slice(at), ''].join('\n');
}

/** Changes so near each other that the lines around them would meet are one hunk. */
function groups(changes: readonly Change[], context: number): Change[][] {
  const result: Change[][] = [];
  for (const change of changes.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)?.at(-1);
    const near = last !== undefined && change.from - endOf(last) <= 2 * context;
    if (near) result.at(-1)?.push(change);
    else result.push([change]);
  }
  return result;
}

function hunkOf(group: readonly Change[], lines: readonly string[] | undefined, shift: number): string[] {
  const context = lines === undefined ? 0 : CONTEXT_LINES;
  const first = Math.max(1, (group[0]?.from ?? 1) - context);
  const body: string[] = [];
  let at = first;
  const keep = (until: number) => {
    body.push(...(lines?.slice(at - 1, until - 1) ?? []).map((line) => ` ${line}`));
    at = until;
  };
  for (const change of group) {
    keep(change.from);
    body.push(...bodyOf(change));
    at = endOf(change);
  }
  keep(Math.min(at + context, (lines?.length ?? 0) + 1));
  const old = range(first, body.filter((line) => !line.startsWith('+')).length);
  const now = range(first + shift, body.filter((line) => !line.startsWith('-')).length);
  return [`@@ -${old} +${now} @@`, ...body];
}

/** A line that stays where the change begins is shown as what it is. */
function bodyOf({ take, put }: Change): string[] {
  const first = take.findIndex((line, index) => line !== put[index]);
  const same = first === -1 ? Math.min(take.length, put.length) : first;
  return [
    ...take.slice(0, same).map((line) => ` ${line}`),
    ...take.slice(same).map((line) => `-${line}`),
    ...put.slice(same).map((line) => `+${line}`),
  ];
}

/** The line behind what it takes. */
function endOf({ from, take }: Change): number {
  return from + take.length;
}

function range(first: number, count: number): string {
  if (count === 0) return `${first - 1},0`;
  return count === 1 ? `${first}` : `${first},${count}`;
}

/** `diff` prints what goes before what comes. */
function removedFirst(body: readonly string[]): string[] {
  const result: string[] = [];
  let pluses: string[] = [];
  for (const line of body) {
    if (line.startsWith('+')) pluses.push(line);
    else if (line.startsWith('-')) result.push(line);
    else {
      result.push(...pluses, line);
      pluses = [];
    }
  }
  return [...result, ...pluses];
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
