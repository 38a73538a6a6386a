import type { NewAuditEntry } from './audit-types.ts';
import type { ChallengeEvent } from './delegation-types.ts';

/** What the audit says of something that a client did, or was not let do. */
export function challengeEntry(
  event: Omit<ChallengeEvent, 'reason' | 'by'> & { readonly by?: string | undefined },
  details: Readonly<Record<string, unknown>>,
): NewAuditEntry {
  const { at, clientId, by, challenge, source } = event;
  return {
    at,
    actor: `client:${by ?? clientId ?? ''}`,
    action: ACTIONS[event.event],
    object: challenge,
    details: { ...details, source },
  };
}

const ACTIONS = {
  presented: 'challenge.present',
  cleaned: 'challenge.clean-up',
  refused: 'challenge.refuse',
  fetched: 'challenge.fetch',
} as const;
