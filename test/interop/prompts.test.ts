// What is asked on a terminal, answered there: the real program, on a pseudo-terminal.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { installed, mustRun, start } from '../support/process.ts';
import { tempDir } from '../support/temp-dir.ts';
import { CTRL_C, CTRL_D, CTRL_U, ENTER, onTerminal } from '../support/terminal.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'sixfour.js');
const SKIP = (await installed('script')) ? false : 'script (util-linux) is not installed';
const TIMEOUT = { timeout: 300_000 };

/** Questions about the devices and the DNS, words for yes and no, and what is said at the end of input. */
const LANGUAGES = {
  en: [/Do all devices/, /Can you, or somebody/, 'yes', 'no', /Interrupted: nothing was changed/],
  fr: [/Tous les appareils/, /Pouvez-vous/, 'oui', 'non', /Interrompu\s: rien n’a été modifié/],
  da: [/Tilhører alle enheder/, /Kan du, eller/, 'ja', 'nej', /Afbrudt: intet blev ændret/],
} as const;

suite('sixfour advise asks', { ...TIMEOUT, skip: SKIP }, () => {
  for (const [language, [devices, dns, yes, no, interrupted]] of Object.entries(LANGUAGES))
    for (const columns of [60, 100]) {
      test(
        `${language}, ${columns} columns: words, Enter alone, and what is neither yes nor no`,
        TIMEOUT,
        async () => {
          const typist = advise(columns, language);
          await typist.sees(devices);
          typist.type(`maybe${ENTER}`); // which has a y
          await typist.sees(new RegExp(`${yes} / ${no}`));
          typist.type(`${CTRL_U}${ENTER}`);
          await typist.sees(dns);
          typist.type(`${no.toUpperCase()}${ENTER}`);
          await typist.sees(/WAF/);
          typist.type(`${yes.slice(0, 1)}${ENTER}`);
          const { code, text } = await typist.end();
          assert.equal(code, 0, text);
          assert.match(text, /sixfour advise www\.example\.org --test path-only/);
          fits(text, columns);
        },
      );

      for (const [key, typed] of [
        ['Ctrl-D', CTRL_D],
        ['Ctrl-C', CTRL_C],
      ] as const)
        test(`${language}, ${columns} columns: ${key} ends it, in words`, TIMEOUT, async () => {
          const typist = advise(columns, language);
          await typist.sees(devices);
          typist.type(typed);
          const { code, text } = await typist.end();
          assert.equal(code, 1, text);
          assert.match(text, interrupted);
          assert.doesNotMatch(text, /Warning|await/);
          fits(text, columns);
        });
    }
});

suite('other questions', { ...TIMEOUT, skip: SKIP }, () => {
  test('sixfour init is ended by Ctrl-D at a line, and makes nothing', TIMEOUT, async (context) => {
    const data = join(tempDir(context), 'data');
    const typist = onTerminal(start, [process.execPath, PROGRAM, 'init', '--data', data], { columns: 80 });
    await typist.sees(/organi[sz]ation/i);
    typist.type(CTRL_D);
    const { code, text } = await typist.end();
    assert.equal(code, 1, text);
    assert.match(text, /Interrupted: nothing was changed/);
  });
});

suite('sixfour validate --self asks whether the record is published', { ...TIMEOUT, skip: SKIP }, () => {
  let data = '';
  before(async () => {
    data = mkdtempSync(join(tmpdir(), 'sixfour-test-'));
    await mustRun([process.execPath, PROGRAM, 'init', '--trial', '--data', data]);
    await mustRun([process.execPath, PROGRAM, 'allow', 'shop.example', '--data', data]);
  });
  after(() => rmSync(data, { recursive: true, force: true }));

  for (const [key, typed] of [
    ['no', `no${ENTER}`],
    ['Ctrl-D', CTRL_D],
  ] as const)
    test(`${key} looks at nothing`, TIMEOUT, async () => {
      const options = ['--self', '--type', 'dns-01', '--data', data];
      const argv = [process.execPath, PROGRAM, 'validate', 'shop.example', ...options];
      const typist = onTerminal(start, argv, { columns: 80 });
      await typist.sees(/_acme-challenge\.shop\.example\. 60 IN TXT "[^]*\(yes\/no\)/);
      typist.type(typed);
      const { code, text } = await typist.end();
      assert.equal(code, 3, text);
      assert.doesNotMatch(text, /Warning|await/);
    });
});

function advise(columns: number, language: string) {
  const argv = [process.execPath, PROGRAM, 'advise', 'www.example.org', '--no-measure', '--lang', language];
  return onTerminal(start, argv, { columns });
}

/** Questions and their frame stay within the terminal; lines to copy, which are indented, go on. */
function fits(text: string, columns: number): void {
  const lines = text.split(/[\r\n]+/);
  const long = lines.filter((line) => /^[│◆◇▲└┌■]/u.test(line) && line.length > columns);
  assert.deepEqual(long, []);
  assert.doesNotMatch(text, /to navigate/);
}
