import type { Session } from '../session.ts';
import { wrap } from '../table.ts';
import type { SelfChallenge } from './challenge.ts';

/** Shows the TXT record of dns-01 and waits until it is published; false: not to be. */
export async function offerRecord(
  session: Session,
  name: string,
  challenge: SelfChallenge,
): Promise<boolean> {
  const { terminal, messages } = session;
  const texts = messages.cli.validate;
  const at = `_acme-challenge.${name.replace(/^\*\./, '')}`;
  // never wrapped: it is to be copied
  terminal.out(texts.publish({ name: at, value: challenge.digest }));
  const { confirm, isCancel } = await import('@clack/prompts'); // only who is asked needs it in memory
  const published = await confirm({ message: texts.published() });
  if (!isCancel(published) && published) return true;
  terminal.err(wrap(terminal, texts.unpublished()));
  return false;
}
