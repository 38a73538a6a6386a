import type { Family } from '../../../core/index.ts';
import type { ListenFact } from '../../inside/index.ts';
import type { Finding } from '../../causes/index.ts';
import { familyOf, portsOf } from '../ask.ts';
import { type Change, edit, reverse } from '../diff.ts';
import { byHand, remedy, run, write } from '../steps.ts';
import type { Patient, Remedy, RemedyId, Step } from '../types.ts';

export type Software = ListenFact['software'];

/** Listens of one program that the finding is about: of its ports, and of blocks for the name, or of all where none has it. */
export function listensOf(software: Software, finding: Finding, { name, inside }: Patient): ListenFact[] {
  const ports = portsOf(finding);
  const all = (inside?.listens ?? []).filter((one) => one.software === software && ports.includes(one.port));
  const own = all.filter(({ names }) => names.includes(name));
  return own.length > 0 ? own : all;
}

/** Is there a socket of that family on every port of the finding already? */
export function serves(listens: readonly ListenFact[], port: number, family: Family): boolean {
  return listens.some((one) => one.port === port && one.families.includes(family) && !isOneHost(one));
}

/** Bound to one address, or to the loopback: not for everybody. */
function isOneHost({ address }: ListenFact): boolean {
  return !['::', '0.0.0.0', '*', ''].includes(address);
}

/** The line of a listen, with its own indentation where the file was read. */
export function lineOf({ file, line = 0, directive, software }: ListenFact, files: Patient['files']): string {
  const text = files?.[file]?.split('\n')[line - 1];
  const bare = directive.replace(/;\s*$/, '').trim();
  if (text?.includes(bare)) return text;
  return software === 'nginx' ? `${bare};` : bare;
}

/** Another text in place of the directive, in its line. */
export function replaced(listen: ListenFact, files: Patient['files'], put: (line: string) => string): Change {
  const old = lineOf(listen, files);
  return { from: listen.line ?? 1, take: [old], put: [put(old)] };
}

/** A remedy that changes configuration files: checked and taken up by the program, taken back by the same diffs backwards. */
export function configured(
  finding: Finding,
  patient: Patient,
  parts: {
    readonly id: RemedyId;
    readonly label: Software;
    readonly changes: ReadonlyMap<string, readonly Change[]>;
    /** Checks the files, then has the program take them up. */
    readonly reload: readonly string[];
  },
): Remedy[] {
  const { id, label, changes, reload } = parts;
  if (changes.size === 0) return [];
  const edits = [...changes].map(([file, list]) => edit(file, list, patient.files));
  // a port that it is not configured for stays without anybody
  const ports = new Set(listensOf(label, finding, patient).map(({ port }) => port));
  return [
    remedy(finding, patient, {
      id,
      label: NAMES[label],
      at: 'host',
      now: [...edits, ...run(...reload)],
      verify: run(...[...ports].map((port) => listening(port, familyOf(finding)))),
      undo: [...edits.map(reverse), ...run(...reload)],
    }),
  ];
}

/** The same without the machine's files: what to write, where it commonly is. */
export function described(
  finding: Finding,
  patient: Patient,
  parts: { readonly id: RemedyId; readonly label: Software; readonly now: readonly Step[] },
): Remedy[] {
  const { id, label, now } = parts;
  const verify = run(...portsOf(finding).map((port) => listening(port, familyOf(finding))));
  return [remedy(finding, patient, { id, label: NAMES[label], at: 'host', now, verify })];
}

/** By file: what changes in it. */
export function byFile<T extends { readonly file: string }>(
  facts: readonly T[],
  change: (fact: T) => Change,
): ReadonlyMap<string, readonly Change[]> {
  return new Map([...Map.groupBy(facts, ({ file }) => file)].map(([file, list]) => [file, list.map(change)]));
}

/** 0 where a socket takes connections of that family: a dual-stack one is printed as `*`. */
export function listening(port: number, family: Family): string {
  const any = family === 6 ? String.raw`(\*|\[::\])` : String.raw`(\*|0\.0\.0\.0)`;
  return `ss -Hltn 'sport = :${port}' | grep -E '${any}:${port} '`;
}

export function addLines(file: string, block: string, ...lines: readonly string[]): readonly Step[] {
  return [byHand('add-to-block', { file, block }), ...write(...lines)];
}

export const NAMES: Readonly<Record<Software, string>> = {
  nginx: 'nginx',
  apache: 'Apache',
  caddy: 'Caddy',
  haproxy: 'HAProxy',
  node: 'Node.js',
  traefik: 'Traefik',
};
