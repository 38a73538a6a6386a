import { fail, fault, ok, type Result } from '../../core/index.ts';
import type { Rule } from '../../store/index.ts';
import { readHostName } from '../names/index.ts';

type RuleName = Pick<Rule, 'name' | 'scope'>;

/** `NAME`, `*.NAME` (one label below it) or `**.NAME` (all below it), as people type it. Fault `ruleInvalid`. */
export function readRuleName(typed: string): Result<RuleName> {
  const text = typed.trim();
  const stars = /^\*{0,2}(?=\.)/.exec(text)?.[0] ?? '';
  const rest = stars === '' ? text : text.slice(stars.length + 1);
  const name = rest.includes('*') ? undefined : readHostName(rest);
  if (name === undefined || !name.ok || rest.endsWith('.'))
    return fail(fault('ruleInvalid', { value: text.slice(0, 260), reason: 'name' }));
  return ok({
    name: name.value.name,
    scope: stars === '' ? 'exact' : stars === '*' ? 'one-label' : 'subtree',
  });
}

export function ruleNameText({ name, scope }: RuleName): string {
  return { exact: '', 'one-label': '*.', subtree: '**.' }[scope] + name;
}
