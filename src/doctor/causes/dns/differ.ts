import type { HandshakeFact, ResponseFact } from '../../outside/index.ts';
import { differSymptom } from '../symptoms.ts';
import type { Seen, Sign } from '../types.ts';

/**
 * What IPv6 shows that IPv4 does not: another certificate, or another page, at the same port. One sign for each IPv6 address. A page beside
 * a good certificate of somebody else's is another site's: no fault of this one's configuration looks so.
 */
export function differences({ report }: Seen): readonly Sign[] {
  const isOwn = ({ host, outcome }: { readonly host: string; readonly outcome: string }) =>
    host === report.name && outcome === 'response';
  const handshakes = report.handshakes.filter(isOwn).filter(isUsual);
  const strange = new Set(handshakes.filter((one) => isOthers(one, report.at)).map(({ address }) => address));
  const [shown, read] = [certificates(handshakes), pages(report.responses.filter(isOwn))];
  const both = shown.length > 0 && read.length > 0;
  return [...shown, ...read].map((sign) => ({
    ...sign,
    alone: both && strange.has(sign.place.address ?? ''),
  }));
}

function isUsual({ serverName, hello }: HandshakeFact): boolean {
  return serverName === 'sent' && hello === 'small';
}

/** A certificate that is in order, and not for this name. */
function isOthers({ family, leaf, chain }: HandshakeFact, at: number): boolean {
  if (family !== 6 || leaf === undefined || leaf.covers || chain !== 'complete') return false;
  return leaf.notBefore <= at && at < leaf.notAfter;
}

function certificates(handshakes: readonly HandshakeFact[]): Sign[] {
  return differing(handshakes, 'certificate', ({ leaf }) => leaf?.fingerprint);
}

/** The page itself, or what its address says: a status, and a body of the same kind. */
function pages(responses: readonly ResponseFact[]): Sign[] {
  const home = responses.filter(({ path, agent }) => path === 'home' && agent === 'browser');
  return differing(home, 'page', ({ status = 0, digest = '' }) => `${status} ${digest}`);
}

function differing<F extends HandshakeFact | ResponseFact>(
  facts: readonly F[],
  what: 'page' | 'certificate',
  shown: (fact: F) => string | undefined,
): Sign[] {
  return facts.flatMap((one): Sign[] => {
    const mine = shown(one);
    const four = facts.filter((other) => other.family === 4 && other.port === one.port);
    const theirs = four.map(shown);
    // servers that share a load may differ among themselves over one family
    if (one.family !== 6 || mine === undefined || theirs.length === 0 || theirs.includes(mine)) return [];
    const { host, address, family, port } = one;
    return [
      {
        symptom: differSymptom(host, port, what),
        place: { host, address, family, port },
        values: { address },
      },
    ];
  });
}
