import type { Leaf } from '../../../scripts/i18n.ts';

/** One way to call a message, and its name for a failure. */
export type Call = {
  readonly name: string;
  readonly args: readonly unknown[];
  /** The value that choosing parameters have. */
  readonly choice?: string;
};

/**
 * Calls that fit any message: every parameter is a marker with its own name, a number, or empty; and where a message chooses between
 * texts by a parameter, that parameter has each of the values that some message chooses by (`choices`).
 */
export function markerCalls(choices: readonly string[]): Call[] {
  const plain = [
    call('markers', (key) => `⟦${key}⟧`),
    call('numbers', (key) => 7000 + (hashOf(key) % 1000)),
    ...[0, 1, 2].map((number) => call(String(number), () => number)),
    call('empty', () => ''),
    call('null', () => null),
    call('undefined', () => undefined),
    call('true', () => true),
    call('false', () => false),
    call('lists', (key) => [`⟦${key}⟧`, `⟦${key} 2⟧`]),
  ];
  return [
    ...plain,
    ...choices.map((choice) =>
      call(`choice ${choice}`, (key) => (CHOOSING.has(key) ? choice : `⟦${key}⟧`), choice),
    ),
  ];
}

/** What a message says for a call; undefined where the call does not fit it. */
export function said(message: Leaf, { args }: Call): string | undefined {
  if (typeof message === 'string') return message;
  try {
    const text: unknown = message(...args);
    return typeof text === 'string' ? text : undefined; // one that hands a parameter on says nothing for a number
  } catch {
    return undefined;
  }
}

/** The values that show in a text: markers, and numbers of their own. */
export function shown(text: string): string[] {
  return [...new Set(text.match(/⟦[^⟧]*⟧|\b7\d{3}\b/g))].sort();
}

/** Parameters that messages choose their text by. */
const CHOOSING = new Set([
  'approval',
  'body',
  'cause',
  'certificate',
  'check',
  'code',
  'compared',
  'kind',
  'mode',
  'outcome',
  'part',
  'phase',
  'reason',
  'state',
  'status',
  'type',
  'what',
]);

function call(name: string, value: (key: string) => unknown, itself?: string): Call {
  const target = () => itself ?? value('value');
  const parameters = new Proxy(target, {
    get: (_target, key) => (typeof key === 'string' ? value(key) : () => String(target())),
  });
  if (itself === undefined) return { name, args: [parameters] };
  return { name, args: [parameters, itself], choice: itself };
}

function hashOf(key: string): number {
  let hash = 0;
  for (const character of key) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return hash;
}
