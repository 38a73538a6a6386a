// Every translation against the English catalogue. What is missing or stale: `node bin/with-node.js scripts/i18n.ts`.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { compare, type Language, type Leaf, strings, TRANSLATIONS } from '../../../scripts/i18n.ts';
import { en } from '../../../src/i18n/en/index.ts';
import { catalogue } from '../../../src/i18n/index.ts';
import { translated } from '../../../src/i18n/translation.ts';
import { codeWords } from './code-words.ts';
import { type Call, markerCalls, said, shown } from './markers.ts';

const english = strings(en);

/** Values by which messages choose: the keys of all tables, and those that stand in the code of messages. */
const choices = [
  ...new Set([
    ...[...english.keys()].map((path) => path.slice(path.lastIndexOf('.') + 1)),
    ...[...english.values()].flatMap((leaf) =>
      [...String(leaf).matchAll(/[!=]== '([^']+)'/g)].map(([, value = '']) => value),
    ),
    'EACCES',
    'EADDRINUSE',
    'EADDRNOTAVAIL',
    'EAFNOSUPPORT',
  ]),
];
const calls = [...markerCalls(choices), ...perspectiveCalls(), ...attemptCalls()];

/** What English says, once for each text: the call that it came from, and the text. */
const samples = new Map([...english].map(([path, message]) => [path, distinct(message)]));

for (const language of Object.keys(TRANSLATIONS) as Language[]) {
  const own = strings(TRANSLATIONS[language]);

  suite(`translation ${language}`, () => {
    test('has every English string, of its text as it is now, and no others', async () => {
      const { missing, stale, orphaned } = await compare(language);
      assert.deepEqual({ missing, stale, orphaned }, { missing: [], stale: [], orphaned: [] });
    });

    test('shows the same values in every message as English', () => {
      const wrong = each(own, (is, should, { name }) => {
        if (is === undefined) return name === 'markers' ? 'does not take these parameters' : undefined;
        const [shows, expected] = [shown(is).join(' '), shown(should).join(' ')];
        return shows === expected
          ? undefined
          : `shows ${shows || 'nothing'}, English ${expected || 'nothing'}`;
      });
      assert.deepEqual(wrong, []);
    });

    test('has commands, options, settings, files and records as they are in English', () => {
      const wrong = each(own, (is, should) => {
        if (is === undefined) return undefined;
        const [has, expected] = [codeWords(is), codeWords(should)];
        const lacks = expected.filter((word) => !has.includes(word));
        const more = has.filter((word) => !expected.includes(word));
        if (lacks.length + more.length === 0) return undefined;
        return `lacks ${JSON.stringify(lacks)}, has ${JSON.stringify(more)} besides`;
      });
      assert.deepEqual(wrong, []);
    });

    test('every message can be called, so that the two tests before this one compare something', () => {
      const never = [...own.keys()].filter((path) => samples.get(path)?.length === 0);
      assert.deepEqual(never, []);
    });
  });
}

test('a translation is laid over English string by string', () => {
  const base = { a: { b: () => 'b', c: (p: { n: number }) => `c ${p.n}` }, d: 'd' };
  const over = translated(base, { a: { c: (p) => `C ${p.n}` } });
  assert.deepEqual([over.a.b(), over.a.c({ n: 1 }), over.d], ['b', 'C 1', 'd']);
  assert.deepEqual([...strings(over).keys()], ['a.b', 'a.c', 'd']);
});

test('a language is chosen with or without its country, and has all that English has', () => {
  assert.equal(catalogue('fr-CH'), catalogue('fr'));
  for (const language of Object.keys(TRANSLATIONS)) {
    assert.notEqual(catalogue(language), en);
    assert.deepEqual([...strings(catalogue(language)).keys()], [...english.keys()]);
  }
});

type Sample = { readonly call: Call; readonly text: string };

function distinct(message: Leaf): readonly Sample[] {
  const found = new Map<string, Sample>();
  for (const call of calls) {
    const text = said(message, call);
    // a value that is only shown chooses nothing
    const key = call.choice === undefined ? text : text?.replaceAll(call.choice, '⟦⟧');
    if (text !== undefined && key !== undefined && !found.has(key)) found.set(key, { call, text });
  }
  return [...found.values()];
}

/** The first thing that is wrong with each string that has something. */
function each(
  own: ReadonlyMap<string, Leaf>,
  wrongWith: (is: string | undefined, should: string, call: Call) => string | undefined,
): string[] {
  return [...own].flatMap(([path, translation]) => {
    for (const { call, text } of samples.get(path) ?? []) {
      const wrong = wrongWith(said(translation, call), text, call);
      if (wrong !== undefined) return [`${path} (${call.name}): ${wrong}`];
    }
    return [];
  });
}

/** Messages about a quorum, which take lists of outcomes. */
function perspectiveCalls(): Call[] {
  const facts = { name: '⟦name⟧', check: 'dcv', asked: 7001, failed: 7002, needed: 7003, ways: [] };
  const how = [...Object.keys(en.fragments.places), '⟦how⟧'];
  const ways = how.map((one, index) => ({
    how: one,
    family: index % 2 ? 'IPv6' : undefined,
    count: 7100 + index,
  }));
  return [
    facts,
    { ...facts, check: 'caa', ways },
    { ...facts, asked: 0 },
    { ...facts, failed: 0, regions: 7004, regionsNeeded: 7005 },
    { ...facts, ways, regions: 1, regionsNeeded: 2 },
  ].map((args, index) => ({ name: `quorum ${index}`, args: [args] }));
}

/** Messages about an attempt, which take the attempt before and the rules that would have let it pass. */
function attemptCalls(): Call[] {
  const facts = {
    address: '⟦address⟧',
    family: '⟦family⟧',
    port: 7001,
    url: '⟦url⟧',
    hop: 7002,
    seconds: 7003,
  };
  const more = {
    errno: '⟦errno⟧',
    phase: 'tls',
    status: 7004,
    reason: 'loop',
    body: 'html',
    certificate: 'absent',
  };
  const earlier = { address: '⟦before⟧', family: '⟦family 1⟧', port: 7005, outcome: '⟦outcome⟧' };
  return [
    { ...facts, ...more, url: 'tls://⟦name⟧' },
    { ...facts, ...more, url: `https://⟦host⟧/?secret${'x'.repeat(400)}` },
    { ...facts, ...more, earlier, rule: '⟦rule⟧', passes: ['⟦one⟧', '⟦two⟧'] },
    { ...facts, ...more, rule: '⟦rule⟧', passes: [] },
  ].map((args, index) => ({ name: `attempt ${index}`, args: [args] }));
}
