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
