import type { Address } from '../../net/index.ts';
import { subjectAddresses } from './connects-addresses.ts';
import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import { OUTSIDE_LIMITS } from './limits.ts';
import { literals, readHtml } from './page-html.ts';
import { createHosts, type Hosts } from './page-hosts.ts';
import { canBeAsked, hostOf, type Resource, resolveAll, schemeOf } from './page-found.ts';
import { homeOf } from './page-home.ts';
import { readLinkHeaders } from './page-headers.ts';
import type { OutsideReport } from './report.ts';
import { ask, type Asked } from './responses-ask.ts';

/** The page that a visitor of the name gets, read; and the hosts that were looked up on the way. */
export type Page = {
  readonly url: URL;
  readonly address: Address;
  readonly bytes: number;
  readonly resources: readonly Resource[];
  readonly hosts: Hosts;
  /** Not all of it was read. */
  readonly cut: boolean;
};

/** Fetched and read once in a look, whoever wants it; undefined where no address gave one. What is seen on the way is added once. */
export function pageOf(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<Page | undefined> {
  const already = pages.get(look);
  if (already !== undefined) return already;
  const page = fetchPage(look, seen, add);
  pages.set(look, page);
  return page;
}

const pages = new WeakMap<Look, Promise<Page | undefined>>();

type Got = { readonly url: URL; readonly address: Address; readonly asked: Asked };

async function fetchPage(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<Page | undefined> {
  const addresses = subjectAddresses(look, seen);
  const over = (scheme: 'https' | 'http') =>
    firstOf(
      addresses.map(async (address): Promise<Got | undefined> => {
        const asked = await homeOf(look, address, scheme);
        const url = URL.parse(asked?.result.evidence.url ?? '');
        return asked === undefined || url === null ? undefined : { url, address, asked };
      }),
    );
  // both are asked at once: whoever has no HTTPS is not waited for twice
  const [secure, plain] = [over('https'), over('http')];
  const hosts = createHosts(look, add);
  let got = (await secure) ?? (await plain);
  for (let redirects = 0; got !== undefined && redirects < OUTSIDE_LIMITS.pageRedirects; redirects++) {
    const location: string | undefined = got.asked.fact.location;
    if (location === undefined) return readPage(look, got, hosts);
    got = await follow(look, URL.parse(location, got.url.href), hosts);
  }
  return undefined;
}

/** The first that is a page or leads to one; undefined where none is. */
async function firstOf(all: readonly Promise<Got | undefined>[]): Promise<Got | undefined> {
  const good = all.map(async (one) => {
    const got = await one;
    if (got === undefined || !isUseful(got)) throw new TypeError('not this one');
    return got;
  });
  return Promise.any(good).catch(() => undefined);
}

function isUseful({ asked }: Got): boolean {
  const { outcome, status = 0, location } = asked.fact;
  return outcome === 'response' && (status === 200 || location !== undefined);
}

/** Only over the ports that websites have: whoever redirects must not choose what is connected to. */
async function follow(look: Look, url: URL | null, hosts: Hosts): Promise<Got | undefined> {
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  if (!canBeAsked(url)) return undefined;
  const { ports } = look.kit;
  const scheme = schemeOf(url);
  const port = url.port === '' ? (scheme === 'https' ? 443 : 80) : Number(url.port);
  if (port !== ports.http && port !== ports.https && port !== 80 && port !== 443) return undefined;
  const host = hostOf(url);
  const address = await hosts.reach(host, 'redirect', scheme);
  if (address === undefined) return undefined;
  const asked = await ask(look, {
    host: url.hostname,
    address,
    scheme,
    port: url.port === '' ? (scheme === 'https' ? ports.https : ports.http) : port,
    path: 'home',
    target: url.pathname + url.search,
    agent: 'browser',
    bodyBytes: OUTSIDE_LIMITS.pageBytes,
  });
  const got = asked && { url: URL.parse(asked.result.evidence.url) ?? url, address, asked };
  return got !== undefined && isUseful(got) ? got : undefined;
}

async function readPage(look: Look, { url, address, asked }: Got, hosts: Hosts): Promise<Page> {
  const { body, headers = {} } = asked.result;
  const text = Buffer.from(body).toString('utf8');
  const html = await readHtml(text, () => look.kit.clock.monotonic());
  const base = URL.parse(html.base ?? '', url.href) ?? url;
  const named = resolveAll([...html.found, ...literals(text)], base);
  const resources = [...named, ...resolveAll(readLinkHeaders(headers), url)].slice(
    0,
    OUTSIDE_LIMITS.resources,
  );
  const cut = html.cut || asked.result.evidence.http?.body === 'too-long';
  return { url, address, bytes: body.length, resources, hosts, cut };
}
