import type { ExplanationView, NewRuleView, RuleView } from '../../console/api/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { listQuery, type ListOptions, more } from '../list.ts';
import { type Session, show, withControl } from '../session.ts';
import { table, wrap } from '../table.ts';
import { moment } from '../words.ts';
import { conditionText, reasonText } from './client.ts';

type AddOptions = {
  readonly type?: readonly string[];
  readonly network?: readonly string[];
  readonly account?: readonly string[];
  readonly window?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly live?: string;
  readonly presentsPerHour?: string;
  readonly namesPerDay?: string;
  readonly approval?: string;
  readonly lifetime?: string;
};
type ExplainOptions = {
  readonly client?: string;
  readonly type: string;
  readonly source?: string;
  readonly account?: string;
  readonly at?: string;
};

export function ruleAdd(
  session: Session,
  client: string,
  names: readonly string[],
  { type, network, account, window, ...conditions }: AddOptions,
): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const { from, until, live, presentsPerHour, namesPerDay, approval, lifetime } = conditions;
    const times = { windows: window, from, until, lifetime };
    const quotas = { live, presentsPerHour, namesPerDay };
    const about = { client, names, types: type, networks: network, accounts: account };
    const body = { ...about, ...times, ...quotas, approval };
    const answer = await control.call<{ rules: NewRuleView[] }>('POST', '/rules', body);
    return show(session, answer, ({ rules }) => rules.flatMap((rule) => addedLines(session, rule)));
  });
}

export function ruleList(session: Session, options: ListOptions & { client?: string }): Promise<ExitCode> {
  const { columns } = session.messages.cli.delegation;
  return withControl(session, async (control) => {
    const path = `/rules${listQuery(options, { client: options.client })}`;
    const answer = await control.call<{ rules: RuleView[]; next: string | null }>('GET', path);
    return show(session, answer, ({ rules, next }) => [
      ...table(
        session.terminal,
        [
          columns.client(),
          columns.name(),
          columns.types(),
          columns.conditions(),
          columns.created(),
          columns.id(),
        ],
        rules.map((rule) => [
          rule.client,
          rule.name,
          rule.types.join(', '),
          conditionText(rule, session.messages),
          moment(rule.createdAt),
          rule.id,
        ]),
      ),
      ...more(session, rules.length, next),
    ]);
  });
}

export function ruleRemove(session: Session, ids: readonly string[]): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const removed: string[] = [];
    for (const id of ids) {
      const answer = await control.call<{ id: string }>('DELETE', `/rules/${encodeURIComponent(id)}`);
      if (!answer.ok) return show(session, answer, () => []);
      removed.push(id);
    }
    return show(session, { ok: true, value: { removed } }, () =>
      removed.map((id) => session.messages.cli.delegation.ruleRemoved({ id })),
    );
  });
}

/** Ends with 1 where nobody may, or not the client that was asked about. */
export function ruleExplain(session: Session, name: string, options: ExplainOptions): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const query = new URLSearchParams({ name });
    for (const [key, value] of Object.entries(options)) {
      if (['client', 'type', 'source', 'account', 'at'].includes(key)) query.set(key, value);
    }
    const answer = await control.call<ExplanationView>('GET', `/rules/explain?${query.toString()}`);
    const exit = show(session, answer, (explained) => explainedLines(session, explained));
    const may = answer.ok && answer.value.rules.some((rule) => rule.outcome !== 'denies');
    return answer.ok && !may ? EXIT.refused : exit;
  });
}

function addedLines({ terminal, messages }: Session, rule: NewRuleView): string[] {
  const texts = messages.cli.delegation;
  const added = wrap(terminal, texts.ruleAdded(rule));
  if (rule.targets.length === 0)
    return [added, wrap(terminal, texts.ruleBelow({ name: rule.name.replace(/^\*+\./, 'NAME.') }))];
  return [
    added,
    texts.publish(),
    // never wrapped: it is to be copied
    ...rule.targets.map(({ challenge, target }) => `  ${challenge}. IN CNAME ${target}.`),
  ];
}

function explainedLines({ terminal, messages }: Session, { name, rules }: ExplanationView): string[] {
  const texts = messages.cli.delegation;
  if (rules.length === 0) return [wrap(terminal, texts.nobody({ name }))];
  return table(
    terminal,
    [
      texts.columns.client(),
      texts.columns.says(),
      texts.columns.rule(),
      texts.columns.conditions(),
      texts.columns.id(),
    ],
    rules.map((rule) => [
      rule.client,
      saysText(rule, messages),
      rule.name,
      conditionText(rule, messages),
      rule.id,
    ]),
  );
}

function saysText(rule: ExplanationView['rules'][number], messages: Catalogue): string {
  const { outcome, reasons, opens } = rule;
  const { says, dependsOn } = messages.cli.delegation;
  if (outcome === 'allows') return says.allows();
  if (outcome === 'denies') {
    const reason = reasons.map((one) => reasonText(one, messages)).join(', ');
    return says.denies({ reason, opens: opens === null ? null : moment(opens) });
  }
  const words: Readonly<Record<string, () => string>> = dependsOn;
  return says.depends({ on: reasons.map((reason) => words[reason]?.() ?? reason).join(', ') });
}
