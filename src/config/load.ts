import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { fail, fault, type Fault, ok, type Result } from '../core/index.ts';
import { type Override, readEnvironment } from './environment.ts';
import { checkSettings, type Origin } from './check.ts';
import { settingKeys } from './keys.ts';
import { SETTINGS_FILE_BYTES_MAX } from './limits.ts';
import { missingIssuer } from './missing-issuer.ts';
import type { Settings } from './settings.ts';
import { isTestDirectory } from './test-marker.ts';

const SETTINGS_FILE = 'sixfour.toml';
const DEFAULT_DIRECTORY = './sixfour-data';

export type LoadOptions = {
  /** `--config`; else `SIXFOUR_CONFIG`; else `sixfour.toml` in the data directory, which need not exist. */
  readonly file?: string | undefined;
  /** `--data`; else `SIXFOUR_DATA_DIRECTORY`; else `data.directory` of a file named by `--config`; else `./sixfour-data`. */
  readonly directory?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

export type LoadedSettings = {
  readonly settings: Settings;
  /** Absolute path of the data directory; it may not exist yet. */
  readonly directory: string;
  /** Absolute path of the settings file, whether or not it exists. */
  readonly file: string;
  readonly fileExists: boolean;
  /** The data directory was made with `--test`. */
  readonly test: boolean;
  /** Test-only settings in use: to be warned about at every start. */
  readonly testOnly: readonly string[];
};

/** Reads `sixfour.toml` and the environment. Every fault of the file is reported, not only the first. */
export function loadSettings(options: LoadOptions): Result<LoadedSettings, readonly Fault[]> {
  const { overrides, unknown } = readEnvironment(options.environment);
  const named = options.file ?? options.environment['SIXFOUR_CONFIG'];
  const chosen = options.directory ?? options.environment['SIXFOUR_DATA_DIRECTORY'];
  const file = resolve(named ?? join(chosen ?? DEFAULT_DIRECTORY, SETTINGS_FILE));

  const raw = readFile(file, named !== undefined);
  if (!raw.ok) return fail([raw.fault]);
  const origin: Origin = { file, variables: new Map() };
  for (const override of overrides) apply(raw.value, override, origin);

  const checked = checkSettings(raw.value, origin, unknown);
  if (!checked.ok) return checked;
  const settings = checked.value;
  const contradictions = missingIssuer(settings, file);
  if (contradictions.length > 0) return fail(contradictions);
  const directory = resolve(chosen ?? (named === undefined ? DEFAULT_DIRECTORY : inFile(file, settings)));
  const test = isTestDirectory(directory);
  const testOnly = changedTestOnly(settings);
  const [first] = testOnly;
  if (first !== undefined && !test) return fail([fault('settingTestOnly', { file, key: first, directory })]);
  return ok({ settings, directory, file, fileExists: existsSync(file), test, testOnly });
}

function readFile(file: string, mustExist: boolean): Result<Record<string, unknown>> {
  if (!existsSync(file)) return mustExist ? fail(fault('settingsFileMissing', { file })) : ok({});
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return fail(
      fault('settingsFileUnreadable', { file, cause: (error as NodeJS.ErrnoException).code ?? 'error' }),
    );
  }
  if (text.length > SETTINGS_FILE_BYTES_MAX) {
    return fail(
      fault('settingsFileUnreadable', { file, cause: `longer than ${SETTINGS_FILE_BYTES_MAX} bytes` }),
    );
  }
  try {
    return ok(parse(text));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0] ?? '';
    return fail(fault('settingsNotToml', { file, line: error.line, column: error.column, reason }));
  }
}

function apply(raw: Record<string, unknown>, override: Override, origin: Origin): void {
  let table = raw;
  for (const step of override.path.slice(0, -1)) {
    const next = table[step];
    if (typeof next === 'object' && next !== null) table = next as Record<string, unknown>;
    else table = table[step] = {};
  }
  table[override.path.at(-1) ?? ''] = override.value;
  (origin.variables as Map<string, string>).set(override.path.join('.'), override.variable);
}

function inFile(file: string, settings: Settings): string {
  return resolve(dirname(file), settings.data.directory);
}

function changedTestOnly(settings: Settings): string[] {
  return settingKeys
    .filter((key) => key.testOnly && valueAt(settings, key.path) !== key.fallback)
    .map((key) => key.path);
}

function valueAt(settings: Settings, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], settings);
}
