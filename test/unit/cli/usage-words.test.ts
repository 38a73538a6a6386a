// What commander words by itself comes in the reader's language: headings of help, remarks on options, errors of usage.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { runCommandLine } from '../../../src/cli/index.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { catalogue } from '../../../src/i18n/index.ts';

const startServer = () => Promise.reject(new Error('no server in this test'));

async function sixfour(language: string, line: string) {
  const said: string[] = [];
  const terminal: Terminal = {
    out: (text) => void said.push(text),
    err: (text) => void said.push(text),
    width: 100,
    interactive: false,
    paint: (_style, text) => text,
  };
  const environment = { LANG: `${language}.UTF-8` };
  const code = await runCommandLine(line.split(' '), { environment, startServer, terminal });
  return { code, said: said.join('\n') };
}

const WRONG: Readonly<Record<keyof ReturnType<typeof errors>, string>> = {
  unknownCommand: 'certt-and-more',
  unknownOption: 'cert list --nothing-like-it',
  didYouMeanOneOf: 'dab',
  didYouMean: 'allow --exac',
  argumentMissing: 'cert show',
  valueMissing: 'lab dns --script',
  optionMissing: 'persist add www.example.org',
  notTogether: 'zone roll example.net --abort --ds-published',
  tooMany: 'perspective join one two three',
  moreThanOne: 'cert show one two',
  noSuchChoice: 'ca export root --format text',
  noSuchArgument: 'client import another',
};

function errors() {
  return catalogue('en').cli.usage.errors;
}

suite('what commander says', () => {
  for (const [key, line] of Object.entries(WRONG)) {
    test(`${key}: in Danish no word of it is English, in English it is commander's`, async () => {
      const [english, danish] = [await sixfour('en_GB', line), await sixfour('da_DK', line)];
      assert.deepEqual([english.code, danish.code], [2, 2]);
      assert.match(english.said, /^error: /);
      assert.match(danish.said, /^fejl: /);
      assert.doesNotMatch(danish.said, /error|argument missing|Did you mean|Expected|Allowed/);
      assert.equal(danish.said.split('\n').length, english.said.split('\n').length);
    });
  }

  test('the help has headings, remarks and its own command in the language', async () => {
    const { said } = await sixfour('da_DK', 'ca export root --help');
    assert.match(said, /^Brug: sixfour ca export root/);
    assert.match(said, /^Tilvalg:$/m);
    assert.match(said, /\(muligheder: "pem", "der", standard: "pem"\)/);
    const { said: group } = await sixfour('da_DK', 'cert --help');
    assert.match(group, /^Kommandoer:$/m);
    assert.match(group, /help \[command\] +udskriv hjælp/);
  });

  test("in English nothing of commander's is changed", async () => {
    const { said } = await sixfour('en_GB', 'ca export root --help');
    assert.match(said, /^Usage: sixfour ca export root/);
    assert.match(said, /\(choices: "pem", "der", default: "pem"\)/);
  });
});
