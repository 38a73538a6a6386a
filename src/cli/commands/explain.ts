import {
  explain as explainText,
  PASTE_BYTES_MAX,
  type Recognition,
  type RecordedRequest,
  recordedRequests,
} from '../../doctor/explain/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Session, usage } from '../session.ts';
import { wrap } from '../table.ts';
import { causesOf, explainLines, nextLines } from './explain-lines.ts';

/** What a pasted error really means. Nothing of it is repeated but names and addresses. 0 where it is known, 1 where it is not. */
export async function explain(session: Session, words: readonly string[]): Promise<ExitCode> {
  const { terminal, messages } = session;
  const texts = messages.doctor.explain;
  const pasted = words.length === 1 && words[0] === '-' ? await readStandardInput() : words.join(' ');
  if (pasted === undefined) return usage(session, texts.tooLong({ max: PASTE_BYTES_MAX }));
  if (pasted.trim() === '') return usage(session, texts.nothing());
  if (Buffer.byteLength(pasted) > PASTE_BYTES_MAX)
    return usage(session, texts.tooLong({ max: PASTE_BYTES_MAX }));
  const found = explainText(pasted);
  const requests = recordedRequests(pasted);
  const known = found.length + requests.length > 0;
  const exit = known ? EXIT.good : EXIT.refused;
  if (session.json) terminal.out(JSON.stringify(document(session, found, requests), null, 2));
  else if (!known) terminal.err(wrap(terminal, texts.unknown()));
  else for (const line of explainLines(session, found, requests)) terminal.out(line);
  return exit;
}

/** Undefined where there is more than is read. */
async function readStandardInput(): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > PASTE_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
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
