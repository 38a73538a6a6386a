import { OUTSIDE_LIMITS } from './limits.ts';
import type { Found } from './page-found.ts';

/** What a style sheet takes from elsewhere: `url(...)` and `@import "..."`, outside comments. Linear; pure. */
export function readCss(text: string): Found[] {
  const imports: Found[] = [];
  const rest = withoutComments(text).replace(IMPORT, (_, url: string) => {
    imports.push({ url: plain(url), kind: 'style', from: 'css' });
    return ' ';
  });
  const urls = [...rest.matchAll(URLS)]
    .slice(0, OUTSIDE_LIMITS.resources)
    .map(([, double, single, bare]): Found => {
      const url = plain((double ?? single ?? bare ?? '').trim());
      return { url, kind: FONTS.test(url) ? 'font' : 'image', from: 'css' };
    });
  return [...imports, ...urls].slice(0, OUTSIDE_LIMITS.resources);
}

// every repetition has a bound
const IMPORT = /@import\s{1,16}(?:url\(\s{0,16})?["']?([^"'()\s;]{1,2048})["']?(?:\s{0,16}\))?/gi;
const URLS =
  /\burl\(\s{0,16}(?:"([^"\n]{1,2048})"|'([^'\n]{1,2048})'|((?:\\[0-9a-f]{1,6}\s?|\\.|[^"'()\s\\]){1,2048}))/gi;
const FONTS = /\.(?:woff2?|ttf|otf|eot)(?:[?#]|$)/i;

/** One that is never closed ends with the sheet. */
function withoutComments(text: string): string {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('/*', at);
    if (start === -1) return [...kept, text.slice(at)].join(' ');
    kept.push(text.slice(at, start));
    const end = text.indexOf('*/', start + 2);
    if (end === -1) return kept.join(' ');
    at = end + 2;
  }
}

/** Without escapes (CSS Syntax section 4.3.7). */
function plain(text: string): string {
  return text.replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/gi, (_, hex?: string, character?: string) => {
    if (hex === undefined) return character ?? '';
    const point = Number.parseInt(hex, 16);
    return point > 0 && point <= 0x10_ffff ? String.fromCodePoint(point) : '';
  });
}
