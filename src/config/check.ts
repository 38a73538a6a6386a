import type { z } from 'zod';
import { fail, fault, type Fault, ok, type Result } from '../core/index.ts';
import { catalogue, type SettingText } from '../i18n/index.ts';
import { namesAt, settingKeys } from './keys.ts';
import { SHOWN_VALUE_MAX } from './limits.ts';
import { nearest } from './nearest.ts';
import { type Settings, settingsSchema } from './settings.ts';

/** Where values came from, so that a message can name the file or the variable. */
export type Origin = {
  readonly file: string;
  /** Path of a setting to the environment variable that set it. */
  readonly variables: ReadonlyMap<string, string>;
};

/** Checks raw settings against the schema; each fault names where it stands, the key, the value and what is allowed. */
export function checkSettings(
  raw: unknown,
  origin: Origin,
  unknownVariables: readonly string[],
): Result<Settings, readonly Fault[]> {
  const variables = settingKeys.flatMap((key) => key.variable ?? []);
  const faults: Fault[] = unknownVariables.map((variable) =>
    fault('settingUnknownVariable', { variable, suggestion: nearest(variable, variables) }),
  );
  const parsed = settingsSchema.safeParse(raw);
  if (!parsed.success)
    faults.push(...parsed.error.issues.flatMap((issue) => issueFaults(issue, raw, origin)));
  return parsed.success && faults.length === 0 ? ok(parsed.data) : fail(faults);
}

function issueFaults(issue: z.core.$ZodIssue, raw: unknown, origin: Origin): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    const known = namesAt(issue.path) ?? [];
    return issue.keys.map((key) =>
      fault('settingUnknownKey', {
        file: origin.file,
        key: [...issue.path, key].join('.'),
        suggestion: suggestion(issue.path, key, known),
      }),
    );
  }
  const found = settingAt(issue.path);
  const path =
    issue.code === 'invalid_key' || found === undefined ? issue.path : issue.path.slice(0, found.depth);
  const key = path.join('.');
  return [
    fault('settingInvalid', {
      origin: origin.variables.get(key) ?? origin.file,
      key,
      value: shown(valueAt(raw, path)),
      allowed: found?.text.allowed ?? '[table]',
    }),
  ];
}

/** The nearest name in the same table; else the same name in another table, for keys that were put into the wrong one. */
function suggestion(path: readonly PropertyKey[], key: string, known: readonly string[]): string | undefined {
  const near = nearest(key, known);
  if (near !== undefined) return [...path, near].join('.');
  return settingKeys.find((other) => other.path.split('.').at(-1) === key)?.path;
}

/** The setting that a path lies in, and how many steps of the path name it. */
function settingAt(path: readonly PropertyKey[]): { text: SettingText; depth: number } | undefined {
  const texts: Readonly<Record<string, SettingText>> = catalogue('en').settings;
  for (let depth = path.length; depth > 0; depth--) {
    const steps = path.slice(0, depth).map(String);
    const text = texts[steps.join('.')] ?? texts[[steps[0], '*', ...steps.slice(2)].join('.')];
    if (text !== undefined) return { text, depth };
  }
  return undefined;
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : value,
    raw,
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN_VALUE_MAX ? `${text.slice(0, SHOWN_VALUE_MAX)}...` : text;
}
