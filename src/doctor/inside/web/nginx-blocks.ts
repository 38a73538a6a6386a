import { posix } from 'node:path';
import type { Files } from './files.ts';
import { CONFIG_DEPTH, CONFIG_WORDS } from './limits.ts';

/** One directive of nginx, with the block behind it where it has one. */
export type Directive = {
  readonly name: string;
  readonly words: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly block: readonly Directive[] | undefined;
};

/** The configuration that begins with a file, with everything that it includes; undefined where the file cannot be read. */
export async function readBlocks(files: Files, path: string): Promise<readonly Directive[] | undefined> {
  const text = await files.read(path);
  if (text === undefined) return undefined;
  return await withIncludes(files, posix.dirname(path), parse(text, path), 0);
}

async function withIncludes(
  files: Files,
  root: string,
  directives: readonly Directive[],
  depth: number,
): Promise<readonly Directive[]> {
  const all: Directive[] = [];
  for (const one of directives) {
    if (one.name === 'include' && depth < CONFIG_DEPTH) {
      const pattern = posix.resolve(root, one.words[0] ?? '');
      for (const path of await files.expand(pattern)) {
        const text = await files.read(path);
        if (text !== undefined) all.push(...(await withIncludes(files, root, parse(text, path), depth + 1)));
      }
      continue;
    }
    const block = one.block && (await withIncludes(files, root, one.block, depth));
    all.push({ ...one, block });
  }
  return all;
}

type Token = { readonly text: string; readonly line: number; readonly quoted: boolean };

/** What is left open at the end of the file ends there; what is closed too often is passed over. */
function parse(text: string, file: string): readonly Directive[] {
  const top: Directive[] = [];
  const open: Directive[][] = [top];
  let words: Token[] = [];
  const add = (block: Directive[] | undefined) => {
    const [first, ...rest] = words;
    words = [];
    if (first === undefined) return;
    const one = { name: first.text, words: rest.map((word) => word.text), file, line: first.line, block };
    open.at(-1)?.push(one);
  };
  for (const token of tokens(text)) {
    if (token.quoted || !['{', '}', ';'].includes(token.text)) words.push(token);
    else if (token.text === ';') add(undefined);
    else if (token.text === '{') {
      const block: Directive[] = [];
      add(open.length > BLOCKS_DEPTH ? undefined : block);
      open.push(block);
    } else {
      words = [];
      if (open.length > 1) open.pop();
    }
  }
  return top;
}

function* tokens(text: string): Generator<Token> {
  const word =
    /#[^\n]*|\n|[{};]|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|(?:[^\s{};"'\\$]|\\[\s\S]|\$\{\w*\}|\$)(?:[^\s{};\\$]|\\[\s\S]|\$\{\w*\}|\$)*/g;
  let line = 1;
  let count = 0;
  for (const match of text.matchAll(word)) {
    const [all, double, single] = match;
    if (all === '\n') line += 1;
    else if (!all.startsWith('#')) {
      count += 1;
      if (count > CONFIG_WORDS) return;
      const quoted = double ?? single;
      yield { text: (quoted ?? all).slice(0, WORD_CHARS), line, quoted: quoted !== undefined };
      line += all.split('\n').length - 1;
    }
  }
}

/** Blocks within blocks: locations nest, but not so deep. What is below is read, and kept nowhere. */
const BLOCKS_DEPTH = 32;
const WORD_CHARS = 4_096;
