import { type ChallengeType, fail, ok, type Result } from '../../../core/index.ts';
import type { DryInputReason } from '../../../i18n/index.ts';

/** What whoever asks knows of the answer that should be there. */
export type DryExpectation = {
  readonly token?: string | undefined;
  /** RFC 7638, of the account key. */
  readonly thumbprint?: string | undefined;
  /** RFC 8555 section 8.1: token, dot, thumbprint. */
  readonly keyAuthorization?: string | undefined;
  /** base64url of the key authorization's SHA-256: the value of the TXT record of dns-01. */
  readonly digest?: string | undefined;
};

/** What an answer is compared with: as much of it as is known. */
export type DryExpected = {
  readonly token: string;
  readonly keyAuthorization: string;
  readonly digest?: string;
  readonly thumbprint: string;
  readonly compared: 'key-authorization' | 'token' | 'digest' | 'record';
};

/**
 * Completes what is known by what the account says. Pure; the fault is the reason why it is not enough, or too much. Only http-01
 * can be judged by its token alone: the answer holds the rest, and is compared as far as it is known.
 */
export function readExpected(
  type: ChallengeType,
  known: DryExpectation,
  accountThumbprint: string,
  persistVersion: '01' | '02',
): Result<DryExpected, DryInputReason> {
  const wrong = malformed(known) ?? contradiction(known, accountThumbprint);
  if (wrong !== undefined) return fail(wrong);
  const { digest } = known;
  const [tokenOfKey, thumbprintOfKey] = known.keyAuthorization?.split('.') ?? [];
  const token = tokenOfKey ?? known.token ?? '';
  const thumbprint = thumbprintOfKey ?? known.thumbprint ?? accountThumbprint;
  const none = { token: '', keyAuthorization: '', thumbprint };
  if (type === 'dns-persist-01') {
    if (token !== '' || digest !== undefined) return fail('token-unused');
    if (persistVersion === '02' && thumbprint === '') return fail('thumbprint-missing');
    return ok({ ...none, compared: 'record' });
  }
  if (digest !== undefined)
    return type === 'http-01' ? fail('digest-unused') : ok({ ...none, digest, compared: 'digest' });
  if (token === '') return fail(type === 'http-01' ? 'token-missing' : 'digest-missing');
  if (thumbprint !== '')
    return ok({
      token,
      keyAuthorization: `${token}.${thumbprint}`,
      thumbprint,
      compared: 'key-authorization',
    });
  return type === 'http-01' ? ok({ ...none, token, compared: 'token' }) : fail('digest-missing');
}

/** RFC 8555 section 8.1 and 8.3; no other text can be an answer to a challenge. */
const TOKEN = /^[A-Za-z0-9_-]{1,256}$/;
const SHA256 = /^[A-Za-z0-9_-]{43}$/;

function malformed({ token, thumbprint, keyAuthorization, digest }: DryExpectation) {
  if (token !== undefined && !TOKEN.test(token)) return 'token-malformed';
  if (thumbprint !== undefined && !SHA256.test(thumbprint)) return 'thumbprint-malformed';
  if (digest !== undefined && !SHA256.test(digest)) return 'digest-malformed';
  if (keyAuthorization === undefined) return undefined;
  const [first = '', second = '', ...more] = keyAuthorization.split('.');
  return TOKEN.test(first) && SHA256.test(second) && more.length === 0
    ? undefined
    : 'key-authorization-malformed';
}

/** The same thing said twice could be said in two ways. */
function contradiction(
  { token, thumbprint, keyAuthorization, digest }: DryExpectation,
  accountThumbprint: string,
) {
  const whole = [keyAuthorization, digest].filter((one) => one !== undefined).length;
  const parts = [token, thumbprint].some((one) => one !== undefined);
  const twice = whole > 1 || (whole === 1 && parts) || (thumbprint !== undefined && accountThumbprint !== '');
  return twice ? 'said-twice' : undefined;
}
