import { z } from 'zod';
import type { HttpCall } from '../../../net/index.ts';
import { flatHeaders, type Transport, TransportError } from '../sdk/transport.ts';
import type { ServiceAccountKey } from './service-account.ts';

/** The JSON API below one project. Rejects where no token was to be had, or no answer. */
export type GoogleCalls = {
  get(path: string, signal: AbortSignal): Promise<Answer>;
  post(path: string, body: object, signal: AbortSignal): Promise<Answer>;
};
/** `body`: undefined for what is no JSON. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
};

/** https://cloud.google.com/dns/docs/reference/rest/v1/changes/create, "Authorization scopes": the least that may write. */
const SCOPE = 'https://www.googleapis.com/auth/ndev.clouddns.readwrite';
/** Where the library asks for tokens, and for whom it signs that. */
const TOKEN_URL = 'https://oauth2.googleapis.com/token';

/** One attempt for each request, no proxy of the environment, no log of the library: who asked knows its deadline. */
export async function createGoogleCalls(parts: {
  readonly url: string;
  readonly login_url: string;
  readonly key: ServiceAccountKey;
  readonly project: string;
  readonly login: Transport;
  readonly transport: Transport;
}): Promise<GoogleCalls> {
  const { url, login_url, key, project, login, transport } = parts;
  const { JWT } = await import('google-auth-library');
  const base = `${url}/dns/v1/projects/${encodeURIComponent(project)}`;
  const client = new JWT({
    email: key.client_email,
    key: key.private_key,
    keyId: key.private_key_id,
    scopes: [SCOPE],
    // without its interceptors, one of which writes requests with their tokens to the log where the environment says so
    useAuthRequestParameters: false,
    transporterOptions: {
      fetchImplementation: fetchOf({
        transport,
        origin: new URL(url).origin,
        login,
        loginPath: new URL(`${login_url}/token`).pathname,
      }),
      retryConfig: { retry: 0, noResponseRetries: 0 },
      noProxy: [/^/],
    },
  });

  async function request(
    method: 'GET' | 'POST',
    path: string,
    data: object | undefined,
    signal: AbortSignal,
  ) {
    const {
      status,
      headers,
      data: body,
    } = await client.request<unknown>({
      url: base + path,
      method,
      signal,
      responseType: 'json',
      validateStatus: () => true,
      ...(data !== undefined && { data }),
    });
    return {
      status,
      headers: Object.fromEntries(headers),
      body: typeof body === 'string' ? undefined : body,
    };
  }
  return {
    get: (path, signal) => request('GET', path, undefined, signal),
    post: (path, body, signal) => request('POST', path, body, signal),
  };
}

type Ways = {
  readonly transport: Transport;
  readonly origin: string;
  readonly login: Transport;
  readonly loginPath: string;
};

/**
 * `fetch` as the library takes it in place of its own. A token is for everybody who waits for it, so no signal ends the asking for one;
 * the transport does.
 */
function fetchOf({ transport, origin, login, loginPath }: Ways): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { method, body } = init;
    if (method !== 'GET' && method !== 'POST') throw new Error('a method that no call of ours has');
    const forToken = url.href === TOKEN_URL;
    if (!forToken && url.origin !== origin) throw new Error('a server that no call of ours goes to');
    const call: HttpCall = {
      method,
      path: forToken ? loginPath : url.pathname + url.search,
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(body !== undefined && body !== null && { body: textOf(body) }),
    };
    const sent = forToken ? login.send(call, undefined) : transport.send(call, init.signal ?? undefined);
    const answer = await sent;
    // the library would go on without a token
    if (forToken && answer.status === 200 && !isToken(answer.body)) throw new TransportError('malformed');
    // a status that `Response` does not take is no answer of an API
    const status = answer.status >= 200 && answer.status <= 599 ? answer.status : 502;
    const empty = status === 204 || status === 205 || status === 304;
    const bytes = empty ? null : new Uint8Array(answer.body);
    return new Response(bytes, { status, headers: flatHeaders(answer.headers) });
  };
}

function isToken(body: Buffer): boolean {
  try {
    return TOKEN.safeParse(JSON.parse(body.toString())).success;
  } catch {
    return false;
  }
}

const TOKEN = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.int().min(1),
});

function textOf(body: NonNullable<RequestInit['body']>): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new Error('a body that no call of ours has');
}

/** An answer of the form that its description gives. */
export function readAnswer<T>({ body }: Answer, schema: z.ZodType<T>): T | undefined {
  return schema.safeParse(body).data;
}
