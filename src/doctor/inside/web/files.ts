import type { Machine } from '../shell.ts';
import { CONFIG_FILES } from './limits.ts';

/** Files of one program, each read once; `full` when there were more than are read. */
export type Files = {
  /** Paths that a pattern stands for, in the order of their names; `*` and `?` in any part of it. */
  readonly expand: (pattern: string) => Promise<readonly string[]>;
  readonly read: (path: string) => Promise<string | undefined>;
  full: boolean;
};

export function filesOf(machine: Machine): Files {
  let count = 0;
  const files: Files = {
    full: false,
    expand: (pattern) => expand(machine, pattern),
    async read(path) {
      if (count >= CONFIG_FILES) {
        files.full = true;
        return undefined;
      }
      count += 1;
      return await machine.readFile(path);
    },
  };
  return files;
}

async function expand(machine: Machine, pattern: string): Promise<readonly string[]> {
  if (!/[*?[]/.test(pattern)) return [pattern];
  let paths = [''];
  for (const part of pattern.split('/').slice(1)) {
    if (!/[*?[]/.test(part)) {
      paths = paths.map((path) => `${path}/${part}`);
      continue;
    }
    const wanted = globOf(part);
    const next = await Promise.all(
      paths.map(async (path) => {
        const names = await machine.list(path === '' ? '/' : path);
        return names.filter((name) => wanted(name)).map((name) => `${path}/${name}`);
      }),
    );
    paths = next.flat().slice(0, CONFIG_FILES);
  }
  return paths;
}

/** Of one part of a path. A hidden file is meant only where the pattern begins with a dot, as of glob(7). */
function globOf(part: string): (name: string) => boolean {
  const [first = '', ...rest] = part.split('*').map((piece) => piece.slice(0, 255));
  return (name) => {
    if (name.startsWith('.') && !part.startsWith('.')) return false;
    if (rest.length === 0) return same(first, name);
    let at = first.length;
    if (!same(first, name.slice(0, at))) return false;
    const last = rest.at(-1) ?? '';
    for (const piece of rest.slice(0, -1)) {
      const found = name.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return name.length - at >= last.length && same(last, name.slice(name.length - last.length));
  };
}

function same(pattern: string, text: string): boolean {
  if (pattern.length !== text.length) return false;
  for (let at = 0; at < text.length; at += 1)
    if (pattern[at] !== '?' && pattern[at] !== text[at]) return false;
  return true;
}
