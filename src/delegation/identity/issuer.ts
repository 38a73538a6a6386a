import { type Clock, createStop, type Log } from '../../core/index.ts';
import { createHttpClient, readBaseUrl } from '../../net/index.ts';
import { ISSUER_ANSWER_BYTES_MAX, ISSUER_FETCH_MS } from './limits.ts';
import { type PublicKeys, readKeys } from './public-keys.ts';

/**
 * An issuer as it is written in the `iss` of its tokens, and so kept as it is: an https URL, or http on loopback. Undefined for anything
 * else (OpenID Connect Discovery 1.0, section 3).
 */
export function readIssuer(text: string): string | undefined {
  return readBaseUrl(text) === undefined ? undefined : text;
}

/**
 * The keys with which an issuer signs now: its metadata names them (OpenID Connect Discovery 1.0, section 4), and must name the issuer
 * itself. Undefined where that cannot be had; the log says why, without a byte of what came.
 */
export async function fetchKeys(
  issuer: string,
  ca: string | null,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<PublicKeys | undefined> {
  const deadlineMs = clock.monotonic() + ISSUER_FETCH_MS;
  const failed = (cause: string): undefined => {
    log.warn({ issuer, cause }, 'the keys of an issuer could not be fetched');
    return undefined;
  };
  const base = readBaseUrl(issuer);
  if (base === undefined) return failed('url');
  const metadata = await getJson(base, '/.well-known/openid-configuration', ca, deadlineMs, clock);
  if (!metadata.ok) return failed(`metadata: ${metadata.cause}`);
  const { issuer: named, jwks_uri: at } = metadata.value;
  if (named !== issuer) return failed('metadata: another issuer');
  const url = typeof at === 'string' ? URL.parse(at) : null;
  // over https nobody is sent to loopback by somebody else's document
  if (url === null || (url.protocol === 'http:' && !issuer.startsWith('http:'))) return failed('jwks_uri');
  const origin = readBaseUrl(url.origin);
  if (origin === undefined || url.username !== '' || url.password !== '') return failed('jwks_uri');
  const keys = await getJson(origin, url.pathname + url.search, ca, deadlineMs, clock);
  if (!keys.ok) return failed(`keys: ${keys.cause}`);
  return readKeys(keys.value) ?? failed('keys: none that counts');
}

type Json = { readonly ok: true; readonly value: Readonly<Record<string, unknown>> };

async function getJson(
  base: string,
  path: string,
  ca: string | null,
  deadlineMs: number,
  clock: Clock,
): Promise<Json | { readonly ok: false; readonly cause: string }> {
  const limits = { answerBytes: ISSUER_ANSWER_BYTES_MAX, callMs: ISSUER_FETCH_MS, connections: 1 };
  const client = createHttpClient({ base, limits, clock, ca: ca ?? undefined });
  try {
    const headers = { accept: 'application/json', connection: 'close' };
    const until = { deadlineMs, signal: createStop().signal };
    const called = await client.call({ method: 'GET', path, headers }, until);
    if (!called.ok) return { ok: false, cause: called.outcome };
    if (called.status !== 200) return { ok: false, cause: `status ${called.status}` };
    const value: unknown = JSON.parse(called.body.toString('utf8'));
    return typeof value === 'object' && value !== null
      ? { ok: true, value: { ...value } }
      : { ok: false, cause: 'malformed' };
  } catch {
    return { ok: false, cause: 'malformed' };
  } finally {
    client.close();
  }
}
