// What counts as an answer: what is done on a machine by a yes is done by no other word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYesNo } from '../../../src/cli/ask.ts';
import { catalogue } from '../../../src/i18n/index.ts';

for (const [language, yes, no] of [
  ['en', ['y', 'Y', 'yes', ' YES '], ['n', 'no', 'No']],
  ['fr', ['o', 'oui', 'OUI', 'y', 'yes'], ['n', 'non', 'no']],
  ['da', ['j', 'ja', 'Ja', 'y', 'yes'], ['n', 'nej', 'no']],
] as const)
  test(`yes and no in ${language}, and nothing else`, () => {
    const { answers } = catalogue(language).doctor.advice;
    const words = { yes: answers.yes(), no: answers.no() };
    for (const typed of yes) assert.equal(readYesNo(typed, words), true, typed);
    for (const typed of no) assert.equal(readYesNo(typed, words), false, typed);
    for (const typed of ['', ' ', 'maybe', 'why', 'yesno', 'y n', 'nothing', 'jo', '1', 'да', 'yes!'])
      assert.equal(readYesNo(typed, words), undefined, typed);
  });
