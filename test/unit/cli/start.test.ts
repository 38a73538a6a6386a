// What a command does not use is not loaded: the doctor is the largest part that most commands never ask for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { mustRun } from '../../support/process.ts';
import { tempDir } from '../../support/temp-dir.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'src', 'main.ts');
const TIMEOUT = { timeout: 60_000 };

suite('what a command loads', TIMEOUT, () => {
  test(
    'no command but the doctor’s own loads anything of it, nor another language',
    TIMEOUT,
    async (context) => {
      const loaded = await modulesOf(context, ['--version']);
      assert.ok(
        loaded.some((url) => url.endsWith('/src/cli/commands/serve.ts')),
        'modules were told',
      );
      assert.deepEqual(loaded.filter(isDoctors), []);
      assert.deepEqual(languages(loaded), ['en']);
    },
  );

  test(
    'what explains an error loads no parser of pages; Danish is beside English',
    TIMEOUT,
    async (context) => {
      const loaded = await modulesOf(context, ['explain', CONNECT_TIMEOUT, '--lang', 'da']);
      assert.ok(loaded.some(isDoctors));
      assert.ok(!loaded.some((url) => url.includes('/parse5/')), 'a page is read by a check alone');
      assert.deepEqual(languages(loaded), ['da', 'en']);
    },
  );
});

const CONNECT_TIMEOUT =
  'Detail: 203.0.113.9: Fetching http://shop.example/.well-known/acme-challenge/x: Timeout during connect (likely firewall problem)';

/** Every module that a process of ours asks for. */
async function modulesOf(context: TestContext, args: readonly string[]): Promise<readonly string[]> {
  const list = join(tempDir(context), 'modules');
  const hook = `
    import { appendFileSync } from 'node:fs';
    import { registerHooks } from 'node:module';
    registerHooks({ resolve(specifier, context, next) {
      const found = next(specifier, context);
      appendFileSync(${JSON.stringify(list)}, found.url + '\\n');
      return found;
    } });`;
  const imported = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`];
  const argv = [process.execPath, '--disable-warning=ExperimentalWarning', ...imported, MAIN, ...args];
  await mustRun(argv, { timeoutMs: 50_000 });
  return readFileSync(list, 'utf8').split('\n');
}

function isDoctors(url: string): boolean {
  return /\/src\/(cli\/)?doctor\/|\/parse5\/|\/cli\/commands\/(check|explain|advise)\.ts$/.test(url);
}

function languages(loaded: readonly string[]): string[] {
  return [...new Set(loaded.flatMap((url) => /\/src\/i18n\/(\w+)\//.exec(url)?.[1] ?? []))].toSorted();
}
