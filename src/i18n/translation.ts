import type { Catalogue } from './en/index.ts';

/**
 * What another language has of the English catalogue: any part of it, each message with the parameters of the English one. Where it
 * has nothing, the English text stands. Helpers and tables of reasons are each language's own (`fragments` of the catalogue), as a
 * message would otherwise go on in English.
 */
export type Translation<T = Catalogue> = T extends (...args: infer Params) => string
  ? (...args: Params) => string
  : T extends string
    ? string
    : { readonly [K in keyof T]?: Translation<T[K]> };

/** English texts with those of a translation in their place, string by string. */
export function translated<T extends object>(english: T, translation: Translation<T>): T {
  const own: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(translation));
  const entries = Object.entries(english).map(([key, text]) => {
    const other = own[key];
    if (other === undefined) return [key, text];
    return [key, isTable(text) && isTable(other) ? translated(text, other) : other];
  });
  return Object.fromEntries(entries) as T;
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * Says in another language what was made of one of these English messages before it came into the parameters of another: a reason is
 * made where a fault is found, and its reader is known only later. A text of none of them stays as it is.
 */
export function retelling<T extends Messages>(english: T, translation: Translation<T>) {
  const own: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(translation));
  let forms: readonly Form[] | undefined;
  return (text: string): string => {
    forms ??= Object.entries(english).flatMap(([key, message]) => {
      const other = own[key];
      return typeof other === 'function' ? [formOf(message, other as Form['say'])] : [];
    });
    for (const { pattern, names, say } of forms) {
      const values = pattern.exec(text)?.slice(1);
      if (values !== undefined) return say(Object.fromEntries(names.map((name, at) => [name, values[at]])));
    }
    return text;
  };
}

type Messages = Readonly<Record<string, (params: never) => string>>;
type Form = {
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly say: (params: Readonly<Record<string, string | undefined>>) => string;
};

const MARK = '\u{f8ff}'; // of the private use area: no text has it

function formOf(message: (params: never) => string, say: Form['say']): Form {
  const marked = new Proxy({}, { get: (_target, name) => `${MARK}${String(name)}${MARK}` });
  const parts = message(marked as never).split(MARK); // text, name, text, name, ..., text
  const pattern = parts
    .map((part, at) => (at % 2 === 0 ? part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`) : '(.*)'))
    .join('');
  return { pattern: new RegExp(`^${pattern}$`, 's'), names: parts.filter((_part, at) => at % 2 === 1), say };
}
