import { createHash } from 'node:crypto';
import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { DNS_01, readHostName } from '../../names/index.ts';
import type { MayQuestion } from './may.ts';
import type { NameQuery } from './schemas.ts';

/**
 * The thumbprint of the account for which a value is. It is believed only with the key authorization that the value is the digest of: a
 * thumbprint alone anybody could write, and have a value served for an account that the rule is not for.
 */
export function accountOf(keyAuthorization: string | undefined, value: string): Result<string | undefined> {
  if (keyAuthorization === undefined) return ok(undefined);
  const thumbprint = KEY_AUTHORIZATION.exec(keyAuthorization)?.[1];
  const digest = createHash('sha256').update(keyAuthorization).digest('base64url');
  return thumbprint !== undefined && digest === value
    ? ok(thumbprint)
    : fail(fault('keyAuthorizationRefused', {}));
}

/** RFC 8555 section 8.1. */
const KEY_AUTHORIZATION = /^[A-Za-z0-9_-]+\.([A-Za-z0-9_-]{43})$/;

/** Which challenge of which host name is asked about. Faults of `readHostName`. */
export function readQuestion(
  fqdn: string,
  { type, accountLabel }: NameQuery,
): Result<Pick<MayQuestion, 'name' | 'type' | 'purpose'>> {
  const read = readHostName(fqdn);
  if (!read.ok) return read;
  const { name } = read.value;
  if (type === 'dns-01') return ok({ name, type, purpose: DNS_01 });
  return ok({
    name,
    type,
    purpose: accountLabel === undefined ? undefined : { type, account: accountLabel },
  });
}
