import { RETRY_RULES } from '../../core/index.ts';
import type { VerdictFact } from '../../doctor/outside/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { Session } from '../session.ts';
import type { Style } from '../terminal.ts';
import { perspectivePairs } from './order.ts';
import type { CheckOutcome } from './outcome.ts';
import { pairLines } from './pairs.ts';

/** The two verdicts, in words: of a validation under each retry rule, and of visitors with each kind of network. */
export function verdictPairs(
  messages: Catalogue,
  outcome: CheckOutcome,
): readonly (readonly [title: string, text: string, style: Style])[] {
  const { labels, visitors: words } = messages.doctor.report;
  const { reports, visitors } = outcome;
  const verdicts = reports[0]?.verdicts ?? [];
  const judged = verdicts.map(
    (one) => [labels.validation(), ruleText(messages, one), styleOfRules(one)] as const,
  );
  const [first] = verdicts.filter(({ families }) => families !== undefined);
  const alone =
    first === undefined ? [] : ([[labels.families(), familyText(messages, first), 'dim']] as const);
  const people =
    visitors === undefined
      ? []
      : (['dual', 'six', 'four'] as const).map(
          (who) => [labels[who](), words[visitors[who]](), VISITOR_STYLE[visitors[who]]] as const,
        );
  return [...judged, ...alone, ...people, ...perspectivePairs(messages, outcome)];
}

export function verdictLines({ terminal, messages }: Session, outcome: CheckOutcome): string[] {
  const pairs = verdictPairs(messages, outcome).map(([title, text, style]) => ({ title, text, style }));
  return pairLines(terminal, pairs, '  ');
}

function ruleText(messages: Catalogue, { challenge, rules }: VerdictFact): string {
  const { rules: texts, judgements } = messages.doctor.report;
  const all = RETRY_RULES.map((rule) => rules[rule]);
  const [first] = all;
  if (first !== undefined && all.every((one) => one === first))
    return texts.all({ challenge, judgement: judgements[first]() });
  const each = RETRY_RULES.map((rule) => texts.one({ rule, judgement: judgements[rules[rule]]() }));
  return texts.some({ challenge, rules: each.join(', ') });
}

function familyText(messages: Catalogue, { families }: VerdictFact): string {
  const { familyAlone, judgements } = messages.doctor.report;
  return ([6, 4] as const)
    .map((family) =>
      familyAlone({ family: `IPv${family}`, judgement: judgements[families?.[family] ?? 'not-measured']() }),
    )
    .join(', ');
}

function styleOfRules({ rules }: VerdictFact): Style {
  const all = Object.values(rules);
  if (all.every((one) => one === 'valid')) return 'green';
  return all.includes('invalid') ? 'red' : 'yellow';
}

const VISITOR_STYLE = {
  fine: 'green',
  delayed: 'yellow',
  broken: 'red',
  unreachable: 'red',
  'not-measured': 'yellow',
} as const;
