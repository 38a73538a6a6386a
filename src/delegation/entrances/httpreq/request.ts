import { createHash } from 'node:crypto';
import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { type Challenge, challengeOf, type ChallengeRequest } from '../../broker/index.ts';
import { DNS_01, readHostName } from '../../names/index.ts';

/**
 * A body of lego's httpreq. By default the name at which the value is to stand, after CNAME records were followed, and the value;
 * in RAW mode the identifier, the token and the key authorization, which ends with the thumbprint of the ACME account's key.
 */
export type HttpreqBody = {
  readonly named: { readonly by: 'fqdn' | 'domain'; readonly text: string };
  readonly value: string;
  readonly thumbprint: string | undefined;
  /** Sent back as it came: acme.sh and libdns look for it. */
  readonly echo: Readonly<Record<string, string>>;
};

export function readHttpreqBody(body: unknown): Result<HttpreqBody> {
  const fields = fieldsOf(body);
  const { fqdn, value, domain, token, keyAuth } = fields;
  if (typeof fqdn === 'string' && typeof value === 'string') {
    const named = { by: 'fqdn', text: fqdn } as const;
    return ok({ named, value, thumbprint: undefined, echo: { fqdn, value } });
  }
  if (typeof domain === 'string' && typeof token === 'string' && typeof keyAuth === 'string') {
    const thumbprint = keyAuth.startsWith(`${token}.`) ? keyAuth.slice(token.length + 1) : '';
    if (!THUMBPRINT.test(thumbprint)) return malformed('keyAuth is not token.thumbprint (RFC 8555, 8.1)');
    return ok({
      named: { by: 'domain', text: domain },
      // RFC 8555 section 8.4
      value: createHash('sha256').update(keyAuth).digest('base64url'),
      thumbprint,
      echo: { domain, token, keyAuth },
    });
  }
  return malformed('it has neither fqdn and value, nor domain, token and keyAuth');
}

/** The challenge that a body is about: never by how its name ends, but as the broker reads it. */
export async function challengeIn(
  { named }: HttpreqBody,
  resolve: (name: string) => Promise<Result<ChallengeRequest['challenge']>>,
): Promise<Result<Challenge>> {
  if (named.by === 'fqdn') return resolve(named.text);
  const name = readHostName(named.text);
  if (!name.ok) return name;
  const challenge = challengeOf(name.value.name, DNS_01);
  return challenge === undefined ? malformed('it names no challenge') : ok(challenge);
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(typeof body === 'string' ? body : '');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function malformed(reason: string): Extract<Result<never>, { ok: false }> {
  return fail(fault('challengeRequestMalformed', { reason }));
}

const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;
