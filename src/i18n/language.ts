/**
 * The reader's language: what was asked for (`--lang`, then the setting), else the environment in POSIX order (`LC_ALL`,
 * `LC_MESSAGES`, `LANG`), else English. `de_CH.UTF-8` becomes `de-CH`; `C` and `POSIX` are English.
 */
export function chooseLanguage(
  asked: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  if (asked !== undefined && asked !== 'auto' && asked !== '') return asked;
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  const match = /^([a-zA-Z]{2,3})(?:[_-]([a-zA-Z]{2}))?(?:[.@]|$)/.exec(locale);
  if (match?.[1] === undefined) return 'en';
  return match[2] === undefined
    ? match[1].toLowerCase()
    : `${match[1].toLowerCase()}-${match[2].toUpperCase()}`;
}
