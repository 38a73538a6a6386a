import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  AUDIT_VERIFY_MS,
  type AuditCheckpointView,
  type AuditEntryView,
  type AuditExportView,
  type AuditKeyView,
  type AuditPurgeView,
  type AuditVerdictView,
  type ControlAnswer,
  type ControlClient,
} from '../../console/api/index.ts';
import { fail, fault, type Result } from '../../core/index.ts';
import { type ChainVerdict, readPublicKey, verifyExport } from '../../delegation/audit/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { listQuery, type ListOptions, more } from '../list.ts';
import { refuse, type Session, show, withControl } from '../session.ts';
import { table, wrap } from '../table.ts';
import { printable } from '../terminal.ts';
import { moment } from '../words.ts';

export function auditList(session: Session, options: ListOptions & { since?: string }): Promise<ExitCode> {
  const { columns } = session.messages.cli.audit;
  return withControl(session, async (control) => {
    const path = `/audit${listQuery(options, { since: options.since })}`;
    const answer = await control.call<{ entries: AuditEntryView[]; next: string | null }>('GET', path);
    return show(session, answer, ({ entries, next }) => [
      ...table(
        session.terminal,
        [
          columns.number(),
          columns.at(),
          columns.actor(),
          columns.action(),
          columns.object(),
          columns.details(),
        ],
        entries.map((one) => [
          String(one.sequence),
          moment(one.at),
          one.actor,
          one.action,
          one.object,
          printable(detailText(one.details)),
        ]),
      ),
      ...more(session, entries.length, next),
    ]);
  });
}

export function auditKey(session: Session): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const answer = await control.call<AuditKeyView>('GET', '/audit/key');
    return show(session, answer, ({ publicKey, sha256 }) => {
      // on standard output the key alone: it is to be kept in a file
      session.terminal.err(session.messages.cli.audit.keyShown({ sha256 }));
      return [publicKey.trimEnd()];
    });
  });
}

/** Of the server, or of an export with the public key alone. Ends with 1 where anything does not fit. */
export async function auditVerify(
  session: Session,
  { file, key }: { readonly file?: string; readonly key?: string },
): Promise<ExitCode> {
  if (file === undefined && key === undefined) return verifyHere(session);
  if (file === undefined || key === undefined) {
    session.terminal.err(session.messages.cli.audit.keyWithFile());
    return EXIT.usage;
  }
  const verdict = await verifyFile(file, key);
  if (!verdict.ok) return refuse(session, verdict.fault);
  show(session, { ok: true, value: verdict.value }, (one) => verdictLines(session, one));
  return verdict.value.problem === null ? EXIT.good : EXIT.refused;
}

function verifyHere(session: Session): Promise<ExitCode> {
  const texts = session.messages.cli.audit;
  return withControl(session, async (control) => {
    const answer = await control.call<AuditVerdictView>('GET', '/audit/verify', undefined, AUDIT_VERIFY_MS);
    const exit = show(session, answer, (verdict) => [
      ...verdictLines(session, verdict),
      ...(verdict.memory === null ? [] : [wrap(session.terminal, texts.memory[verdict.memory]())]),
      ...(verdict.lastCheckpoint === null ? [] : [lastText(session, verdict.lastCheckpoint)]),
    ]);
    const fits = answer.ok && answer.value.problem === null && answer.value.memory === null;
    return answer.ok && !fits ? EXIT.refused : exit;
  });
}

/** Signs the end first, so that all of what is printed is signed. */
export function auditExport(session: Session): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const signed = await control.call('POST', '/audit/checkpoint');
    if (!signed.ok) return show(session, signed, () => []);
    for await (const part of parts(control)) {
      if (!part.ok) return show(session, part, () => []);
      for (const line of part.value.lines) session.terminal.out(JSON.stringify(line));
    }
    return EXIT.good;
  });
}

export function auditPurge(session: Session, { before }: { readonly before: string }): Promise<ExitCode> {
  const texts = session.messages.cli.audit;
  return withControl(session, async (control) => {
    const answer = await control.call<AuditPurgeView>('POST', '/audit/purge', { before }, AUDIT_VERIFY_MS);
    return show(session, answer, ({ removed, upTo }) => [
      upTo === null ? texts.nothingPurged() : texts.purged({ removed, upTo }),
    ]);
  });
}

async function* parts(control: ControlClient): AsyncGenerator<ControlAnswer<AuditExportView>> {
  for (let after: number | null = -1; after !== null; ) {
    const part: ControlAnswer<AuditExportView> = await control.call('GET', `/audit/export?after=${after}`);
    yield part;
    after = part.ok ? part.value.next : null;
  }
}

async function verifyFile(file: string, key: string): Promise<Result<ChainVerdict>> {
  let pem: string;
  try {
    pem = readFileSync(key, 'utf8');
  } catch (error) {
    return unreadable(key, error);
  }
  const publicKey = readPublicKey(pem, key);
  if (!publicKey.ok) return publicKey;
  const stream = createReadStream(file, 'utf8');
  try {
    await once(stream, 'open');
    return await verifyExport(createInterface({ input: stream, crlfDelay: Infinity }), publicKey.value);
  } catch (error) {
    return unreadable(file, error);
  } finally {
    stream.destroy();
  }
}

function unreadable(file: string, error: unknown): Result<never> {
  const cause = (error as NodeJS.ErrnoException).code;
  if (cause === undefined) throw error;
  return fail(fault('auditFileUnreadable', { file, cause }));
}

function verdictLines({ terminal, messages }: Session, verdict: ChainVerdict): string[] {
  const texts = messages.cli.audit;
  const { problem, signed, checkpoints, last } = verdict;
  if (problem !== null) return [wrap(terminal, texts.problems[problem.problem](problem))];
  return [
    texts.whole(verdict),
    wrap(
      terminal,
      signed === null ? texts.unsigned() : texts.signed({ signed, rest: last - signed, checkpoints }),
    ),
  ];
}

function lastText({ messages }: Session, { at, sequence, hash }: AuditCheckpointView): string {
  // never wrapped: it is to be copied
  return messages.cli.audit.lastCheckpoint({ at: moment(at), sequence, hash });
}

function detailText(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}
