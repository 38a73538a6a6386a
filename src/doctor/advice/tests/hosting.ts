import { randomBytes } from 'node:crypto';
import type { Tools } from '../net.ts';
import { request } from '../request.ts';
import { CHALLENGE_PATH } from '../snippets/path.ts';
import type { Finding, Site, Tested } from '../types.ts';
import { about, atEachPlace } from './each-place.ts';

/** Every address has to answer the path alike: by itself, or by a redirect to one and the same host that a CA follows. */
export async function testHosting(tools: Tools, { name }: Site): Promise<Tested> {
  const path = `${CHALLENGE_PATH}${randomBytes(16).toString('hex')}`;
  const ways = new Set<string>();
  const tested = await atEachPlace(tools, name, async (place) => {
    const reply = await request(tools, place.address, { host: name, method: 'GET', path });
    const said = reply.ok ? String(reply.status) : reply.outcome;
    const seen = [{ address: place.address.text, asked: `GET ${path}`, said }];
    const findings: Finding[] = [];
    if (!reply.ok) findings.push(about(place, 'path-no-answer', { outcome: reply.outcome }));
    else if (REDIRECTS.has(reply.status)) {
      const target = URL.parse(reply.location ?? '', `http://${name}`);
      ways.add(target?.host ?? '');
      if (target === null || !isFollowed(target)) findings.push(about(place, 'redirect-elsewhere'));
    } else {
      ways.add('itself');
      if (reply.status !== 200 && reply.status !== 404)
        findings.push(about(place, 'path-closed', { status: String(reply.status) }));
    }
    return { findings, seen };
  });
  return ways.size > 1 ? { ...tested, findings: [...tested.findings, { code: 'hosts-differ' }] } : tested;
}

/** Boulder follows these alone, to ports 80 and 443. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 307, 308]);

function isFollowed({ protocol, port, pathname }: URL): boolean {
  return (protocol === 'http:' || protocol === 'https:') && port === '' && pathname.includes(CHALLENGE_PATH);
}
