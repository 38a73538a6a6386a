import { z } from 'zod';
import type { Clock } from '../../../core/index.ts';
import { failureOf } from '../http/failure.ts';
import type { Answer, Transport } from '../sdk/transport.ts';
import type { ProviderFailure } from '../types.ts';
import { TOKEN_MAX_S } from './limits.ts';

/** As the SDK wants one (`TokenCredential` of @azure/core-auth): it keeps a token until two minutes before its end. */
export type TokenSource = {
  getToken(
    scopes: string | string[],
  ): Promise<{ readonly token: string; readonly expiresOnTimestamp: number }>;
};

/** No token: through the SDK, and out of it again. */
export class NoTokenError extends Error {
  override readonly name = 'NoTokenError';
  readonly failure: ProviderFailure;

  constructor(failure: ProviderFailure) {
    super('no token');
    this.failure = failure;
  }
}

/**
 * The client credentials grant with a secret (RFC 6749 section 4.4,
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow): one form, and nothing to sign. A token is for
 * everybody who waits for it, so nobody's deadline ends the asking; the transport's does.
 */
export function createTokenSource(parts: {
  readonly login_url: string;
  readonly tenant_id: string;
  readonly client_id: string;
  readonly client_secret: string;
  readonly transport: Transport;
  readonly clock: Clock;
}): TokenSource {
  const { login_url, tenant_id, client_id, client_secret, transport, clock } = parts;
  const { pathname } = new URL(`${login_url}/${tenant_id}/oauth2/v2.0/token`);
  return {
    async getToken(scopes) {
      const scope = [scopes].flat().join(' ');
      const form = { grant_type: 'client_credentials', client_id, client_secret, scope };
      const body = new URLSearchParams(form).toString();
      const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await transport.send({ method: 'POST', path: pathname, headers, body }, undefined);
      const token = readAnswer(answer, clock.now());
      return { token: token.access_token, expiresOnTimestamp: clock.now() + token.expires_in * 1_000 };
    },
  };
}

function readAnswer(answer: Answer, nowMs: number): z.infer<typeof TOKEN> {
  const json = readJson(answer.body);
  if (answer.status === 200) {
    const token = TOKEN.safeParse(json);
    if (token.success) return token.data;
    throw new NoTokenError({ ok: false, outcome: 'malformed', code: 'HTTP 200 no token' });
  }
  const failure = failureOf(answer, ERROR.safeParse(json).data?.error, nowMs);
  // a wrong secret, client or tenant is a 400 or a 401 (RFC 6749 section 5.2)
  const unauthorized = failure.outcome === 'refused' || failure.outcome === 'no-zone';
  throw new NoTokenError(unauthorized ? { ...failure, outcome: 'unauthorized' } : failure);
}

const TOKEN = z.object({
  token_type: z.string().regex(/^bearer$/i),
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().int().min(1).max(TOKEN_MAX_S),
});
const ERROR = z.object({ error: z.string() });

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
