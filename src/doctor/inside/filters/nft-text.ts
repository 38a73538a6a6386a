import { INSIDE_MAX } from '../limits.ts';

/** One chain of a file in nft's own language: its rules word for word, without comments and counters. */
export type ChainText = {
  readonly table: string;
  readonly name: string;
  readonly hook: string | undefined;
  readonly policy: 'accept' | 'drop';
  readonly rules: readonly string[];
};

/** The chains of a file; undefined where variables or other files say more than stands in it. */
export function chainTexts(text: string): readonly ChainText[] | undefined {
  const bare = text.replaceAll(/#.*$/gm, '').replaceAll(/\\\n/g, ' ');
  if (/^\s*(?:include|define)\b|\$\w/m.test(bare)) return undefined;
  return blocksOf(bare, 'table').flatMap(({ head, body }) => {
    const table = /^(?:inet|ip6?|netdev|bridge|arp) /.test(head) ? head : `ip ${head}`;
    return blocksOf(body, 'chain').map(({ head: name, body: held }) => chainOf(table, name, held));
  });
}

/** A rule in the words that a file and a listing have in common: members of sets in order, no quotes, no counters. */
export function plainRule(rule: string): string {
  return rule
    .replaceAll(/\bcounter(?: packets \d+ bytes \d+)?/g, '')
    .replaceAll('"', '')
    .replaceAll(
      /\{([^{}]*)\}/g,
      (_, members: string) =>
        `{ ${members
          .split(',')
          .map((one) => one.trim())
          .toSorted()
          .join(', ')} }`,
    )
    .replaceAll(
      /\bct state ([\w,]+)/g,
      (_, states: string) => `ct state ${states.split(',').toSorted().join(',')}`,
    )
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function chainOf(table: string, name: string, body: string): ChainText {
  const statements = statementsOf(body);
  const hook = statements.find((one) => one.startsWith('type '));
  const rules = statements.filter((one) => !/^(?:type|policy|comment|flags) /.test(one)).map(plainRule);
  return {
    table,
    name,
    hook: /\bhook (\w+)/.exec(hook ?? '')?.[1],
    policy: statements.includes('policy drop') ? 'drop' : 'accept',
    rules: rules.slice(0, INSIDE_MAX.facts),
  };
}

/** `table inet filter { ... }`, whatever else stands between. */
function blocksOf(text: string, word: 'table' | 'chain'): { readonly head: string; readonly body: string }[] {
  const blocks: { head: string; body: string }[] = [];
  const opening = new RegExp(`(?:^|[\\s;{}])${word}\\s+([^{};\\n]{1,160}?)\\s*\\{`, 'g');
  for (
    let found = opening.exec(text);
    found !== null && blocks.length < INSIDE_MAX.facts;
    found = opening.exec(text)
  ) {
    const from = opening.lastIndex;
    let depth = 1;
    let at = from;
    for (; at < text.length && depth > 0; at += 1) {
      if (text[at] === '{') depth += 1;
      if (text[at] === '}') depth -= 1;
    }
    blocks.push({ head: (found[1] ?? '').replaceAll(/\s+/g, ' '), body: text.slice(from, at - 1) });
    opening.lastIndex = at;
  }
  return blocks;
}

/** Split at line ends and semicolons, but not within braces. */
function statementsOf(body: string): string[] {
  const statements: string[] = [];
  let depth = 0;
  let current = '';
  for (const character of `${body}\n`) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth > 0 || (character !== '\n' && character !== ';')) current += character;
    else {
      const statement = current.replaceAll(/\s+/g, ' ').trim();
      if (statement !== '') statements.push(statement);
      current = '';
    }
  }
  return statements;
}
