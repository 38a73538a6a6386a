// The documents of the commands say what the program has.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Command } from 'commander';
import { createProgram } from '../../../src/cli/program.ts';
import { catalogue } from '../../../src/i18n/index.ts';

const docs = join(import.meta.dirname, '..', '..', '..', 'docs');
const GLOBAL = new Set(['--data', '--config', '--json', '--lang', '--help', '--version']);

function commands(parent: Command, path: readonly string[] = []): { name: string; options: string[] }[] {
  return parent.commands.flatMap((command) => {
    const here = [...path, command.name()];
    const options = command.options.map((option) => option.long ?? '').filter((name) => !GLOBAL.has(name));
    return command.commands.length > 0 ? commands(command, here) : [{ name: here.join(' '), options }];
  });
}

suite('documents of the commands', () => {
  const program = createProgram(
    catalogue('en'),
    '0.0.0',
    () => Promise.resolve(),
    () => Promise.reject(new Error('not started here')),
  );

  for (const { name, options } of commands(program)) {
    test(`docs/commands.md has ${name} with its options`, () => {
      const text = readFileSync(join(docs, 'commands.md'), 'utf8');
      const [first = ''] = name.split(' ');
      const section = text.split(/^## /m).find((part) => part.startsWith(`${first}\n`)) ?? '';
      if (name !== first) assert.ok(section.includes(name), name);
      for (const option of options) {
        // explained once, for every list
        if (option === '--limit' || option === '--before') assert.ok(text.includes(option));
        else assert.ok(section.includes(option), `${name} ${option}`);
      }
    });
  }
});
