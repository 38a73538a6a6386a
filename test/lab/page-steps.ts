// Pages of docs/ that are run as they stand: their fences in order, and what a page says that a command prints.
import assert from 'node:assert/strict';

export type PageStep = {
  /** `sh`, `toml`, `zone`, `text`. */
  readonly language: string;
  /** The machine or the zone that the fence names. */
  readonly where: string;
  /** The fence says `fails`: the command has to. */
  readonly fails: boolean;
  readonly text: string;
};

/** The fences of a page, in order. */
export function pageSteps(page: string): PageStep[] {
  return [...page.matchAll(/^```(\w+)(?: ([\w.-]+))?( fails)?\n(.*?)^```$/gms)].map(
    ([, language = '', where = '', fails, text = '']) => ({
      language,
      where,
      fails: fails !== undefined,
      text: text.trimEnd(),
    }),
  );
}

/** Every part of the page's text between lines of dots was printed, in this order; `comparable` takes out what differs from run to run. */
export function assertShows(printed: string, page: string, comparable: (text: string) => string): void {
  let rest = comparable(printed);
  for (const part of page.split(/^\s*\.\.\.\n/m)) {
    const wanted = comparable(part);
    const at = rest.indexOf(wanted);
    assert.ok(at !== -1, `the page says\n${wanted}\nand it printed\n${rest}\n(${printed})`);
    rest = rest.slice(at + wanted.length);
  }
}
