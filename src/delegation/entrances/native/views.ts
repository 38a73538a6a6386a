import { fail, fault, type Result } from '../../../core/index.ts';
import type { ChallengeValue } from '../../../store/index.ts';
import type { Challenge, Principal } from '../../broker/index.ts';
import type { MayQuestion } from './may.ts';

export function named({ name, type, challenge }: Challenge): {
  name: string;
  type: MayQuestion['type'];
  challenge: string;
} {
  return { name, type, challenge };
}

export function toValue({ value, expiresAt }: Pick<ChallengeValue, 'value' | 'expiresAt'>): {
  value: string;
  expiresAt: string;
} {
  return { value, expiresAt: new Date(expiresAt).toISOString() };
}

export function refusedFor(
  { client }: Principal,
  { name }: Challenge,
  reason: Parameters<typeof fault<'notDelegatedTo'>>[1]['reason'] = 'no-rule',
): Extract<Result<never>, { ok: false }> {
  return fail(fault('notDelegatedTo', { client: client.name, name, reason }));
}
