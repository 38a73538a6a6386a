import { parse, TomlError } from 'smol-toml';
import type { z } from 'zod';
import { fail, type Fault, fault, ok, type Result } from '../core/index.ts';
import type { LabReason } from '../i18n/index.ts';
import { compileRule } from './rule.ts';
import { SCRIPT_BYTES_MAX, SCRIPT_FAULTS_MAX, SHOWN_VALUE_MAX } from './limits.ts';
import { type LabScript, RULE_SCHEMAS, scriptSchema } from './script-schema.ts';
import { scriptLines } from './script-lines.ts';
import type { LabPlan } from './types.ts';
import { compileZones } from './zones.ts';

/** One thing wrong with a script: where in it, why, and the value that is meant. */
export type Wrong = {
  readonly path: readonly PropertyKey[];
  /** Line inside of the string at `path`, from 0. */
  readonly inside?: number;
  readonly reason: LabReason;
  readonly value: string;
  /** Of unknown keys: those that are known there. */
  readonly known?: string;
};

/** A script from its TOML text. Every fault names the file, the line, what is wrong and what to write instead. */
export function readScript(file: string, text: string): Result<LabPlan, readonly Fault[]> {
  if (text.length > SCRIPT_BYTES_MAX) {
    return fail([fault('labScriptUnreadable', { file, cause: `longer than ${SCRIPT_BYTES_MAX} bytes` })]);
  }
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const value = error.message.split('\n')[0] ?? '';
    const where = `${file}, line ${error.line}, column ${error.column}`;
    return fail([fault('labScriptInvalid', { where, reason: 'toml', value })]);
  }
  const lines = scriptLines(text);
  return check(raw, ({ path, inside }) => {
    const line = inside === undefined ? lines.lineOf(path) : lines.lineInside(path, inside);
    return `${file}, line ${line}`;
  });
}

/** A script from an object, for tests; faults name paths such as `rules.0.type`. */
export function compileScript(script: LabScript): Result<LabPlan, readonly Fault[]> {
  return check(script, ({ path, inside }) =>
    inside === undefined ? path.join('.') : `${path.join('.')}, line ${inside + 1}`,
  );
}

function check(raw: unknown, where: (wrong: Wrong) => string): Result<LabPlan, readonly Fault[]> {
  const compiled = compile(raw);
  if (compiled.ok) return compiled;
  return fail(
    compiled.fault.slice(0, SCRIPT_FAULTS_MAX).map((wrong) =>
      fault('labScriptInvalid', {
        where: where(wrong),
        reason: wrong.reason,
        value: shown(wrong.value),
        ...(wrong.known !== undefined && { known: wrong.known }),
      }),
    ),
  );
}

function compile(raw: unknown): Result<LabPlan, readonly Wrong[]> {
  const parsed = scriptSchema.safeParse(raw);
  if (!parsed.success) return fail(parsed.error.issues.flatMap((issue) => wrongOf(issue, raw)));
  const zones = compileZones(parsed.data.zones);
  if (!zones.ok) return zones;
  const rules = parsed.data.rules.map((rule, index) => compileRule(rule, index, zones.value));
  const wrong = rules.flatMap((rule) => (rule.ok ? [] : rule.fault));
  if (wrong.length > 0) return fail(wrong);
  return ok({ zones: zones.value, rules: rules.flatMap((rule) => (rule.ok ? rule.value : [])) });
}

function wrongOf(issue: z.core.$ZodIssue, raw: unknown): Wrong[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      reason: 'unknown-key',
      value: key,
      known: knownKeys(path, raw).join(', '),
    }));
  }
  const [list, , key] = path;
  const value = JSON.stringify(valueAt(raw, path.slice(0, 3))) ?? '';
  if (list === 'rules' && key !== undefined)
    return [{ path, reason: `rule-${String(key)}` as LabReason, value }];
  if (list === 'zones' && key !== undefined)
    return [{ path, reason: `zone-${String(key)}` as LabReason, value }];
  return [{ path, reason: list === 'rules' ? 'rules' : 'zones', value }];
}

function knownKeys(path: readonly PropertyKey[], raw: unknown): readonly string[] {
  if (path.length === 0) return Object.keys(scriptSchema.shape);
  if (path[0] === 'zones') return Object.keys(scriptSchema.shape.zones.element.shape);
  const asked = valueAt(raw, [...path.slice(0, 2), 'fault']);
  const schema = RULE_SCHEMAS.find((one) => one.shape.fault.value === asked);
  return path.length > 2 ? ['code', 'text'] : Object.keys(schema?.shape ?? {});
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    raw,
  );
}

function shown(text: string): string {
  return text.length > SHOWN_VALUE_MAX ? `${text.slice(0, SHOWN_VALUE_MAX)}...` : text;
}
