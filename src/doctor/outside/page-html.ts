import { type Token, Tokenizer, type TokenHandler, TokenizerMode } from 'parse5';
import { OUTSIDE_LIMITS } from './limits.ts';
import { readCss } from './page-css.ts';
import type { Found } from './page-found.ts';

export type Html = {
  readonly found: readonly Found[];
  /** Of `<base href>`, as written. */
  readonly base: string | undefined;
  /** There was more than is read, or it took too long. */
  readonly cut: boolean;
};

/**
 * What a page needs from elsewhere. The tokenizer is linear but for the attributes of one tag, so it is fed in pieces, with a look at the
 * clock between them; `now`: monotonic milliseconds. Scripts are not run.
 */
export async function readHtml(text: string, now: () => number): Promise<Html> {
  const reader = createReader();
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: false },
    reader.handler((state) => {
      tokenizer.state = state;
    }),
  );
  const began = now();
  let spent = 0;
  for (let at = 0; at < text.length && !reader.full(); at += PIECE_CHARS) {
    const before = now();
    tokenizer.write(text.slice(at, at + PIECE_CHARS), at + PIECE_CHARS >= text.length);
    spent += now() - before;
    if (spent > OUTSIDE_LIMITS.parseMs) return { ...reader.result(), cut: true };
    if (now() - began > PAUSE_MS) await new Promise((resume) => setImmediate(resume));
  }
  return { ...reader.result(), cut: reader.full() };
}

const PIECE_CHARS = 4_096;
const PAUSE_MS = 20;
const SCRIPT_CHARS = 65_536;

type State = Tokenizer['state'];

/** Elements whose text is no markup, and how the tokenizer reads it (HTML section 13.2.6). */
const RAW: Readonly<Record<string, State>> = {
  style: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  script: TokenizerMode.SCRIPT_DATA,
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
};

function createReader() {
  const found: Found[] = [];
  let base: string | undefined;
  let inside: string | undefined;
  let text = '';
  const leave = () => {
    if (inside === 'style') found.push(...readCss(text));
    if (inside === 'script') found.push(...imports(text));
    text = '';
    inside = undefined;
  };
  const start = (token: Token.TagToken, enter: (state: State) => void) => {
    const { tagName } = token;
    const attribute = (name: string) => token.attrs.find((one) => one.name === name)?.value;
    if (tagName === 'base') base ??= attribute('href');
    found.push(...ofTag(tagName, attribute));
    const raw = RAW[tagName];
    if (raw === undefined) return;
    inside = tagName;
    text = '';
    enter(raw);
  };
  const characters = ({ chars }: Token.CharacterToken) => {
    if ((inside === 'style' || inside === 'script') && text.length < SCRIPT_CHARS) text += chars;
  };
  return {
    full: () => found.length >= OUTSIDE_LIMITS.resources,
    result: () => ({ found: found.slice(0, OUTSIDE_LIMITS.resources), base }),
    handler: (enter: (state: State) => void): TokenHandler => ({
      onStartTag: (token) => start(token, enter),
      onEndTag: ({ tagName }) => {
        if (tagName === inside) leave();
      },
      onCharacter: characters,
      onWhitespaceCharacter: characters,
      onNullCharacter: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onEof: leave,
    }),
  };
}

function ignore(): void {}

function take(kind: Found['kind'], ...urls: readonly (string | undefined)[]): Found[] {
  return urls.flatMap((url) => (url === undefined || url === '' ? [] : [{ url, kind, from: 'html' }]));
}

function ofTag(tag: string, attribute: (name: string) => string | undefined): Found[] {
  const style = attribute('style');
  const styled = style === undefined ? [] : readCss(style.slice(0, SCRIPT_CHARS));
  return [...styled, ...ofElement(tag, attribute)];
}

function ofElement(tag: string, attribute: (name: string) => string | undefined): Found[] {
  switch (tag) {
    case 'script':
      return take('script', attribute('src'));
    case 'link':
      return ofLink(attribute('rel') ?? '', attribute('as') ?? '', attribute('href'));
    case 'img':
    case 'source':
      return take('image', attribute('src'), ...ofSet(attribute('srcset')));
    case 'image':
    case 'use':
      return take('image', attribute('href') ?? attribute('xlink:href'));
    case 'input':
      return attribute('type')?.toLowerCase() === 'image' ? take('image', attribute('src')) : [];
    case 'video':
      return [...take('media', attribute('src')), ...take('image', attribute('poster'))];
    case 'audio':
    case 'track':
      return take('media', attribute('src'));
    case 'iframe':
    case 'frame':
    case 'embed':
      return take('frame', attribute('src'));
    case 'object':
      return take('frame', attribute('data'));
    default:
      return [];
  }
}

function ofLink(rel: string, as: string, href: string | undefined): Found[] {
  const words = rel.toLowerCase().split(/\s+/);
  if (words.includes('stylesheet')) return take('style', href);
  if (words.includes('modulepreload')) return take('script', href);
  if (words.includes('icon') || words.includes('apple-touch-icon')) return take('image', href);
  if (!words.includes('preload')) return [];
  return take(PRELOADED[as.toLowerCase()] ?? 'link', href);
}

const PRELOADED: Readonly<Record<string, Found['kind']>> = {
  script: 'script',
  style: 'style',
  image: 'image',
  font: 'font',
  fetch: 'connect',
};

/** Addresses of a `srcset`: what follows each of them (`2x`, `640w`) counts for nothing. */
function ofSet(set: string | undefined): string[] {
  const parts = (set ?? '').slice(0, SCRIPT_CHARS).split(',');
  return parts.map((part) => part.trim().split(/\s/)[0] ?? '').slice(0, OUTSIDE_LIMITS.resources);
}

function imports(script: string): Found[] {
  const all = [...script.matchAll(IMPORTS)].slice(0, OUTSIDE_LIMITS.resources);
  return all.map(([, url = '']) => ({ url, kind: 'script', from: 'html' }));
}
const IMPORTS = /\b(?:import|from)\s{0,8}\(?\s{0,8}["'`]((?:https?:)?\/\/[^"'`\s]{1,512})["'`]/g;

/** Addresses with an IPv4 literal, wherever they stand in a page or in data: names can be had over IPv6, these cannot. */
export function literals(text: string): Found[] {
  const all = [...text.matchAll(LITERALS)].slice(0, OUTSIDE_LIMITS.resources);
  return all.map(([, scheme = 'http', address = '']) => ({
    url: `${scheme.toLowerCase()}://${address}/`,
    kind: 'link',
    from: 'html',
  }));
}
const LITERALS = /\b(https?|wss?):\\?\/\\?\/(\d{1,3}(?:\.\d{1,3}){3})(?![\w.-])/gi;
