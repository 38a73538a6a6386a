import { parse } from 'smol-toml';
import { settingKeys, type SettingKey } from './keys.ts';

/**
 * Not settings: where the settings file is, what the project's own test scripts take, and what Kubernetes sets by itself in
 * every container beside a service that is called "sixfour".
 */
const OTHER_VARIABLES = /^SIXFOUR_(CONFIG$|TEST_|SERVICE_|PORT($|_))/;
const PREFIX = 'SIXFOUR_';

export type Override = {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly variable: string;
};

/**
 * Settings from the environment: `SIXFOUR_HTTPS_PORT` for `https.port`. Text is taken as it is; other values are written as in
 * TOML, and a list may also be written as `a,b`. Unknown `SIXFOUR_*` names come back in `unknown`: they are errors.
 */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): {
  overrides: readonly Override[];
  unknown: readonly string[];
} {
  const byVariable = new Map(settingKeys.map((key) => [key.variable, key]));
  const overrides: Override[] = [];
  const unknown: string[] = [];
  for (const [variable, raw] of Object.entries(environment)) {
    if (raw === undefined || !variable.startsWith(PREFIX) || OTHER_VARIABLES.test(variable)) continue;
    const key = byVariable.get(variable);
    if (key === undefined) unknown.push(variable);
    else overrides.push({ path: key.path.split('.'), value: valueOf(key, raw), variable });
  }
  return { overrides, unknown };
}

function valueOf(key: SettingKey, raw: string): unknown {
  if (key.text) return raw;
  if (Array.isArray(key.fallback) && !raw.trimStart().startsWith('[')) return list(raw);
  if (Array.isArray(key.fallback) && /^\[[0-9a-f:.]+\](:\d+)?(,|$)/i.test(raw.trim())) return list(raw); // [2001:db8::1]:53
  try {
    return parse(`value = ${raw}`)['value'];
  } catch {
    return raw; // the schema then says what is allowed
  }
}

function list(raw: string): string[] {
  return raw
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
