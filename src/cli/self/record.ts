import { askYesNo } from '../ask.ts';
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
  if ((await askYesNo(session, texts.published(), { initial: true })) === true) return true;
  terminal.err(wrap(terminal, texts.unpublished()));
  return false;
}
