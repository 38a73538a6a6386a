import { createStop } from '../../core/index.ts';
import { createHttpClient, readBaseUrl } from '../../net/index.ts';
import { ANSWER_MS, CONNECT_MS, DIRECTORY_BYTES } from './limits.ts';
import type { Tools } from './net.ts';
import { isOpen, placesOf } from './places.ts';
import { request } from './request.ts';
import type { Measured, QuestionId, Site } from './types.ts';

/** Answers a question by looking; undefined where nothing was to be learned, which is no answer. Never rejects for what servers do. */
export type Measure = (question: QuestionId, site: Site) => Promise<Measured | undefined>;

/** `rootPem`: in place of the roots that Node brings, to trust the CA's own directory with. */
export function createMeasure(tools: Tools, rootPem?: string): Measure {
  return async (question, site) => {
    if (question === 'persist') return persistOffered(tools, site.directory, rootPem);
    if (question === 'front') return frontDevice(tools, site.name);
    if (question === 'tls') return only443(tools, site.name);
    return undefined;
  };
}

/** What a directory says of dns-persist-01 (draft 02, section 4.1); one that is silent may offer it all the same. */
async function persistOffered(
  { clock }: Tools,
  directory: string | undefined,
  rootPem: string | undefined,
): Promise<Measured | undefined> {
  const base = directory === undefined ? undefined : readBaseUrl(directory);
  if (base === undefined) return undefined;
  const limits = { answerBytes: DIRECTORY_BYTES, callMs: CONNECT_MS + ANSWER_MS, connections: 1 };
  const client = createHttpClient({ base, limits, clock, ca: rootPem });
  const { signal } = createStop();
  const call = { method: 'GET', path: '', headers: { Accept: 'application/json' } } as const;
  const called = await client.call(call, { deadlineMs: clock.monotonic() + limits.callMs, signal });
  client.close();
  if (!called.ok || called.status !== 200) return undefined;
  const { meta } = parseObject(called.body.toString());
  const offers = typeof meta === 'object' && meta !== null && 'accountHashPrefix' in meta;
  return offers ? { answer: 'yes', because: 'directory-offers', values: {} } : undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A CDN or proxy that names itself. One that does not is not seen, so silence answers nothing. */
async function frontDevice(tools: Tools, name: string): Promise<Measured | undefined> {
  const places = (await placesOf(tools, name)).filter(({ allowed }) => allowed);
  for (const { address } of places) {
    const reply = await request(tools, address, { host: name, method: 'GET', path: '/' });
    if (!reply.ok) continue;
    const { server = '', via } = reply.headers;
    const known = FRONTS.find(([, pattern]) => pattern.test(server))?.[0];
    const device = reply.headers['cf-ray'] === undefined ? known : 'Cloudflare';
    const values = { address: address.text };
    if (device !== undefined) return { answer: 'yes', because: 'front-found', values: { ...values, device } };
    if (via !== undefined) return { answer: 'yes', because: 'via-found', values };
  }
  return undefined;
}

/** What names itself in `Server`: only this list is ever shown, nothing that a server said. */
const FRONTS: readonly (readonly [device: string, pattern: RegExp])[] = [
  ['Cloudflare', /^cloudflare/i],
  ['AWS', /^(?:awselb|CloudFront)/i],
  ['Akamai', /^Akamai/i],
  ['Azure', /^Microsoft-Azure-Application-Gateway/i],
  ['F5 BIG-IP', /^(?:BigIP|BIG-IP)/i],
  ['Varnish', /^Varnish/i],
  ['Fastly', /^Fastly/i],
  ['Sucuri', /^Sucuri/i],
  ['Imperva', /^(?:Imperva|Incapsula)/i],
  ['HAProxy', /^HAProxy/i],
  ['Envoy', /^envoy/i],
  ['Google', /^(?:Google Frontend|gws|GFE)/i],
];

/** Of all addresses that may be connected to: is 443 open, and 80 not? */
async function only443(tools: Tools, name: string): Promise<Measured | undefined> {
  const places = (await placesOf(tools, name)).filter(({ allowed }) => allowed);
  if (places.length === 0) return undefined;
  const open = (port: number) => Promise.all(places.map((place) => isOpen(tools, place, port)));
  const [http, https] = await Promise.all([open(tools.ports.http), open(tools.ports.https)]);
  const values = { addresses: places.map(({ address }) => address.text).join(', ') };
  if (https.every(Boolean) && !http.some(Boolean)) return { answer: 'yes', because: 'only-443', values };
  return { answer: 'no', because: 'not-only-443', values };
}
