import type { InsideReport } from '../../inside/index.ts';
import { type Change, create, edit, reverse } from '../diff.ts';
import { byHand, write } from '../steps.ts';
import type { Patient, Step } from '../types.ts';

/**
 * Kernel settings that survive a reboot, in a file of their own that is read late; where a file read later still says otherwise,
 * that line is changed, as the last one wins (sysctl.d(5)).
 */
export function sysctlFile(
  values: Readonly<Record<string, string>>,
  { inside, files }: Patient,
): { readonly steps: readonly Step[]; readonly undo: readonly Step[] } {
  const against = Object.entries(values).flatMap(([key, value]) => contradicted(inside, key, value));
  const edits = [...Map.groupBy(against, ({ file }) => file)].flatMap(([file, lines]): Step[] => {
    if (file === FILE) return [];
    if (files?.[file] === undefined)
      return lines.flatMap(({ key, old, value }) => [
        byHand('replace-in-file', { file, old: `${key} = ${old}` }),
        ...write(`${key} = ${value}`),
      ]);
    const all = files[file].split('\n');
    const changes = lines.flatMap(({ line, key, value }): Change[] => {
      const old = all[line - 1];
      return old === undefined ? [] : [{ from: line, take: [old], put: [`${key} = ${value}`] }];
    });
    return [edit(file, changes, files)];
  });
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}`);
  const present = files?.[FILE];
  const own =
    present === undefined
      ? create(FILE, lines)
      : edit(
          FILE,
          [{ from: present.replace(/\n$/, '').split('\n').length + 1, take: [], put: lines }],
          files,
        );
  const steps = [own, ...edits];
  return { steps, undo: steps.flatMap((step) => (step.do === 'edit' ? [reverse(step)] : [])) };
}

/** Read behind the distribution's own files; /etc/sysctl.conf alone comes later. */
const FILE = '/etc/sysctl.d/99-sixfour.conf';

function contradicted(inside: InsideReport | undefined, key: string, value: string) {
  const saved = inside?.sysctls.find((one) => one.key === key)?.saved;
  if (saved === undefined || saved.value === value || saved.line === undefined) return [];
  return [{ key, value, old: saved.value, file: saved.file, line: saved.line }];
}
