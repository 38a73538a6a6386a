// The documents hold together: every link between them arrives, and every error's help link has its section.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { FAULTS } from '../../src/core/index.ts';

const root = join(import.meta.dirname, '..', '..');
const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).toSorted();

describe('links in documents', () => {
  test('all documents were found', () => {
    for (const file of ['README.md', 'SECURITY.md', 'docs/errors.md'])
      assert.ok(documents.includes(file), file);
  });

  for (const file of documents)
    test(`every relative link and anchor in ${file} arrives`, () => {
      assert.deepEqual(
        linksIn(join(root, file)).flatMap((link) => complaint(file, link) ?? []),
        [],
      );
    });
});

test('README names every document for people', () => {
  const linked = new Set(linksIn(join(root, 'README.md')));
  const pages = documents.filter((file) => dirname(file) === 'docs');
  assert.deepEqual(
    pages.filter((file) => !linked.has(file)),
    [],
  );
});

describe('docs/errors.md', () => {
  const sections = new Set(headings(join(root, 'docs', 'errors.md'), /^## (.+)$/));
  const anchors = new Map(Object.entries(FAULTS).map(([code, { anchor }]) => [anchor, code]));

  test('every fault has its section', () => {
    assert.deepEqual(
      [...anchors].filter(([anchor]) => !sections.has(anchor)),
      [],
    );
  });

  test('every section is that of a fault', () => {
    assert.deepEqual(
      [...sections].filter((section) => !anchors.has(section)),
      [],
    );
  });
});

test('anchors are made as GitHub makes them', () => {
  for (const [heading, slug] of [
    ['acme.limits.accounts_per_network', 'acmelimitsaccounts_per_network'],
    ['What a CSR may hold', 'what-a-csr-may-hold'],
    ['`sixfour allow`, and why', 'sixfour-allow-and-why'],
    ['[Links](there.md) in a heading', 'links-in-a-heading'],
  ] as const) {
    assert.equal(slugOf(heading), slug);
  }
});

function complaint(file: string, link: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return undefined; // elsewhere
  const [path = '', anchor] = link.split('#', 2);
  const target = path === '' ? join(root, file) : resolve(root, dirname(file), decodeURI(path));
  if (relative(root, target).startsWith('..')) return `${link} leads out of the project`;
  if (!existsSync(target)) return `${link}: no such file`;
  if (anchor === undefined) return undefined;
  if (!statSync(target).isFile() || !target.endsWith('.md')) return `${link}: no document has this anchor`;
  return anchorsOf(target).has(anchor) ? undefined : `${link}: no such heading`;
}

function linksIn(file: string): string[] {
  const text = lines(file)
    .join('\n')
    .replace(/`[^`\n]*`/g, '');
  const inline = text.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g);
  const references = text.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm);
  const html = text.matchAll(/(?:href|src|srcset)="([^"]+)"/g);
  return [...inline, ...references, ...html].map(([, link = '']) => link);
}

const known = new Map<string, ReadonlySet<string>>();

function anchorsOf(file: string): ReadonlySet<string> {
  const before = known.get(file);
  if (before !== undefined) return before;
  const anchors = readAnchors(file);
  known.set(file, anchors);
  return anchors;
}

function readAnchors(file: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const own = lines(file).flatMap((line) =>
    [...line.matchAll(/(?:id|name)="([^"]+)"/g)].map(([, id = '']) => id),
  );
  const made = headings(file, /^#{1,6} (.+)$/).map((heading) => {
    const slug = slugOf(heading);
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
  return new Set([...own, ...made]);
}

function slugOf(heading: string): string {
  const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

function headings(file: string, form: RegExp): string[] {
  return lines(file).flatMap((line) => form.exec(line)?.[1]?.trim() ?? []);
}

/** The lines outside of fenced code. */
function lines(file: string): string[] {
  let fence = false;
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => {
      if (!/^\s*(?:```|~~~)/.test(line)) return !fence;
      fence = !fence;
      return false;
    });
}
