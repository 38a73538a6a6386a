// Compares the translations with the English catalogue: what is missing, what is older than the English text, what has none.
// `node bin/with-node.js scripts/i18n.ts`; after translating, `... scripts/i18n.ts --record fr [PATH ...]` notes of all strings
// (or of those that begin so) that they are translations of the English texts of now.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { da } from '../src/i18n/da/index.ts';
import { en } from '../src/i18n/en/index.ts';
import { fr } from '../src/i18n/fr/index.ts';

/** A message, or a text that needs no parameters. */
export type Leaf = string | ((...args: readonly unknown[]) => string);

export const TRANSLATIONS = { da, fr } as const;
export type Language = keyof typeof TRANSLATIONS;

export type Comparison = {
  readonly translated: number;
  readonly missing: readonly string[];
  /** Made of another English text than today's, or not recorded. */
  readonly stale: readonly string[];
  /** Without an English text. */
  readonly orphaned: readonly string[];
};

/** Every string of a catalogue by its path, such as `cli.validate.describe`. */
export function strings(catalogue: object, path = ''): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  for (const [key, value] of Object.entries(catalogue)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string' || typeof value === 'function') found.set(here, value as Leaf);
    else if (typeof value === 'object' && value !== null) {
      for (const [below, leaf] of strings(value, here)) found.set(below, leaf);
    }
  }
  return found;
}

export async function compare(language: Language): Promise<Comparison> {
  const english = await hashes();
  const own = strings(TRANSLATIONS[language]);
  const recorded = sources(language);
  return {
    translated: own.size,
    missing: [...english.keys()].filter((path) => !own.has(path)),
    stale: [...own.keys()].filter((path) => english.has(path) && english.get(path) !== recorded[path]),
    orphaned: [...own.keys()].filter((path) => !english.has(path)),
  };
}

/** The hash of each English string: of the text, or of the message's source and that of the helpers that it calls. */
async function hashes(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<Leaf, Set<string>>();
  const parts = new Map<string, Parts>();
  for (const path of globSync(join(I18N, 'en', '*.ts'))) {
    const file = basename(path);
    parts.set(file, readParts(readFileSync(path, 'utf8')));
    const module = (await import(path)) as Record<string, unknown>;
    for (const leaf of strings(module).values()) {
      if (typeof leaf === 'function') files.set(leaf, (files.get(leaf) ?? new Set()).add(file));
    }
  }
  return new Map(
    [...strings(en)].map(([path, leaf]) => [path, hash(sourceOf(leaf, files.get(leaf) ?? new Set(), parts))]),
  );
}

/** The top-level constants and functions of a file, and the names that it imports, each with its file. */
type Parts = { readonly own: Map<string, string>; readonly imports: Map<string, string> };

function readParts(text: string): Parts {
  const own = new Map<string, string>();
  for (const part of text.split(/^(?=export |const |function |type |import |\/\*\*|\/\/)/m)) {
    const name = /^(?:export )?(?:const|function) (\w+)/.exec(part)?.[1];
    if (name !== undefined) own.set(name, part);
  }
  const imports = new Map<string, string>();
  for (const [, names = '', file = ''] of text.matchAll(/^import \{([^}]*)\} from '\.\/([^']+)'/gm)) {
    for (const name of names.split(',')) imports.set(name.trim(), file);
  }
  return { own, imports };
}

function sourceOf(leaf: Leaf, files: ReadonlySet<string>, all: ReadonlyMap<string, Parts>): string {
  if (typeof leaf === 'string') return leaf;
  const texts = [String(leaf)];
  const seen = new Set<string>();
  const follow = (text: string, file: string): void => {
    for (const [, name = ''] of text.matchAll(/(\w+)(?=[([})])/g)) {
      const home = all.get(file)?.imports.get(name) ?? file;
      const part = all.get(home)?.own.get(name);
      if (part === undefined || part.includes(String(leaf)) || seen.has(`${home} ${name}`)) continue;
      seen.add(`${home} ${name}`);
      texts.push(part);
      follow(part, home);
    }
  };
  for (const file of [...files].sort()) follow(String(leaf), file);
  return texts.join('\n');
}

function hash(source: string): string {
  return createHash('sha256').update(source.replaceAll(/\s+/g, ' ').trim()).digest('hex').slice(0, 10);
}

function sources(language: Language): Readonly<Record<string, string>> {
  const file = sourcesFile(language);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}

async function record(language: Language, paths: readonly string[]): Promise<void> {
  const english = await hashes();
  const before = sources(language);
  const now: [string, string][] = [];
  for (const path of [...strings(TRANSLATIONS[language]).keys()].sort()) {
    const asked = paths.length === 0 || paths.some((start) => path.startsWith(start));
    const noted = asked ? english.get(path) : before[path];
    if (noted !== undefined) now.push([path, noted]);
  }
  writeFileSync(sourcesFile(language), `${JSON.stringify(Object.fromEntries(now), null, 2)}\n`);
}

const I18N = join(import.meta.dirname, '..', 'src', 'i18n');
function sourcesFile(language: Language): string {
  return join(I18N, language, 'sources.json');
}

async function main([option, language, ...paths]: readonly string[]): Promise<void> {
  const languages = Object.keys(TRANSLATIONS) as Language[];
  if (option === '--record') {
    const one = languages.find((known) => known === language);
    if (one === undefined) throw new Error(`--record takes one of ${languages.join(', ')}`);
    await record(one, paths);
  }
  for (const one of languages) {
    const { translated, missing, stale, orphaned } = await compare(one);
    console.log(
      `${one}: ${translated} translated, ${missing.length} missing, ${stale.length} stale, ${orphaned.length} orphaned`,
    );
    for (const path of missing) console.log(`  missing   ${path}`);
    for (const path of stale) console.log(`  stale     ${path}`);
    for (const path of orphaned) console.log(`  orphaned  ${path}`);
    if (missing.length + stale.length + orphaned.length > 0) process.exitCode = 1;
  }
}

if (import.meta.main) await main(process.argv.slice(2));
