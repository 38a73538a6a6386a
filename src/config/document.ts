import { catalogue, type SettingText } from '../i18n/index.ts';
import { type SettingKey, settingKeys } from './keys.ts';

/** `docs/settings.md`: every key with default, unit, what is allowed, its environment variable and its reason. */
export function settingsDocument(language = 'en'): string {
  const texts: Readonly<Record<string, SettingText>> = catalogue(language).settings;
  const { intro, columns } = catalogue(language).settingsDocument;
  const tables = Map.groupBy(settingKeys, tableOf);
  const sections = [...tables].map(([table, keys]) => {
    const heading = table === '' ? '## Top level' : `## [${table}]`;
    return [heading, '', ...keys.map((key) => entry(key, texts[key.path], columns))].join('\n');
  });
  return `${[intro(), ...sections].join('\n\n')}\n`;
}

function tableOf({ path }: SettingKey): string {
  const steps = path.split('.');
  return path.startsWith('directories') ? 'directories.<name>' : steps.slice(0, -1).join('.');
}

function entry(
  key: SettingKey,
  text: SettingText | undefined,
  columns: { fallback: () => string; allowed: () => string; variable: () => string; testOnly: () => string },
): string {
  const name = key.path.replace('.*', '.<name>');
  const unit = text?.unit === undefined ? '' : ` (${text.unit})`;
  const facts = [
    `${columns.fallback()} \`${toml(key.fallback)}\`${unit}`,
    `${columns.allowed()} ${text?.allowed ?? ''}`,
    ...(key.variable === undefined ? [] : [`${columns.variable()} \`${key.variable}\``]),
  ];
  const mark = key.testOnly ? ` ${columns.testOnly()}` : '';
  return `### ${name}\n\n${text?.why ?? ''}${mark}\n\n${facts.map((fact) => `- ${fact}`).join('\n')}\n`;
}

/** A default as it would be written in the file. */
function toml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([name, inner]) => `${name} = ${toml(inner)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}
