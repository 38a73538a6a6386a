import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import { OUTSIDE_LIMITS } from './limits.ts';
import { readCss } from './page-css.ts';
import { type Page, pageOf } from './page-fetch.ts';
import { hostOf, type Resource, resolveAll, resourceFacts, schemeOf } from './page-found.ts';
import type { OutsideReport } from './report.ts';
import { ask } from './responses-ask.ts';

/** What the page needs from other hosts: each looked up and connected to over both families, all side by side. */
export async function collectPage(look: Look, seen: OutsideReport, add: (more: Seen) => void): Promise<void> {
  const page = await pageOf(look, seen, add);
  if (page === undefined) return;
  if (page.cut) add({ unmeasured: [{ what: 'page', why: 'cut' }] });
  const own = new Set([look.name, hostOf(page.url)]);
  const visited = new Set<string>();
  const visit = async (resource: Resource): Promise<void> => {
    const host = hostOf(resource.url);
    if (own.has(host) || visited.has(host) || visited.size >= OUTSIDE_LIMITS.resourceHosts) return;
    visited.add(host);
    await page.hosts.reach(host, 'resource', schemeOf(resource.url));
  };
  const sheets = page.resources.filter(({ kind }) => kind === 'style').slice(0, OUTSIDE_LIMITS.styleSheets);
  const styled = Promise.all(sheets.map((sheet) => readSheet(look, page, sheet)));
  const [more] = await Promise.all([styled, ...page.resources.map(visit)]);
  const found = more.flat().slice(0, OUTSIDE_LIMITS.resources);
  await Promise.all(found.map(visit));
  add({ resources: resourceFacts([...page.resources, ...found]) });
}

/** What a style sheet needs; nothing where it cannot be had. What a sheet imports is named, and not read. */
async function readSheet(look: Look, page: Page, { url }: Resource): Promise<readonly Resource[]> {
  const scheme = schemeOf(url);
  const { ports } = look.kit;
  const host = hostOf(url);
  const here = host === hostOf(page.url);
  const usual = scheme === 'https' ? ports.https : ports.http;
  const port = url.port === '' ? usual : Number(url.port);
  if (port !== ports.http && port !== ports.https) return [];
  const address = here ? page.address : await page.hosts.reach(host, 'resource', scheme);
  if (address === undefined) return [];
  const asked = await ask(look, {
    host: url.hostname,
    address,
    scheme,
    port,
    path: 'large',
    target: url.pathname + url.search,
    agent: 'browser',
    bodyBytes: OUTSIDE_LIMITS.styleBytes,
  });
  if (asked?.fact.status !== 200) return [];
  return resolveAll(readCss(Buffer.from(asked.result.body).toString('utf8')), url);
}
