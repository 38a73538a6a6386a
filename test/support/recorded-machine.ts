// A machine that is known from what was recorded of one: files by their path, programs by their whole line.
import type { Machine } from '../../src/doctor/inside/index.ts';

export type Recorded = {
  readonly files?: Readonly<Record<string, string>>;
  /** What a program prints; `{ why }`: how it failed instead. Everything else is not installed. */
  readonly programs?: Readonly<Record<string, string | { readonly out?: string; readonly why: string }>>;
  /** Files that are in their directory and may not be read. */
  readonly closed?: readonly string[];
};

export function recordedMachine({ files = {}, programs = {}, closed = [] }: Recorded): Machine {
  return {
    readFile: async (path) => files[path],
    list: async (dir) => {
      const inside = [...Object.keys(files), ...closed].filter((path) => path.startsWith(`${dir}/`));
      return [...new Set(inside.map((path) => path.slice(dir.length + 1).split('/')[0] ?? ''))].toSorted();
    },
    run: async (argv) => {
      const printed = programs[argv.join(' ')];
      if (printed === undefined) return { ok: false, out: '', why: 'absent' };
      if (typeof printed === 'string') return { ok: true, out: printed };
      return { ok: false, out: printed.out ?? '', why: printed.why };
    },
  };
}
