import { PASSPHRASE_LENGTH_MIN } from '../authority/signer/index.ts';
import { fail, fault, ok, type Result } from '../core/index.ts';
import { describeFault } from '../i18n/index.ts';
import { prompted, promptText } from './ask.ts';
import { readPassphrase } from './at-rest.ts';
import type { Session } from './session.ts';

/** From the file, else by asking (twice for a new one). Faults: `keyFile*`, `passphraseNotGiven`, `interrupted`. */
export async function obtainPassphrase(
  session: Session,
  file: string | undefined,
  twice: boolean,
): Promise<Result<string>> {
  if (file !== undefined) return readPassphrase(file);
  if (!session.terminal.interactive) return fail(fault('passphraseNotGiven', {}));
  const { isCancel, password } = await import('@clack/prompts'); // only who is asked needs it in memory
  const texts = session.messages.cli.commands.passphrase;
  const short = describeFault(fault('passphraseTooShort', { min: PASSPHRASE_LENGTH_MIN }), session.messages);
  const message = await promptText(session, texts.ask());
  const first = await prompted((signal) =>
    password({
      message,
      validate: (value) => ((value ?? '').length < PASSPHRASE_LENGTH_MIN ? short : undefined),
      signal,
    }),
  );
  if (isCancel(first)) return fail(fault('interrupted', {}));
  if (!twice) return ok(first);
  const repeated = await promptText(session, texts.again());
  const again = await prompted((signal) =>
    password({
      message: repeated,
      validate: (value) => (value === first ? undefined : texts.differ()),
      signal,
    }),
  );
  return isCancel(again) ? fail(fault('interrupted', {})) : ok(first);
}
