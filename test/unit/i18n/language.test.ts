import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { FAULTS } from '../../../src/core/index.ts';
import { catalogue, chooseLanguage } from '../../../src/i18n/index.ts';
import { acmeFaults } from '../../../src/i18n/en/faults-acme.ts';
import { commandFaults } from '../../../src/i18n/en/faults-command.ts';
import { delegationFaults } from '../../../src/core/faults-delegation.ts';
import { healthFaults } from '../../../src/i18n/en/faults-health.ts';
import { importFaults } from '../../../src/i18n/en/faults-import.ts';
import { nativeFaults } from '../../../src/i18n/en/faults-native.ts';
import { persistFaults } from '../../../src/i18n/en/faults-persist.ts';
import { providerFaults } from '../../../src/i18n/en/faults-provider.ts';
import { perspectiveFaults } from '../../../src/i18n/en/faults-perspective.ts';
import { validationFaults } from '../../../src/i18n/en/faults-validation.ts';

suite('language', () => {
  const rows: readonly [asked: string | undefined, environment: Record<string, string>, chosen: string][] = [
    [undefined, {}, 'en'],
    [undefined, { LANG: 'C' }, 'en'],
    [undefined, { LANG: 'POSIX' }, 'en'],
    [undefined, { LANG: 'C.UTF-8' }, 'en'],
    [undefined, { LANG: 'de_CH.UTF-8' }, 'de-CH'],
    [undefined, { LANG: 'fr@euro' }, 'fr'],
    [undefined, { LANG: 'de_DE', LC_MESSAGES: 'fr_FR.UTF-8' }, 'fr-FR'],
    [undefined, { LANG: 'de_DE', LC_MESSAGES: 'fr_FR', LC_ALL: 'it' }, 'it'],
    [undefined, { LANG: 'de_DE', LC_ALL: '' }, 'de-DE'],
    ['auto', { LANG: 'de_DE' }, 'de-DE'],
    ['es', { LANG: 'de_DE' }, 'es'],
  ];
  for (const [asked, environment, chosen] of rows) {
    test(`${asked ?? 'nothing'} with ${JSON.stringify(environment)} is ${chosen}`, () => {
      assert.equal(chooseLanguage(asked, environment), chosen);
    });
  }

  test('a language without a catalogue is English', () => {
    assert.equal(catalogue('tlh'), catalogue('en'));
  });

  test('no fault is in two files: each has its own message and entry', () => {
    const all = [
      acmeFaults,
      validationFaults,
      commandFaults,
      perspectiveFaults,
      delegationFaults,
      healthFaults,
      importFaults,
      nativeFaults,
      persistFaults,
      providerFaults,
    ].flatMap((part) => Object.keys(part));
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual(Object.keys(FAULTS).toSorted(), all.toSorted());
  });
});
