/** One `key=value` of an INI file, with the section that it stands in and its line, from 1. */
export type IniLine = {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
};

/** Files of systemd (systemd.syntax(7)) and keyfiles of NetworkManager; keys may come more than once. */
export function iniLines(text: string): readonly IniLine[] {
  let section = '';
  return text.split('\n').flatMap((line, at) => {
    const trimmed = line.trim();
    const head = /^\[(.+)\]$/.exec(trimmed);
    if (head?.[1] !== undefined) section = head[1];
    const equals = trimmed.indexOf('=');
    if (head !== null || equals < 1 || /^[#;]/.test(trimmed)) return [];
    const key = trimmed.slice(0, equals).trim();
    return [{ section, key, value: trimmed.slice(equals + 1).trim(), line: at + 1 }];
  });
}

/** The last value of a key counts. */
export function iniValue(lines: readonly IniLine[], section: string, key: string): string | undefined {
  return lines.findLast((one) => one.section === section && one.key === key)?.value;
}
