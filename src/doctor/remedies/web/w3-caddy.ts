import { run } from '../steps.ts';
import type { RemedyRule } from '../types.ts';
import { addLines, byFile, configured, described, lineOf, listensOf } from './listens.ts';

/** Caddy: `:443` is both families, `bind 0.0.0.0` too; only `bind tcp4/...` or one address restricts. */
export const caddyBinds: RemedyRule = (finding, patient) => {
  const listens = listensOf('caddy', finding, patient);
  if (listens.length === 0) {
    if (patient.inside !== undefined) return [];
    const now = [...addLines(FILE, `${patient.name} { ... }`, 'bind [::] 0.0.0.0'), ...run(...reload(FILE))];
    return described(finding, patient, { id: 'W3', label: 'caddy', now });
  }
  const bound = listens.filter(({ directive }) => /^\s*bind\b/.test(directive));
  const changes = byFile(bound, (one) => ({
    from: one.line ?? 1,
    take: [lineOf(one, patient.files)],
    put: [],
  }));
  const file = bound[0]?.file ?? FILE;
  return configured(finding, patient, { id: 'W3', label: 'caddy', changes, reload: reload(file) });
};

const FILE = '/etc/caddy/Caddyfile';

function reload(file: string): string[] {
  return [`caddy validate --config ${file}`, `caddy reload --config ${file}`];
}
