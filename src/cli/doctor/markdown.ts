import type { Catalogue } from '../../i18n/index.ts';
import { printable } from '../terminal.ts';
import { VERSION } from '../version.ts';
import { causeText } from './cause-text.ts';
import { deciding } from './next.ts';
import type { CheckOutcome } from './outcome.ts';
import { pastedTexts } from './pasted.ts';
import { publicText, withoutPlaces } from './private.ts';
import { remedyTitle, stepText } from './remedy-text.ts';
import { unmeasuredTexts } from './unmeasured.ts';
import { verdictPairs } from './verdict-lines.ts';

/**
 * A check for a post in a forum. Private details are left out but with `full`: addresses of other hosts, file paths, other names,
 * and the lines that mend, which hold them all. Addresses of the name itself are public.
 */
export function checkMarkdown(
  messages: Catalogue,
  outcome: CheckOutcome,
  { full }: { readonly full: boolean },
): string[] {
  const { markdown, labels } = messages.doctor.report;
  const { pair } = messages.cli.commands.punctuation;
  const shown = (text: string) => escaped(full ? text : publicText(messages, outcome, text));
  const findings = [...outcome.findings, ...outcome.notes].flatMap((finding) => {
    const { title, says } = causeText(messages, outcome.name, finding);
    const certainty = messages.doctor.check.certainty[finding.certainty]();
    const decide = deciding(messages, outcome, finding.decide);
    const head = `- **${escaped(messages.doctor.report.finding({ id: finding.id, title, certainty }))}** ${shown(says)}`;
    if (decide === undefined || finding.certainty === 'proven') return [head];
    const command = decide.command === undefined ? '' : ` \`${decide.command}\``;
    return [head, `  ${pair({ title: labels.decide(), text: escaped(decide.text) })}${command}`];
  });
  const open = unmeasuredTexts(messages, outcome).map(
    (text) => `- ${pair({ title: labels.unmeasured(), text: shown(text) })}`,
  );
  const at = outcome.reports[0]?.at ?? outcome.inside?.at ?? 0;
  return [
    `### ${escaped(markdown.heading(outcome))}`,
    '',
    ...verdictPairs(messages, full ? outcome : withoutPlaces(outcome)).map(
      ([title, text]) => `- ${pair({ title, text: escaped(text) })}`,
    ),
    ...seenTable(messages, outcome),
    ...section(
      labels.pasted(),
      pastedTexts(messages, outcome).map((text) => `- ${escaped(text)}`),
    ),
    ...section(markdown.findings(), findings),
    ...(full ? mending(messages, outcome) : []),
    ...section('', open),
    '',
    `_${markdown.by({ version: VERSION, time: new Date(at).toISOString() })}_`,
  ];
}

/** Every address of the name on every port: what a helper asks for first. */
function seenTable(messages: Catalogue, { reports, name }: CheckOutcome): string[] {
  const { markdown } = messages.doctor.report;
  const { columns } = markdown;
  const rows = (reports[0]?.connects ?? [])
    .filter(({ host, use }) => host === name && use !== 'closed')
    .map(({ address, port, outcome, errno }) => {
      const ended = outcome === 'response' ? markdown.answers() : [outcome, errno].filter(Boolean).join(' ');
      return `| ${escaped(address)} | ${port} | ${escaped(ended)} |`;
    });
  if (rows.length === 0) return [];
  const titles = `| ${columns.address()} | ${columns.port()} | ${columns.outcome()} |`;
  return section(markdown.seen(), [titles, '| --- | --- | --- |', ...rows]);
}

function mending(messages: Catalogue, { findings }: CheckOutcome): string[] {
  const { markdown } = messages.doctor.report;
  const parts = findings.flatMap(({ remedies }) =>
    remedies.slice(0, 1).flatMap((remedy) => {
      const steps = [...remedy.now, ...remedy.permanent].map((step) => stepText(messages, step));
      const said = steps.filter(({ exact }) => !exact).flatMap(({ lines }) => lines.map(escaped));
      const exact = steps.filter((one) => one.exact).flatMap(({ lines }) => lines.map(printable));
      const fence = '`'.repeat(
        Math.max(3, ...exact.map((line) => /^`*/.exec(line.trim())?.[0].length ?? 0)) + 1,
      );
      const code = exact.length === 0 ? [] : [fence, ...exact, fence];
      return [`**${escaped(remedyTitle(messages, remedy))}**`, '', ...said, ...code, ''];
    }),
  );
  return section(markdown.mend(), parts);
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return title === '' ? ['', ...lines] : ['', `#### ${title}`, '', ...lines];
}

/** What a host sent is text in a post, never markup, a link, an entity or a mention. */
function escaped(text: string): string {
  return printable(text)
    .replaceAll(/[\\`*_[\]<>|#~&]/g, String.raw`\$&`)
    .replaceAll('://', String.raw`\://`)
    .replaceAll('@', '@\u200b');
}
