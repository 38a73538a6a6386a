import type { z } from 'zod';
import { settingsSchema } from './settings.ts';

/** One key of `sixfour.toml`, as documents, environment variables and error messages name it. */
export type SettingKey = {
  /** Dotted; `*` stands for a name that the user chooses. */
  readonly path: string;
  /** Undefined where the path has a `*`: those are set through their table. */
  readonly variable?: string;
  readonly fallback: unknown;
  readonly testOnly: boolean;
  /** Text is taken from the environment as it is; anything else is read as a TOML value. */
  readonly text: boolean;
};

/** Every key, in the order of the schema. */
export const settingKeys: readonly SettingKey[] = keysOf(settingsSchema, []);

/** The names that may stand at a table's path, for "did you mean"; undefined where names are free. */
export function namesAt(path: readonly PropertyKey[]): readonly string[] | undefined {
  let type: z.ZodType = settingsSchema;
  for (const step of path) {
    const inner = unwrap(type);
    if (isObject(inner)) type = inner.shape[String(step)] as z.ZodType;
    else if (isRecord(inner)) type = inner.valueType as z.ZodType;
    else return undefined;
  }
  const inner = unwrap(type);
  return isObject(inner) ? Object.keys(inner.shape) : undefined;
}

function keysOf(type: z.ZodType, path: readonly string[]): SettingKey[] {
  const inner = unwrap(type);
  if (isObject(inner)) {
    return Object.entries(inner.shape).flatMap(([name, child]) =>
      keysOf(child as z.ZodType, [...path, name]),
    );
  }
  const own = keyOf(type, path);
  const value = isRecord(inner) ? unwrap(inner.valueType as z.ZodType) : undefined;
  return value !== undefined && isObject(value) ? [own, ...keysOf(value, [...path, '*'])] : [own];
}

function keyOf(type: z.ZodType, path: readonly string[]): SettingKey {
  const def = type.def as { type: string; defaultValue?: unknown };
  const name = path.join('.');
  return {
    path: name,
    ...(path.includes('*') ? {} : { variable: `SIXFOUR_${path.join('_').toUpperCase()}` }),
    fallback: def.defaultValue,
    testOnly: type.meta()?.['testOnly'] === true,
    text: typeof def.defaultValue === 'string',
  };
}

function unwrap(type: z.ZodType): z.ZodType {
  const def = type.def as { type: string; innerType?: z.ZodType };
  return (def.type === 'default' || def.type === 'prefault') && def.innerType !== undefined
    ? unwrap(def.innerType)
    : type;
}

function isObject(type: z.ZodType): type is z.ZodObject {
  return type.def.type === 'object';
}

function isRecord(type: z.ZodType): type is z.ZodRecord {
  return type.def.type === 'record';
}
