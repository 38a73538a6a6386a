import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { providerKind } from '../../delegation/providers/index.ts';
import { prompted, promptText } from '../ask.ts';
import type { Session } from '../session.ts';

const STDIN = '-';

/**
 * Credentials as one JSON object: from a file, from standard input, or, on a terminal, asked for field by field and not shown. Never
 * from an argument, which everybody on the machine can read. Faults `providerCredentialsUnread`, `interrupted`.
 */
export async function readCredentials(
  session: Session,
  kind: string,
  file: string | undefined,
): Promise<Result<unknown>> {
  const { terminal, json } = session;
  if (file === undefined && terminal.interactive && !json) return ask(session, kind);
  const from = file ?? STDIN;
  try {
    const value: unknown = JSON.parse(readFileSync(from === STDIN ? process.stdin.fd : from, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? ok(value)
      : unread(from, 'no object');
  } catch (error) {
    // the message of JSON.parse shows what it read
    return unread(from, (error as NodeJS.ErrnoException).code ?? 'no JSON');
  }
}

function unread(from: string, cause: string): Result<never> {
  return fail(fault('providerCredentialsUnread', { from: from === STDIN ? 'standard input' : from, cause }));
}

async function ask(session: Session, kindName: string): Promise<Result<unknown>> {
  const { isCancel, password } = await import('@clack/prompts'); // only who is asked needs it in memory
  const texts = session.messages.cli.provider;
  const kind = await providerKind(kindName);
  const schema = kind?.credentials;
  if (!(schema instanceof z.ZodObject)) {
    const message = await promptText(session, texts.askCredentials());
    const text = await prompted((signal) => password({ message, signal }));
    return isCancel(text) ? fail(fault('interrupted', {})) : parsed(text);
  }
  const answers: Record<string, unknown> = {};
  for (const [field, type] of Object.entries(schema.shape)) {
    const isOptional = type.safeParse(undefined).success;
    const message = await promptText(session, `${type.description ?? field} (${field})`);
    const text = await prompted((signal) =>
      password({
        message,
        validate: (value) => ((value ?? '') === '' && !isOptional ? texts.wanted() : undefined),
        signal,
      }),
    );
    if (isCancel(text)) return fail(fault('interrupted', {}));
    if (text !== '') answers[field] = text;
  }
  return ok(answers);
}

function parsed(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return unread('the terminal', 'no JSON');
  }
}
