import {
  explain as explainText,
  type Recognition,
  type RecordedRequest,
  recordedRequests,
} from '../../doctor/explain/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Session, usage } from '../session.ts';
import { wrap } from '../table.ts';
import { causesOf, explainLines, nextLines } from './explain-lines.ts';
import { pastedText } from './pasted-text.ts';

/** What a pasted error really means. Nothing of it is repeated but names and addresses. 0 where it is known, 1 where it is not. */
export async function explain(session: Session, words: readonly string[]): Promise<ExitCode> {
  const { terminal, messages } = session;
  const texts = messages.doctor.explain;
  const given = await pastedText(messages, words.join(' '));
  if (!given.ok) return usage(session, given.misused);
  const found = explainText(given.text);
  const requests = recordedRequests(given.text);
  const known = found.length + requests.length > 0;
  const exit = known ? EXIT.good : EXIT.refused;
  if (session.json) terminal.out(JSON.stringify(document(session, found, requests), null, 2));
  else if (!known) terminal.err(wrap(terminal, texts.unknown()));
  else for (const line of explainLines(session, found, requests)) terminal.out(line);
  return exit;
}

function document(session: Session, found: readonly Recognition[], requests: readonly RecordedRequest[]) {
  const { rows, hints } = session.messages.doctor.explain;
  return {
    recognised: found.length + requests.length > 0,
    findings: found.map(({ row, name, address, family, redirected, rules, hint }) => {
      const { says, misleads }: { says: () => string; misleads?: () => string } = rows[row.id];
      return {
        id: row.id,
        source: row.source,
        says: says(),
        misleads: misleads?.() ?? null,
        name: name ?? null,
        address: address ?? null,
        family: family ?? null,
        redirected,
        hint: hint === undefined ? null : hints[hint](),
        rules: rules ?? null,
        causes: causesOf(session, row.causes),
        next: nextLines(row.next, name).flatMap(({ command }) => command ?? []),
      };
    }),
    requests,
  };
}
