import { ANSWER_MS, CONNECT_MS } from '../limits.ts';
import type { Place, Tools } from '../net.ts';
import type { Site, Tested } from '../types.ts';
import { about, atEachPlace } from './each-place.ts';

const PROTOCOL = 'acme-tls/1';
const PHASES_OF_CONNECT: ReadonlySet<string> = new Set(['policy', 'connect']);
/** What clients that know the protocol send while no challenge waits; Caddy, for one. */
const NOTHING_TO_SHOW: ReadonlySet<string> = new Set([
  'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
]);

/** Offers acme-tls/1 at every address on port 443, as a CA does, and nothing else. */
export function testTlsAlpn(tools: Tools, { name }: Site): Promise<Tested> {
  return atEachPlace(tools, name, (place) => testPlace(tools, name, place));
}

async function testPlace(tools: Tools, name: string, place: Place): Promise<Tested> {
  const { evidence, protocol } = await tools.tls.probe({
    url: `tls://${name}:${tools.ports.https}`,
    hop: 0,
    address: place.address,
    serverName: name,
    protocol: PROTOCOL,
    limits: { connectMs: CONNECT_MS, tlsMs: ANSWER_MS, totalMs: CONNECT_MS + ANSWER_MS },
    policy: tools.policy,
  });
  const { outcome, errno = '', phase } = evidence;
  const said = outcome === 'response' ? protocol : [outcome, errno].filter(Boolean).join(' ');
  const seen = [{ address: place.address.text, asked: PROTOCOL, said }];
  if (outcome === 'response')
    return { findings: protocol === 'agreed' ? [] : [about(place, 'alpn-ignored')], seen };
  if (PHASES_OF_CONNECT.has(phase)) return { findings: [about(place, 'not-reached')], seen };
  if (outcome === 'tls-alert' && NOTHING_TO_SHOW.has(errno)) return { findings: [], seen };
  const code = outcome === 'tls-alert' ? 'alpn-refused' : 'tls-failed';
  return { findings: [about(place, code, { outcome })], seen };
}
