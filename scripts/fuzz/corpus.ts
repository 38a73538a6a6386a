import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Target } from './types.ts';

/** What is kept of one target: a few dozen inputs, each as small as its shape allows, below 1 MB for all targets together. */
const KEPT_MAX = 96;
const KEPT_INPUT_BYTES_MAX = 1_500;
const VECTORS = join(import.meta.dirname, '..', '..', 'test', 'vectors');

/**
 * The inputs kept for a target: those of new shapes (`kept.txt`), those that once found a defect (`defects.txt`), and the files of
 * other vectors. A line is an input: quoted as in JSON where it is text, in base64 where it is not; what follows a space is a note.
 */
export function readCorpus(target: Target): Uint8Array[] {
  const lines = ['kept.txt', 'defects.txt'].flatMap((name) => readLines(fileOf(target, name)));
  const files = (target.vectors ?? []).flatMap((folder) =>
    globSync(join(VECTORS, folder, '*.der'))
      .toSorted()
      .map((file) => new Uint8Array(readFileSync(file))),
  );
  return [...lines.map(decodeLine), ...files];
}

/** Keeps an input of a new shape, if there is room. Says whether it did. */
export function keep(target: Target, input: Uint8Array, shape: string): boolean {
  const file = fileOf(target, 'kept.txt');
  const lines = readLines(file);
  if (lines.length >= KEPT_MAX || input.length > KEPT_INPUT_BYTES_MAX) return false;
  write(file, [...lines, `${encodeLine(input)} ${note(shape)}`]);
  return true;
}

/** Keeps an input that found a defect, for ever. */
export function keepDefect(target: Target, input: Uint8Array, what: string): void {
  const file = fileOf(target, 'defects.txt');
  const lines = readLines(file);
  const line = encodeLine(input);
  if (!lines.some((one) => one.startsWith(`${line} `))) write(file, [...lines, `${line} ${note(what)}`]);
}

function fileOf({ name }: Target, file: string): string {
  return join(VECTORS, 'fuzz', name, file);
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function write(file: string, lines: readonly string[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
}

/** A quoted text has no bare space: so that the first one ends it. */
export function encodeLine(input: Uint8Array): string {
  const text = Buffer.from(input).toString();
  const plain = Buffer.compare(Buffer.from(text), input) === 0 && !/[^\t\r\n -~]/.test(text);
  return plain ? JSON.stringify(text).replaceAll(' ', '\\u0020') : Buffer.from(input).toString('base64');
}

export function decodeLine(line: string): Uint8Array {
  const [input = ''] = line.split(' ', 1);
  const bytes = input.startsWith('"')
    ? Buffer.from(JSON.parse(input) as string)
    : Buffer.from(input, 'base64');
  return Uint8Array.from(bytes);
}

/** Of the shape: without the numbers of lines, which move. */
function note(shape: string): string {
  return shape
    .replace(/ [\w-]+:[0-9]+/g, '')
    .replace(/\s+/g, ' ')
    .slice(0, 100)
    .trim();
}
