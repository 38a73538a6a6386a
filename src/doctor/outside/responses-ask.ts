import { createHash } from 'node:crypto';
import type { Address, FetchResult } from '../../net/index.ts';
import type { Look } from './kit.ts';
import { OUTSIDE_LIMITS } from './limits.ts';
import { offersHttp3 } from './quic-offer.ts';
import type { ResponseFact } from './report.ts';
import { header, word } from './responses-words.ts';
import { frontOf, signatureOf } from './signatures.ts';

export type Ask = {
  readonly host: string;
  readonly address: Address;
  readonly port: number;
  readonly scheme: ResponseFact['scheme'];
  readonly path: ResponseFact['path'];
  readonly agent: ResponseFact['agent'];
  /** Path and query. */
  readonly target: string;
  readonly bodyBytes?: number;
};
export type Asked = { readonly fact: ResponseFact; readonly result: FetchResult };

/** One request to one address; undefined where the connection did not come about (the connections tell of that) or the look ended. */
export async function ask(look: Look, request: Ask): Promise<Asked | undefined> {
  const { fetcher, policy, timeScale } = look.kit;
  const { connectMs, tlsMs, responseMs, bodyBytes } = OUTSIDE_LIMITS;
  const part = responseMs * timeScale;
  const result = await look.gate.through(request.address.text, () =>
    fetcher.fetch({
      url: urlOf(request),
      hop: 0,
      address: request.address,
      limits: {
        connectMs: connectMs * timeScale,
        tlsMs: tlsMs * timeScale,
        firstByteMs: part,
        headersMs: part,
        bodyMs: part,
        totalMs: (connectMs + responseMs) * timeScale,
        headerBytes: 65_536,
        bodyBytes: request.bodyBytes ?? bodyBytes,
      },
      policy,
      ...(AGENTS[request.agent] !== undefined && { headers: AGENTS[request.agent] }),
      reads: 'look',
      signal: look.signal,
    }),
  );
  const { phase, outcome } = result.evidence;
  if (phase === 'policy' || phase === 'connect' || outcome === 'cancelled') return undefined;
  return { fact: factOf(request, result), result };
}

/** The port is written only where it is not the scheme's own: as browsers and validators do. */
function urlOf({ scheme, host, port, target }: Pick<Ask, 'scheme' | 'host' | 'port' | 'target'>): string {
  const usual = port === (scheme === 'https' ? 443 : 80);
  return `${scheme}://${host}${usual ? '' : `:${port}`}${target}`;
}

/** The validator's own headers are the fetcher's. Nothing is asked for compressed: bytes are counted as they are. */
const AGENTS: Readonly<Record<ResponseFact['agent'], Readonly<Record<string, string>> | undefined>> = {
  validator: undefined,
  browser: {
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 (sixfour check)',
    Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'Accept-Language': 'en',
  },
  bare: {},
};

function factOf({ host, scheme, path, agent }: Ask, { evidence, body, headers = {} }: FetchResult) {
  const { address, family, port, phase, outcome, errno, http, times } = evidence;
  const text = Buffer.from(body).toString('latin1');
  const signature = http && signatureOf(http.status, headers, text);
  const front = frontOf(headers);
  const announced = Number(headers['content-length'] ?? NaN);
  const fact: ResponseFact = {
    host,
    address,
    family,
    port,
    scheme,
    path,
    agent,
    outcome,
    ...(errno !== undefined && { errno: errno.slice(0, 32) }),
    phase,
    ...(http !== undefined && { status: http.status }),
    ...(http?.location !== undefined && { location: http.location }),
    ...(headers['server'] !== undefined && { server: word(header(headers, 'server'), 128) }),
    ...(headers['content-type'] !== undefined && { contentType: word(header(headers, 'content-type'), 128) }),
    bytes: http?.bodyBytes ?? 0,
    ...(Number.isSafeInteger(announced) && announced >= 0 && { announced }),
    ...(body.length > 0 && { digest: digestOf(text) }),
    ...(signature !== undefined && { signature }),
    ...(front !== undefined && { front }),
    // browsers believe it of nobody who has not shown a certificate
    ...(scheme === 'https' && offersHttp3(header(headers, 'alt-svc'), port) && { http3: true }),
    ...(headers['www-authenticate'] !== undefined && { authenticate: true }),
    ...(times.connectMs !== undefined && { connectMs: times.connectMs }),
    ...(times.firstByteMs !== undefined && { firstByteMs: times.firstByteMs }),
    ms: times.totalMs,
  };
  return fact;
}

/** Two answers of one server are alike but for numbers, addresses, dates and nonces. */
function digestOf(text: string): string {
  const constant = text
    .replace(/[A-Za-z0-9+/_-]{20,}={0,2}|[0-9a-fA-F]{8,}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}/g, '')
    .replace(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b/g, '')
    .replace(/\d+|\s+/g, '');
  return createHash('sha256').update(constant).digest('hex');
}
