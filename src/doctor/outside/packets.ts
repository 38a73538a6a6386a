import { addressesOf } from './connects-addresses.ts';
import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import { OUTSIDE_LIMITS } from './limits.ts';
import { type Page, pageOf } from './page-fetch.ts';
import { hostOf, schemeOf } from './page-found.ts';
import type { OutsideReport } from './report.ts';
import { ask, type Ask } from './responses-ask.ts';

/** One body that does not fit a few packets, from every address: where full packets are lost, it begins and does not come. */
export async function collectPackets(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const page = await pageOf(look, seen, add);
  if (page === undefined) return; // what is missing is told where it is missing
  const large = await findLarge(look, page);
  if (large === undefined) return add({ unmeasured: [{ what: 'packets', why: 'no-large-body' }] });
  const host = hostOf(page.url);
  const known = addressesOf(seen, host).filter((one) => look.kit.policy.check(one).ok);
  const addresses = known.length > 0 ? known : [page.address];
  const all = addresses.map(async (address) => {
    const asked = await ask(look, { ...large, address });
    if (asked === undefined) return;
    const { family, port, outcome, errno, bytes, ms } = asked.fact;
    const ending = { outcome, ...(errno !== undefined && { errno }) };
    add({
      responses: [asked.fact],
      packets: [{ host, address: address.text, family, port, ...ending, bytes, ms }],
    });
  });
  await Promise.all(all);
}

type Large = Omit<Ask, 'address'>;

/** The page itself, or the largest of some resources beside it. */
async function findLarge(look: Look, { url, address, bytes, resources }: Page): Promise<Large | undefined> {
  const { ports } = look.kit;
  const request = (target: URL): Large => {
    const scheme = schemeOf(target);
    const usual = scheme === 'https' ? ports.https : ports.http;
    return {
      host: target.hostname,
      scheme,
      port: target.port === '' ? usual : Number(target.port),
      path: 'large',
      target: target.pathname + target.search,
      agent: 'browser',
    };
  };
  if (bytes >= OUTSIDE_LIMITS.largeBytes) return request(url);
  const beside = resources
    .map((one) => one.url)
    .filter((one) => one.host === url.host && one.protocol === url.protocol);
  const distinct = [...new Map(beside.map((one) => [one.href, one])).values()];
  const sizes = distinct.slice(0, OUTSIDE_LIMITS.largeCandidates).map(async (one) => {
    const asked = await ask(look, { ...request(one), address });
    return { one, bytes: asked?.fact.status === 200 ? asked.fact.bytes : 0 };
  });
  const [largest] = (await Promise.all(sizes)).toSorted((a, b) => b.bytes - a.bytes);
  return largest !== undefined && largest.bytes >= OUTSIDE_LIMITS.largeBytes
    ? request(largest.one)
    : undefined;
}
